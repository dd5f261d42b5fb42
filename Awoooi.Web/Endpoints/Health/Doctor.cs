using Awoooi.Core.Health;
using Awoooi.Core.Live;
using Awoooi.Core.Remediation;
using Awoooi.Core.Settings;
using Awoooi.Core.Trust;
using Awoooi.Web.Workers;

namespace Awoooi.Web.Endpoints.Health;

/// <summary>What was found, and when.</summary>
internal sealed record DoctorReport(DateTimeOffset At, IReadOnlyList<HealthCheck> Checks);

/// <summary>Everything that can be checked while the app serves: what it needs, and what the cluster lets it do.</summary>
internal sealed class Doctor(IEnumerable<IHealthProbe> probes, ILiveBus live, WorkWorker worker, ClusterProbe cluster, IAutomationStore automation, TimeProvider clock)
{
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(30);

    /// <summary>A cluster that hangs ends the question, with the permissions of many namespaces in it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Lock _gate = new();
    private Task<DoctorReport>? _asking;
    private DoctorReport? _cluster;

    /// <summary>What the app itself needs.</summary>
    public async Task<IReadOnlyList<HealthCheck>> NeedsAsync(CancellationToken cancel)
    {
        var checks = await Task.WhenAll(probes.Select(probe => probe.CheckAsync(cancel)));
        var now = clock.GetUtcNow();
        return
        [
            .. checks,
            new HealthCheck("listener", live.LastHeartbeat is { } beat && now - beat < Late, "hears its own heartbeat through the database", TimeSpan.Zero, true) { Finding = new Finding("listener") },
            new HealthCheck("workers", worker.LastRound is { } round && now - round < Late, "look for work", TimeSpan.Zero, true) { Finding = new Finding("workers") },
        ];
    }

    /// <summary>The cluster and each permission there, asked at most <paramref name="oldest"/> ago.</summary>
    public Task<DoctorReport> ClusterAsync(TimeSpan oldest, CancellationToken cancel)
    {
        lock (_gate)
        {
            if (_cluster is { } known && clock.GetUtcNow() - known.At <= oldest)
            {
                return Task.FromResult(known);
            }

            // One question at a time, whoever asks; whoever stops waiting leaves it to the others.
            _asking = _asking is { IsCompleted: false } ? _asking : Task.Run(AskAsync, CancellationToken.None);
            return _asking.WaitAsync(cancel);
        }
    }

    /// <summary>Needs and cluster, as of now.</summary>
    public async Task<DoctorReport> ExamineAsync(CancellationToken cancel)
    {
        var needs = await NeedsAsync(cancel);
        var there = await ClusterAsync(TimeSpan.Zero, cancel);
        return new DoctorReport(there.At, [.. needs, .. there.Checks]);
    }

    public static ClusterStanding Standing(DoctorReport report)
        => report.Checks is [{ Ok: true, Absent: false }, ..] ? new ClusterStanding(true, report.Checks.Count - 1, report.Checks.Count(check => !check.Ok)) : ClusterStanding.Unknown;

    private async Task<DoctorReport> AskAsync()
    {
        using var deadline = new CancellationTokenSource(Patience, clock);
        IReadOnlyList<HealthCheck> checks;
        try
        {
            var rules = await automation.ReadAsync(deadline.Token);
            checks = await cluster.CheckAsync([.. rules.Namespaces.Where(rule => rule.Allowed).Select(rule => rule.Namespace)], deadline.Token);
        }
        catch (OperationCanceledException)
        {
            checks = [new HealthCheck("cluster", false, $"does not answer within {Patience.TotalSeconds:0} s", Patience, false) { Finding = new Finding("cluster.silent", $"{Patience.TotalSeconds:0}") }];
        }

        var report = new DoctorReport(clock.GetUtcNow(), checks);
        lock (_gate)
        {
            _cluster = report;
        }

        return report;
    }
}
