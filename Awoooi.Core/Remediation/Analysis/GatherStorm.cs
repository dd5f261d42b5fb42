using Awoooi.Core.Approvals;
using Awoooi.Core.Incidents;
using Awoooi.Core.Work;

namespace Awoooi.Core.Remediation.Analysis;

/// <summary>What follows when a storm begins: requests of the incidents it took in give way to it, unless somebody signed them.</summary>
public sealed class GatherStorm(IIncidentStore incidents, IApprovalStore approvals, TimeProvider clock) : IWorkHandler
{
    private const int MembersRead = 200;
    private const int ApprovalsRead = 10;

    public string Kind => "storm";

    public async Task<WorkOutcome> HandleAsync(WorkItem item, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(item);
        if (await incidents.FindAsync(Guid.Parse(item.Key), cancel) is not { IsStorm: true } storm)
        {
            return new WorkOutcome.Done();
        }

        var members = (await incidents.ListAsync(new IncidentFilter(Storm: storm.Id, Limit: MembersRead), cancel)).Items;
        var gaveWay = 0;
        foreach (var member in members)
        {
            gaveWay += await GiveWayAsync(approvals, member, storm, cancel);
        }

        await incidents.TellAsync(
            [
                new TimelineLine(
                    storm.Id, clock.GetUtcNow(), "linked",
                    $"A storm: {members.Count} incidents became one, {gaveWay} requests without a signature gave way.",
                    $"告警風暴：{members.Count} 起事件合併為一，{gaveWay} 張尚未簽核的卡片已收起。"),
            ],
            cancel);
        return new WorkOutcome.Done();
    }

    public Task ParkedAsync(WorkItem item, string reason, CancellationToken cancel) => Task.CompletedTask;

    /// <summary>How many requests of the incident gave way.</summary>
    internal static async Task<int> GiveWayAsync(IApprovalStore approvals, Incident member, Incident storm, CancellationToken cancel)
    {
        var requests = await approvals.ListAsync(new ApprovalFilter([ApprovalState.Pending], IncidentId: member.Id, Limit: ApprovalsRead), cancel);
        var gone = 0;
        foreach (var request in requests)
        {
            gone += await approvals.CollapseAsync(request.Id, $"part of the storm {storm.ShortId}", cancel) is ApprovalOutcome.Accepted ? 1 : 0;
        }

        return gone;
    }
}
