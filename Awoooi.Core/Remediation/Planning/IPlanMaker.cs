using Awoooi.Core.Clusters;
using Awoooi.Core.Plans;
using Awoooi.Core.Rca;

namespace Awoooi.Core.Remediation.Planning;

/// <summary>A plan for a verdict with the facts it was made from, or the reason why there is none.</summary>
public sealed record PlanOutcome(Plan? Plan, WorkloadFacts? Workload, string? Refused)
{
    public static PlanOutcome Made(Plan plan, WorkloadFacts workload) => new(plan, workload, null);

    public static PlanOutcome Not(string reason) => new(null, null, reason);
}

/// <summary>Reads the world afresh and makes a plan pinned to what it saw; changes nothing.</summary>
public interface IPlanMaker
{
    Task<PlanOutcome> MakeAsync(RcaVerdict verdict, Guid approvalId, CancellationToken cancel);

    /// <summary>The same for what a person asks for.</summary>
    Task<PlanOutcome> MakeAsync(PlanRequest request, Guid approvalId, CancellationToken cancel);
}
