using Awoooi.Core.Clusters;
using Awoooi.Core.Plans;

namespace Awoooi.Core.Remediation.GuardRails;

/// <summary>Rails about what would be left running, and how much there would be.</summary>
internal static class CapacityRails
{
    public static IReadOnlyList<GuardRail> All { get; } =
    [
        new("replica-floor", (facts, _) => ReplicaFloor(facts)),
        new("replica-ceiling", ReplicaCeiling),
        new("quota", (facts, _) => Quota(facts)),
        new("rollout-age", RolloutAge),
    ];

    private static GuardRailRefusal? ReplicaFloor(GuardRailFacts facts)
    {
        if (facts.Workload is not { } workload)
        {
            return GuardRail.Missing("ready replicas");
        }

        var ready = workload.ReadyReplicas;
        var left = facts.Plan.Operation switch
        {
            Operation.RestartPod => ready - (facts.PodReady switch { true => 1, false => 0, null => (int?)null }),
            Operation.RestartDeployment or Operation.Rollback => ready - facts.MaxUnavailable,
            Operation.ScaleDown => facts.Plan.Number(PlanParameters.Replicas) is { } replicas ? Math.Min(ready, replicas) : null,
            _ => ready,
        };
        var floor = Math.Min(1, ready);
        return left switch
        {
            null => GuardRail.Missing("ready replicas while it runs"),
            _ when left < floor => GuardRail.Refuse(GuardRailReason.HealthyReplicaFloor, $"{ready} ready now, {Math.Max(0, left.Value)} would be left, at least {floor}"),
            _ => null,
        };
    }

    private static GuardRailRefusal? ReplicaCeiling(GuardRailFacts facts, GuardRailLimits limits)
        => facts.Plan.Operation is not Operation.ScaleUp ? null
            : facts.Plan.Number(PlanParameters.Replicas) switch
            {
                null => GuardRail.Missing("replicas asked for"),
                var replicas when replicas > limits.MaxReplicas => GuardRail.Refuse(GuardRailReason.ReplicaCeiling, $"{replicas} replicas asked for, at most {limits.MaxReplicas}"),
                _ => null,
            };

    private static GuardRailRefusal? RolloutAge(GuardRailFacts facts, GuardRailLimits limits)
    {
        if (facts.Plan.Operation is not Operation.Rollback)
        {
            return null;
        }

        if (facts.Workload?.Revisions.FirstOrDefault(revision => revision.Revision == facts.Workload.Revision) is not { } current)
        {
            return GuardRail.Missing("when the rollout began");
        }

        var age = facts.Now - current.CreatedAt;
        return age > limits.RolloutAge
            ? GuardRail.Refuse(GuardRailReason.RolloutTooOld, $"the rollout began {age.TotalHours:F0} h ago, at most {limits.RolloutAge.TotalHours:F0} h")
            : null;
    }

    private static GuardRailRefusal? Quota(GuardRailFacts facts)
    {
        if (facts.Plan.Operation is not Operation.ScaleUp)
        {
            return null;
        }

        if (facts.Workload is not { } workload || facts.Plan.Number(PlanParameters.Replicas) is not { } replicas)
        {
            return GuardRail.Missing("what the quota leaves");
        }

        var shortage = QuotaRoom.Shortage(workload, Math.Max(0, replicas - workload.DesiredReplicas), out var unknown);
        return shortage is not null ? GuardRail.Refuse(GuardRailReason.QuotaExceeded, shortage)
            : unknown is not null ? GuardRail.Missing(unknown)
            : null;
    }
}
