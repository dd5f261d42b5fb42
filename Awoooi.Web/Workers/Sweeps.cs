using Awoooi.Core.Approvals;
using Awoooi.Core.Audit;
using Awoooi.Core.Incidents;
using Awoooi.Core.Incidents.Recurrence;
using Awoooi.Core.Work;
using Awoooi.Web.Endpoints.Webhooks;

namespace Awoooi.Web.Workers;

/// <summary>Closes incidents that nothing was heard of for too long.</summary>
internal sealed class StaleSweep(IIncidentStore incidents, TimeProvider clock, ILogger<StaleSweep> log) : PeriodicWorker(TimeSpan.FromMinutes(1), clock, log)
{
    protected override async Task RoundAsync(CancellationToken cancel)
    {
        while (await incidents.CloseStaleAsync(StaleAfter.Default, cancel) > 0)
        {
            // A full round closes at most 500; more may wait.
        }
    }
}

/// <summary>Has open incidents looked at again where nothing came of the last look.</summary>
internal sealed class AnalysisSweep(IIncidentStore incidents, TimeProvider clock, ILogger<AnalysisSweep> log) : PeriodicWorker(TimeSpan.FromMinutes(1), clock, log)
{
    protected override Task RoundAsync(CancellationToken cancel) => incidents.AnalyseAgainAsync(AnalysisAge.Default, cancel);
}

/// <summary>Tells people of what keeps coming back, also when each time was repaired by itself.</summary>
internal sealed class EscalationSweep(IRecurrenceRecord record, TimeProvider clock, ILogger<EscalationSweep> log) : PeriodicWorker(TimeSpan.FromSeconds(15), clock, log)
{
    protected override async Task RoundAsync(CancellationToken cancel)
    {
        while (await record.EscalateAsync(Clock.GetUtcNow(), cancel) > 0)
        {
            // A full round says at most 500; more may wait.
        }
    }
}

/// <summary>Reads what the gauges show.</summary>
internal sealed class StandingSweep(IStandingReader reader, StandingMetrics metrics, IEnumerable<IWorkHandler> handlers, TimeProvider clock, ILogger<StandingSweep> log) : PeriodicWorker(TimeSpan.FromSeconds(10), clock, log)
{
    protected override async Task RoundAsync(CancellationToken cancel)
    {
        var now = await reader.ReadAsync(cancel);

        // A kind of which nothing waits is a zero, not a gap.
        var idle = handlers.Select(handler => handler.Kind).Except(now.Work.Select(work => work.Kind), StringComparer.Ordinal);
        metrics.Now(now with { Work = [.. now.Work, .. idle.Select(kind => new WorkDepth(kind, 0, 0, TimeSpan.Zero))] });
    }
}

/// <summary>Ends requests that nobody signed in time.</summary>
internal sealed class ApprovalSweep(IApprovalStore approvals, TimeProvider clock, ILogger<ApprovalSweep> log) : PeriodicWorker(TimeSpan.FromSeconds(2), clock, log)
{
    protected override Task RoundAsync(CancellationToken cancel) => approvals.ExpireDueAsync(cancel);
}

/// <summary>Writes down what the doors refused.</summary>
internal sealed class RefusalFlush(Refusals refusals, IAlertSources sources, TimeProvider clock, ILogger<RefusalFlush> log) : PeriodicWorker(TimeSpan.FromSeconds(2), clock, log)
{
    protected override async Task RoundAsync(CancellationToken cancel)
    {
        if (refusals.Drain() is { Count: > 0 } refused)
        {
            await sources.RecordRefusedAsync(refused, cancel);
        }
    }
}

/// <summary>Keeps the database bounded: partitions ahead, old events away, an audit anchor every minute.</summary>
internal sealed class Housekeeping(IHousekeeping store, TimeProvider clock, ILogger<Housekeeping> log) : PeriodicWorker(TimeSpan.FromMinutes(1), clock, log)
{
    protected override Task RoundAsync(CancellationToken cancel) => store.RunAsync(cancel);
}
