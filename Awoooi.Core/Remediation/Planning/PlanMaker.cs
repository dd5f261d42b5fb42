using Awoooi.Core.Approvals;
using Awoooi.Core.Clusters;
using Awoooi.Core.Incidents;
using Awoooi.Core.Plans;
using Awoooi.Core.Rca;
using Microsoft.Extensions.Options;

namespace Awoooi.Core.Remediation.Planning;

/// <summary>Reads workload and pod from the cluster and binds a request to them.</summary>
public sealed class PlanMaker(IClusterReader cluster, Installation installation, ApprovalRules rules, IOptions<AutomationOptions> options) : IPlanMaker
{
    public async Task<PlanOutcome> MakeAsync(RcaVerdict verdict, Guid approvalId, CancellationToken cancel)
        => PlanRequest.From(verdict) is { } request ? await MakeAsync(request, approvalId, cancel) : PlanOutcome.Not("left to people");

    public async Task<PlanOutcome> MakeAsync(PlanRequest request, Guid approvalId, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(request);
        var workload = await cluster.ReadWorkloadAsync(request.Workload, cancel);
        if (workload.Value is not { } facts)
        {
            return PlanOutcome.Not($"{request.Workload} could not be read: {workload.Detail}");
        }

        PodFacts? pod = null;
        if (request is { Operation: Operation.RestartPod, Pod: { } name })
        {
            var reading = await cluster.ReadPodAsync(request.Workload.Namespace, name, cancel);
            if (reading.Value is null && reading.Fault != ClusterFault.NotFound)
            {
                return PlanOutcome.Not($"pod {name} could not be read: {reading.Detail}");
            }

            pod = reading.Value;
        }

        var frame = new PlanFrame(approvalId, installation.Cluster, rules.Policies.Version, options.Value.MaxReplicas);
        return Planner.Plan(request, facts, pod, frame) switch
        {
            PlanResult.Planned planned => PlanOutcome.Made(planned.Plan, facts),
            PlanResult.Refused refused => PlanOutcome.Not(refused.Detail),
            var other => throw new InvalidOperationException($"unknown result {other.GetType().Name}"),
        };
    }
}
