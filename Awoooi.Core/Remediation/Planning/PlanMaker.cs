using Awoooi.Core.Approvals;
using Awoooi.Core.Clusters;
using Awoooi.Core.Incidents;
using Awoooi.Core.Rca;
using Microsoft.Extensions.Options;

namespace Awoooi.Core.Remediation.Planning;

/// <summary>Reads workload and pod, then leaves it to <see cref="Planner"/>.</summary>
public sealed class PlanMaker(IClusterReader cluster, Installation installation, ApprovalRules rules, IOptions<AutomationOptions> options) : IPlanMaker
{
    public async Task<PlanAttempt> MakeAsync(RcaVerdict verdict, Guid approvalId, CancellationToken cancel)
    {
        if (Proposal.From(verdict) is not { } proposal)
        {
            return Refused(PlanRefusal.Manual, "left to people");
        }

        var workload = await cluster.ReadWorkloadAsync(proposal.Workload, cancel);
        if (workload.Value is not { } facts)
        {
            return Refused(PlanRefusal.OtherWorkload, $"{proposal.Workload} cannot be read: {workload.Detail}");
        }

        var pod = proposal.Pod is { } name ? await cluster.ReadPodAsync(proposal.Workload.Namespace, name, cancel) : null;
        var frame = new PlanFrame(approvalId, installation.Cluster, rules.Policies.Version, options.Value.MaxReplicas);
        return new PlanAttempt(Planner.Plan(proposal, facts, pod?.Value, frame), facts);
    }

    private static PlanAttempt Refused(PlanRefusal reason, string detail) => new(new PlanOutcome.Refused(reason, detail), null);
}
