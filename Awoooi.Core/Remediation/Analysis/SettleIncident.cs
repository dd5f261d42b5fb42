using Awoooi.Core.Approvals;
using Awoooi.Core.Incidents;
using Awoooi.Core.Work;

namespace Awoooi.Core.Remediation.Analysis;

/// <summary>
/// What follows when an incident ends: requests that nobody decided give way once it stayed ended for two minutes, and who ended it is
/// written down. What was decided runs to its own end.
/// </summary>
public sealed class SettleIncident(IIncidentStore incidents, IApprovalStore approvals, TimeProvider clock) : IWorkHandler
{
    private const int ApprovalsRead = 50;
    private static readonly TimeSpan Quiet = TimeSpan.FromMinutes(2);

    public string Kind => "resolved";

    public async Task<WorkOutcome> HandleAsync(WorkItem item, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(item);
        if (await incidents.FindAsync(Guid.Parse(item.Key), cancel) is not { Status: IncidentStatus.Resolved, ResolvedAt: { } resolved } incident)
        {
            return new WorkOutcome.Done();
        }

        var requests = await approvals.ListAsync(new ApprovalFilter(IncidentId: incident.Id, Limit: ApprovalsRead), cancel);
        if (requests.Any(request => request.State.IsRunning()))
        {
            // Its outcome tells who ended the incident.
            return new WorkOutcome.Again(TimeSpan.FromSeconds(10));
        }

        var quiet = clock.GetUtcNow() - resolved;
        if (requests.Any(request => request.State.IsWaiting()) && quiet < Quiet)
        {
            return new WorkOutcome.Again(Quiet - quiet);
        }

        foreach (var waiting in requests.Where(request => request.State.IsWaiting()))
        {
            await approvals.SupersedeAsync(waiting.Id, "the alert cleared", cancel);
        }

        if (incident.ClosedBy == ClosedBy.Self && requests.FirstOrDefault(request => request.State == ApprovalState.Succeeded) is { } repair)
        {
            await incidents.CreditAsync(incident.Id, repair.Authority is Authority.Automatic or Authority.StandingOrder ? ClosedBy.Ai : ClosedBy.Human, cancel);
        }

        return new WorkOutcome.Done();
    }

    public Task ParkedAsync(WorkItem item, string reason, CancellationToken cancel) => Task.CompletedTask;
}
