using System.Net.Http.Headers;
using System.Text;
using Awoooi.Infrastructure.Simulator.Demo.Troubles;
using Microsoft.Extensions.Logging;

namespace Awoooi.Infrastructure.Simulator.Demo;

/// <summary>
/// Plays the demo's story: breaks something, reports it at the real webhook as a monitoring system would, and takes the alert back once
/// the workload is well, whoever repaired it.
/// </summary>
internal sealed partial class StoryPlayer(StagedCluster cluster, IReadOnlyList<Trouble> opening, HttpClient app, Func<string, string> keyOf, TimeProvider clock, ILogger log)
{
    /// <summary>Decisions that may wait at a time; more would be a heap, not a demo.</summary>
    private const int MostWaiting = 5;

    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan OpeningAge = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan[] Pauses = [TimeSpan.FromSeconds(75), TimeSpan.FromSeconds(120), TimeSpan.FromSeconds(95), TimeSpan.FromSeconds(150), TimeSpan.FromSeconds(110)];
    private readonly List<Performance> _playing = [];

    public async Task RunAsync(CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        _playing.AddRange(opening.Select(trouble => new Performance(trouble, now, now - OpeningAge)));
        var cycle = Plot.Cycle(opening);
        var (turn, next) = (0, now + Pauses[^1]);
        using var timer = new PeriodicTimer(LookEvery, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(cancel))
            {
                try
                {
                    await LookAsync(cancel);
                    if (clock.GetUtcNow() >= next)
                    {
                        next = clock.GetUtcNow() + Pauses[turn % Pauses.Length];
                        await BeginAsync(cycle[turn++ % cycle.Count], cancel);
                    }
                }
                catch (Exception fault) when (fault is not OperationCanceledException || !cancel.IsCancellationRequested)
                {
                    Log.Stumbled(log, fault);
                }
            }
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // The demo ends.
        }
    }

    private async Task BeginAsync(Trouble trouble, CancellationToken cancel)
    {
        var busy = _playing.Any(other => other.Trouble.Namespace == trouble.Namespace && other.Trouble.Workload == trouble.Workload);
        if (busy || (trouble.Waits && _playing.Count(other => other.Trouble.Waits) >= MostWaiting))
        {
            return;
        }

        await trouble.BeginAsync(cluster, cancel);
        var now = clock.GetUtcNow();
        _playing.Add(new Performance(trouble, now, now));
    }

    /// <summary>At most one report a look, so that things happen one after the other.</summary>
    private async Task LookAsync(CancellationToken cancel)
    {
        foreach (var silent in _playing.Where(performance => performance.Reported is null))
        {
            if (await silent.ReportAsync(cluster, SendAsync, cancel))
            {
                break;
            }
        }

        var over = _playing.Where(performance => performance.IsLost(clock.GetUtcNow())).ToList();
        foreach (var lost in over)
        {
            await lost.Trouble.EndAsync(cluster, cancel);
            lost.Trouble.Clear(cluster);
        }

        foreach (var reported in _playing.Where(performance => performance.Reported is not null))
        {
            if (await reported.FollowAsync(cluster, clock.GetUtcNow(), SendAsync, cancel))
            {
                over.Add(reported);
            }
        }

        _playing.RemoveAll(over.Contains);
    }

    private async Task<bool> SendAsync(StoryAlert alert, DateTimeOffset? endedAt, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, AlertBody.Path(alert.Teller))
        {
            Content = new StringContent(AlertBody.Of(alert, endedAt).ToJsonString(), Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", keyOf(AlertBody.Source(alert.Teller)));
        using var answer = await app.SendAsync(request, cancel);
        if (!answer.IsSuccessStatusCode)
        {
            Log.Refused(log, alert.Name, (int)answer.StatusCode, await answer.Content.ReadAsStringAsync(cancel));
        }

        return answer.IsSuccessStatusCode;
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "A turn of the demo's story failed; it goes on")]
        public static partial void Stumbled(ILogger logger, Exception fault);

        [LoggerMessage(Level = LogLevel.Warning, Message = "The demo's alert {Alert} was answered with {Status}: {Answer}")]
        public static partial void Refused(ILogger logger, string alert, int status, string answer);
    }
}
