using Awoooi.Core.Clusters;

namespace Awoooi.Core.Rca;

/// <summary>Last lines of one container, secrets already masked.</summary>
public sealed record ContainerLog(string Namespace, string Pod, string Container, IReadOnlyList<string> Lines);

/// <summary>What was read from the cluster for one incident, at <see cref="ObservedAt"/>; only the victim and what it stands on.</summary>
public sealed record ClusterSnapshot
{
    public required DateTimeOffset ObservedAt { get; init; }

    /// <summary>When the trouble began as far as the alert says; the time of observation otherwise.</summary>
    public DateTimeOffset? OnsetAt { get; init; }

    public WorkloadFacts? Workload { get; init; }

    /// <summary>All pods of the workload (or the single unowned pod).</summary>
    public IReadOnlyList<PodFacts> Pods { get; init; } = [];

    /// <summary>False when the pods could not be listed: then an empty list means nothing.</summary>
    public bool PodsKnown { get; init; }

    public IReadOnlyList<EventFacts> Warnings { get; init; } = [];

    public IReadOnlyList<NodeFacts> Nodes { get; init; } = [];

    public IReadOnlyList<ClaimFacts> Claims { get; init; } = [];

    public IReadOnlyList<ContainerLog> Logs { get; init; } = [];

    /// <summary>Namespace and name of a target that the cluster says does not exist.</summary>
    public (string Namespace, string Name)? MissingTarget { get; init; }
}
