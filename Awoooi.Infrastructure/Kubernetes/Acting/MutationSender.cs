using Awoooi.Core.Clusters;
using Awoooi.Infrastructure.Kubernetes.Transport;
using Microsoft.Extensions.Logging;

namespace Awoooi.Infrastructure.Kubernetes.Acting;

/// <summary>Sends stored mutations and never mistakes silence for a refusal.</summary>
/// <remarks>
/// The same bytes go again only while nothing can have been sent, or when the server answered 429 or 503.
/// A 503 may come from a gateway that had already passed the request on, so after one of those a later refusal
/// (for example a conflict with our own first try) proves nothing and is reported as no answer.
/// </remarks>
internal sealed partial class MutationSender(ClusterTransport transport, ApiReader reader, ApiDiscovery discovery, ILogger<MutationSender> log)
{
    public async Task<MutationAnswer> SendAsync(ClusterMutation mutation, CancellationToken cancel)
    {
        if (mutation.Kind == MutationKind.EvictPod && await OtherPodAsync(mutation, cancel) is { } refused)
        {
            return refused;
        }

        var unclear = false;
        try
        {
            for (var number = 0; ; number++)
            {
                var exchange = await transport.WriteAsync(mutation, cancel);
                unclear |= exchange.Reply?.Status == 503;
                if (number >= transport.Retries || !MayGoAgain(exchange))
                {
                    return Conclude(mutation, exchange, unclear);
                }

                SendingAgain(log, mutation.Kind, mutation.Workload, mutation.Marker, exchange.Reply?.Status, exchange.Detail);
                await transport.PauseAsync(number, exchange.Reply?.RetryAfter, cancel);
            }
        }
        catch (OperationCanceledException) when (unclear)
        {
            return new MutationAnswer.NoAnswer("Cancelled after an answer that leaves open what happened.");
        }
    }

    public async Task<DryRunAnswer> DryRunAsync(ClusterMutation mutation, CancellationToken cancel) => await SendAsync(mutation.AsDryRun(), cancel) switch
    {
        MutationAnswer.Applied applied => new DryRunAnswer.Accepted(applied.Warnings),
        MutationAnswer.Refused refused when Webhook(refused.Detail) is { } name => new DryRunAnswer.Unsupported(name),
        MutationAnswer.Refused refused => new DryRunAnswer.Refused(refused.Fault, refused.Detail),
        MutationAnswer.NoAnswer silent => new DryRunAnswer.NoAnswer(silent.Detail),
        var other => throw new InvalidOperationException($"Unknown answer {other.GetType().Name}."),
    };

    // A uid that the server has to refuse costs the disruption budget one pod for two minutes, so it is compared before.
    private async Task<MutationAnswer?> OtherPodAsync(ClusterMutation mutation, CancellationToken cancel)
    {
        var pod = await reader.GetAsync(ApiPath.Of(new WorkloadRef(WorkloadKind.Pod, mutation.Workload.Namespace, mutation.Pod!)), cancel);
        if (pod.Fault is { } fault)
        {
            return new MutationAnswer.Refused(fault == ClusterFault.NoAnswer ? ClusterFault.Unreachable : fault, $"Nothing was sent, the pod could not be read: {pod.Detail}");
        }

        var uid = pod.Value.Text("metadata", "uid");
        return uid == mutation.PodUid
            ? null
            : new MutationAnswer.Refused(ClusterFault.Conflict, $"Nothing was sent: pod {mutation.Pod} is now another one (uid {uid}).");
    }

    private static bool MayGoAgain(Exchange exchange) => exchange switch
    {
        { Fault: ClusterFault.Unreachable } => true,
        { Reply: { Status: 429 } reply } => ApiStatus.Read(reply).Fault == ClusterFault.Overloaded,
        { Reply.Status: 503 } => true,
        _ => false,
    };

    private MutationAnswer Conclude(ClusterMutation mutation, Exchange exchange, bool unclear)
    {
        var answer = exchange.Reply is { } reply ? Judge(mutation, reply) : exchange.Fault switch
        {
            ClusterFault.NoAnswer => new MutationAnswer.NoAnswer(exchange.Detail),
            { } fault => new MutationAnswer.Refused(fault, exchange.Detail),
            null => throw new InvalidOperationException("An exchange has either a reply or a fault."),
        };
        if (unclear && answer is MutationAnswer.Refused late)
        {
            answer = new MutationAnswer.NoAnswer($"An earlier try may have been applied; the last one got: {late.Detail}");
        }

        if (answer is MutationAnswer.NoAnswer silent)
        {
            Silent(log, mutation.Kind, mutation.Workload, mutation.Marker, silent.Detail);
        }

        return answer;
    }

    private MutationAnswer Judge(ClusterMutation mutation, ApiReply reply)
    {
        if (reply.Succeeded)
        {
            return reply.Json() is { } json
                ? AppliedObject.Read(json, reply.Warnings)
                : new MutationAnswer.NoAnswer($"{reply.Status} without a JSON object: somebody else than the API server answered.");
        }

        if (reply.Status == 404)
        {
            discovery.Doubt();
        }

        var fault = ApiStatus.Read(reply);
        if (!fault.NothingChanged)
        {
            return new MutationAnswer.NoAnswer(fault.Detail);
        }

        // The server says no more about a failed test of a JSON patch than this; our patches are well formed, so it is a test.
        return mutation.Kind == MutationKind.Rollback && reply.Status == 422 && fault.Detail.Contains("error in our request", StringComparison.Ordinal)
            ? new MutationAnswer.Refused(ClusterFault.Conflict, "A test of the patch failed: the workload has changed since it was read.")
            : new MutationAnswer.Refused(fault.Fault, fault.Detail);
    }

    private static string? Webhook(string detail)
    {
        const string Before = "admission webhook \"";
        var start = detail.IndexOf(Before, StringComparison.Ordinal);
        var end = detail.IndexOf("\" does not support dry run", StringComparison.Ordinal);
        return start < 0 || end < start ? null : detail[(start + Before.Length)..end];
    }

    [LoggerMessage(LogLevel.Information, "{Kind} of {Workload} ({Marker}) is sent again with the same bytes after {Status} {Detail}")]
    private static partial void SendingAgain(ILogger log, MutationKind kind, WorkloadRef workload, string marker, int? status, string detail);

    [LoggerMessage(LogLevel.Warning, "{Kind} of {Workload} ({Marker}) has no answer, it may have been applied: {Detail}")]
    private static partial void Silent(ILogger log, MutationKind kind, WorkloadRef workload, string marker, string detail);
}
