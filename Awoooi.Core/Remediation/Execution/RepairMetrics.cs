using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Awoooi.Core.Approvals;
using Awoooi.Core.Incidents;
using Awoooi.Core.Plans;

namespace Awoooi.Core.Remediation.Execution;

/// <summary>Numbers of repairs; labels are closed lists.</summary>
public sealed class RepairMetrics : IDisposable
{
    private static readonly TimeSpan Followed = TimeSpan.FromMinutes(2);
    private readonly Meter _meter = new(IntakeMetrics.MeterName);
    private readonly ConcurrentDictionary<Guid, DateTimeOffset> _running = new();
    private readonly Counter<long> _repairs;
    private readonly Histogram<double> _duration;
    private readonly TimeProvider _clock;

    public RepairMetrics(TimeProvider clock)
    {
        _clock = clock;
        _repairs = _meter.CreateCounter<long>("awoooi_repair", description: "Repairs that came to an end.");
        _duration = _meter.CreateHistogram("awoooi_repair_duration", "s", "Time from the start of a repair to its end.", null, new InstrumentAdvice<double>
        {
            HistogramBucketBoundaries = [1, 5, 15, 30, 60, 120, 300, 600, 1200, 3600],
        });
        _meter.CreateObservableGauge("awoooi_repair_in_progress", Running, description: "Repairs that this process follows now.");
    }

    /// <summary>A look at a running repair; one that another process takes over is forgotten here.</summary>
    public void Seen(Guid execution) => _running[execution] = _clock.GetUtcNow();

    public void Gone(Guid execution) => _running.TryRemove(execution, out _);

    public void Ended(Guid execution, Operation operation, ApprovalState outcome, TimeSpan? took)
    {
        Gone(execution);
        var name = OperationCatalogue.Of(operation).WireName;
        _repairs.Add(1, new("operation", name), new("outcome", WireNames.Of(outcome)));
        if (took is { } duration)
        {
            _duration.Record(Math.Max(0, duration.TotalSeconds), new KeyValuePair<string, object?>("operation", name));
        }
    }

    public void Dispose() => _meter.Dispose();

    private long Running()
    {
        var limit = _clock.GetUtcNow() - Followed;
        foreach (var (execution, at) in _running)
        {
            if (at < limit)
            {
                _running.TryRemove(KeyValuePair.Create(execution, at));
            }
        }

        return _running.Count;
    }
}
