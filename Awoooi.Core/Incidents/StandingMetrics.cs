using System.Diagnostics.Metrics;
using Awoooi.Core.Work;

namespace Awoooi.Core.Incidents;

/// <summary>What stands in the records now, over all replicas.</summary>
/// <param name="ActiveGroups">Open incidents whose alerts fire; tests left out.</param>
/// <param name="LastReceived">When each source was last heard, by name.</param>
public sealed record Standing(int ActiveGroups, int ApprovalsPending, IReadOnlyDictionary<string, DateTimeOffset> LastReceived, IReadOnlyList<WorkDepth> Work);

/// <summary>Reads the <see cref="Standing"/>.</summary>
public interface IStandingReader
{
    Task<Standing> ReadAsync(CancellationToken cancel);
}

/// <summary>Gauges over the records, as of the last reading; nothing is reported before the first.</summary>
public sealed class StandingMetrics : IDisposable
{
    private readonly Meter _meter = new(IntakeMetrics.MeterName);
    private volatile Standing? _now;

    public StandingMetrics()
    {
        _meter.CreateObservableGauge("awoooi_alert_groups_active", () => One(now => now.ActiveGroups), description: "Open incidents whose alerts fire.");
        _meter.CreateObservableGauge("awoooi_approvals_pending", () => One(now => now.ApprovalsPending), description: "Requests that wait for signatures.");
        _meter.CreateObservableGauge("awoooi_last_alert_received_timestamp", () => (_now?.LastReceived ?? new Dictionary<string, DateTimeOffset>()).Select(source => new Measurement<double>(source.Value.ToUnixTimeMilliseconds() / 1000.0, Tag("source", source.Key))), description: "When an alert of the source was last stored, in seconds since 1970.");
        _meter.CreateObservableGauge("awoooi_work_queue_depth", () => (_now?.Work ?? []).Select(work => new Measurement<long>(work.Waiting, Tag("kind", work.Kind))), description: "Work that waits or runs.");
        _meter.CreateObservableGauge("awoooi_work_queue_parked", () => (_now?.Work ?? []).Select(work => new Measurement<long>(work.Parked, Tag("kind", work.Kind))), description: "Work that was given up after its last try.");
        _meter.CreateObservableGauge("awoooi_work_queue_age", () => (_now?.Work ?? []).Select(work => new Measurement<double>(Math.Max(0, work.Oldest.TotalSeconds), Tag("kind", work.Kind))), "s", "How long the oldest work has been due.");
    }

    public void Now(Standing standing) => _now = standing;

    public void Dispose() => _meter.Dispose();

    private IEnumerable<Measurement<int>> One(Func<Standing, int> value) => _now is { } now ? [new Measurement<int>(value(now))] : [];

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);
}
