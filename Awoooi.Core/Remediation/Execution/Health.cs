using Awoooi.Core.Clusters;
using Awoooi.Core.Plans;

namespace Awoooi.Core.Remediation.Execution;

/// <summary>Follows how long a workload has been ready, or not, without a break.</summary>
internal static class Health
{
    public static RunProgress Follow(Plan plan, RunProgress progress, WorkloadFacts workload, IReadOnlyList<PodFacts> pods, DateTimeOffset now)
    {
        if (!IsReady(plan, workload, pods))
        {
            return progress with { HealthySince = null, UnhealthySince = progress.UnhealthySince ?? now };
        }

        // Between two looks a container may have died and come back; its count tells, whatever the kubelet's clock says.
        var restarts = pods.Where(pod => !pod.Terminating).Sum(pod => pod.Containers.Sum(container => container.RestartCount));
        var died = progress.HealthySince is not null && restarts > progress.Restarts;
        return progress with { HealthySince = died ? now : progress.HealthySince ?? now, Restarts = restarts, UnhealthySince = null };
    }

    private static bool IsReady(Plan plan, WorkloadFacts workload, IReadOnlyList<PodFacts> pods)
        => Rollout.IsComplete(workload) && (plan.Target.PodUid is not { } evicted || pods.All(pod => pod.Uid != evicted));
}
