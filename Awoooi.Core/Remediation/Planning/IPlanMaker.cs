using Awoooi.Core.Clusters;
using Awoooi.Core.Rca;

namespace Awoooi.Core.Remediation.Planning;

/// <summary>An outcome with the facts it was made from; the workload is null when it could not be read.</summary>
public sealed record PlanAttempt(PlanOutcome Outcome, WorkloadFacts? Workload);

/// <summary>Reads the world afresh and makes a plan pinned to what it saw; changes nothing.</summary>
public interface IPlanMaker
{
    Task<PlanAttempt> MakeAsync(RcaVerdict verdict, Guid approvalId, CancellationToken cancel);
}
