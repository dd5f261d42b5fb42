using Awoooi.Core.Clusters;
using Awoooi.Core.Plans;
using Awoooi.Core.Rca;

namespace Awoooi.Core.Remediation.Planning;

/// <summary>What a rule, a model or a person asks for, before it is bound to an object of the cluster.</summary>
/// <param name="Pod">The pod to restart, for <see cref="Operation.RestartPod"/> only.</param>
/// <param name="Replicas">The wished count of a person's scaling; null lets the planner choose the step.</param>
/// <param name="Revision">The revision to return to; null lets the planner choose the newest that differs.</param>
public sealed record PlanRequest(Operation Operation, WorkloadRef Workload, string? Pod = null, int? Replicas = null, long? Revision = null)
{
    /// <summary>Null when the verdict leaves it to people or names no workload.</summary>
    /// <remarks>A verdict never chooses how far to scale: that step is the planner's.</remarks>
    public static PlanRequest? From(RcaVerdict verdict)
    {
        ArgumentNullException.ThrowIfNull(verdict);
        return verdict.Operation == Operation.Manual || verdict.Workload is null
            ? null
            : new PlanRequest(verdict.Operation, verdict.Workload, verdict.Pod, Revision: verdict.Parameters.Whole(PlanParameters.Revision));
    }
}

/// <summary>What frames a plan beside the cluster's facts.</summary>
/// <param name="MaxReplicas">Ceiling of any scaling.</param>
public sealed record PlanFrame(Guid ApprovalId, string Cluster, string PolicyVersion, int MaxReplicas);
