namespace Awoooi.Core.Clusters;

/// <summary>One container of a running or waiting pod.</summary>
public sealed record ContainerFacts
{
    public required string Name { get; init; }

    public required string Image { get; init; }

    public bool Init { get; init; }

    public bool Ready { get; init; }

    /// <summary>False until the startup probe passed, where the API says so.</summary>
    public bool Started { get; init; }

    public int RestartCount { get; init; }

    public DateTimeOffset? RunningSince { get; init; }

    /// <summary>For example <c>CrashLoopBackOff</c>, <c>ImagePullBackOff</c>; null when not waiting.</summary>
    public string? WaitingReason { get; init; }

    public string? WaitingMessage { get; init; }

    /// <summary>For example <c>OOMKilled</c>, <c>Error</c>: of the current termination, else of the last one.</summary>
    public string? TerminationReason { get; init; }

    public int? ExitCode { get; init; }

    public DateTimeOffset? TerminatedAt { get; init; }
}

/// <summary>A pod as the cluster shows it. An unschedulable pod has no containers and no node.</summary>
public sealed record PodFacts
{
    public required string Namespace { get; init; }

    public required string Name { get; init; }

    public required string Uid { get; init; }

    /// <summary>The controlling workload (ReplicaSets are followed to their Deployment); null for an unowned pod.</summary>
    public WorkloadRef? Owner { get; init; }

    /// <summary>uid of the direct controller (ReplicaSet, StatefulSet, DaemonSet, Job).</summary>
    public string? OwnerUid { get; init; }

    public required string Phase { get; init; }

    public string? Node { get; init; }

    public required bool Ready { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public bool Terminating { get; init; }

    /// <summary>For example <c>Evicted</c>, <c>Preempting</c>.</summary>
    public string? Reason { get; init; }

    /// <summary>Message of the PodScheduled condition while it is False, for example <c>0/3 nodes are available: 3 Insufficient memory.</summary>
    public string? Unschedulable { get; init; }

    public string? PriorityClass { get; init; }

    public IReadOnlyList<ContainerFacts> Containers { get; init; } = [];

    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    public IReadOnlyList<string> ClaimNames { get; init; } = [];
}

/// <summary>A cluster event; <paramref name="At"/> is the last time seen.</summary>
public sealed record EventFacts(string Kind, string Namespace, string Name, string Type, string Reason, string Message, int Count, DateTimeOffset At);

/// <summary>A node's conditions; <paramref name="Ready"/> null means Unknown (the node went silent).</summary>
public sealed record NodeFacts(string Name, bool? Ready, DateTimeOffset? ReadyChangedAt, IReadOnlyList<string> Pressures, bool Cordoned, IReadOnlyList<string> Taints);

/// <summary>A claim and its phase (<c>Bound</c>, <c>Pending</c>, <c>Lost</c>).</summary>
public sealed record ClaimFacts(string Namespace, string Name, string Phase, string? StorageClass, string? LastEvent);
