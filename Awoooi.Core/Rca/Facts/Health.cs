using Awoooi.Core.Clusters;

namespace Awoooi.Core.Rca.Facts;

/// <summary>Whether a workload or pod has been well for long enough to call it recovered.</summary>
internal static class Health
{
    private static readonly TimeSpan Stable = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Flapping = TimeSpan.FromHours(1);
    private const int FlappingRestarts = 3;

    /// <summary>All desired replicas ready, nothing waiting or rolling out, no restart lately; false when the pods are not known.</summary>
    public static bool IsHealthy(ClusterSnapshot cluster)
    {
        if (cluster.Workload is not { DesiredReplicas: > 0 } workload || !cluster.PodsKnown || workload.Ref.Kind is WorkloadKind.Job)
        {
            return false;
        }

        var live = cluster.Pods.Where(pod => !IsOver(pod)).ToList();
        return workload.ReadyReplicas >= workload.DesiredReplicas
            && workload is { RolloutInProgress: false, RolloutStuck: false, ReplicaFailure: null }
            && workload.ObservedGeneration >= workload.Generation
            && live.Count >= workload.DesiredReplicas
            && live.TrueForAll(pod => IsHealthy(pod, cluster.ObservedAt));
    }

    public static bool IsHealthy(PodFacts pod, DateTimeOffset now)
        => pod is { Ready: true, Phase: "Running" } && pod.Containers.All(container => container.WaitingReason is null && !RestartedLately(container, now));

    /// <summary>Left over: terminating, or finished and replaced.</summary>
    public static bool IsOver(PodFacts pod) => pod.Terminating || pod.Phase is "Succeeded" or "Failed";

    private static bool RestartedLately(ContainerFacts container, DateTimeOffset now)
        => container is { Init: false, TerminatedAt: { } ended }
            && now - ended < (container.RestartCount >= FlappingRestarts ? Flapping : Stable);
}
