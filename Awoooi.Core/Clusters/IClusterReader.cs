namespace Awoooi.Core.Clusters;

/// <summary>Reads facts from the cluster; deadlines come through the token, faults come back as values.</summary>
public interface IClusterReader
{
    /// <summary>The workload with its revisions, autoscaler, budgets and quotas.</summary>
    Task<ClusterAnswer<WorkloadFacts>> ReadWorkloadAsync(WorkloadRef workload, CancellationToken cancel);

    /// <summary>Finds a workload of any kind by name (Deployment, StatefulSet, DaemonSet, Job in this order).</summary>
    Task<ClusterAnswer<WorkloadFacts>> FindWorkloadAsync(string ns, string name, CancellationToken cancel);

    Task<ClusterAnswer<PodFacts>> ReadPodAsync(string ns, string name, CancellationToken cancel);

    Task<ClusterAnswer<IReadOnlyList<PodFacts>>> ListPodsAsync(WorkloadFacts workload, CancellationToken cancel);

    /// <summary>Newest first; <paramref name="kind"/> and <paramref name="name"/> null for the whole namespace.</summary>
    Task<ClusterAnswer<IReadOnlyList<EventFacts>>> ListWarningsAsync(string ns, string? kind, string? name, int limit, CancellationToken cancel);

    /// <summary>Last lines of a container; <paramref name="previous"/> for the run before the last restart.</summary>
    Task<ClusterAnswer<IReadOnlyList<string>>> ReadLogAsync(string ns, string pod, string container, bool previous, int lines, CancellationToken cancel);

    Task<ClusterAnswer<NodeFacts>> ReadNodeAsync(string name, CancellationToken cancel);

    Task<ClusterAnswer<ClaimFacts>> ReadClaimAsync(string ns, string name, CancellationToken cancel);

    /// <summary>Workloads of the namespaces AWOOOI may see, for the services pulse.</summary>
    Task<ClusterAnswer<IReadOnlyList<WorkloadFacts>>> ListWorkloadsAsync(string? ns, CancellationToken cancel);
}
