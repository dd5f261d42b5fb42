using System.Collections.Concurrent;
using Awoooi.Core.Clusters;
using Awoooi.Core.Rca.Facts;
using Microsoft.Extensions.Logging;

namespace Awoooi.Core.Rca;

/// <summary>Runs the reads of one analysis, each with its own deadline, and keeps what gave nothing.</summary>
internal sealed partial class ClusterReads(TimeSpan deadline, TimeProvider clock, ILogger logger)
{
    private readonly ConcurrentBag<MissingEvidence> _missing = [];

    public IReadOnlyCollection<MissingEvidence> Missing => _missing;

    public void Note(string what, string reason, bool essential) => _missing.Add(new MissingEvidence(KubernetesEvidence.Source, what, reason, essential));

    /// <summary>The value, or null; a missing object is an answer, not a gap.</summary>
    public async Task<T?> ReadAsync<T>(string what, bool essential, Func<CancellationToken, Task<ClusterAnswer<T>>> read, CancellationToken cancel)
        where T : class
        => (await AskAsync(what, essential, read, cancel))?.Value;

    /// <summary>The answer, or null when there was none.</summary>
    public async Task<ClusterAnswer<T>?> AskAsync<T>(string what, bool essential, Func<CancellationToken, Task<ClusterAnswer<T>>> read, CancellationToken cancel)
        where T : class
    {
        using var limit = new CancellationTokenSource(deadline, clock);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        try
        {
            // A reader that ignores its token is left behind at the deadline all the same.
            var answer = await read(linked.Token).WaitAsync(linked.Token);

            // Invalid is what a kubelet answers when a container has no previous run.
            if (answer.Fault is { } fault and not ClusterFault.NotFound && !(what == "logs" && fault == ClusterFault.Invalid))
            {
                Note(what, Word(fault), essential);
            }

            return answer;
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            Note(what, "timeout", essential);
            return null;
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            ReadFailed(logger, what, error);
            Note(what, "error", essential);
            return null;
        }
    }

    private static string Word(ClusterFault fault) => fault switch
    {
        ClusterFault.Unauthenticated => "not authenticated",
        ClusterFault.Forbidden => "forbidden",
        ClusterFault.Overloaded => "overloaded",
        ClusterFault.NoAnswer => "no answer",
        ClusterFault.NotConfigured => "not configured",
        _ => "refused",
    };

    [LoggerMessage(Level = LogLevel.Warning, Message = "Reading {What} from the cluster failed; the analysis goes on without it")]
    private static partial void ReadFailed(ILogger logger, string what, Exception error);
}
