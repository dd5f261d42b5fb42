namespace Awoooi.Core.Clusters;

/// <summary>One container of a pod template. Memory in bytes, cpu in millicores, null when not set.</summary>
public sealed record ContainerSpec(string Name, string Image, long? MemoryRequest, long? MemoryLimit, long? CpuRequest, long? CpuLimit);

/// <summary>A revision of a workload (ReplicaSet or ControllerRevision), newest first where listed.</summary>
/// <param name="TemplateHash">Hash of the pod template without annotations and <c>pod-template-hash</c>: equal means the same program.</param>
public sealed record RevisionFacts(long Revision, string Name, DateTimeOffset CreatedAt, IReadOnlyList<string> Images, string TemplateHash);

/// <summary>What an autoscaler says; <paramref name="DesiredReplicas"/> 0 with <paramref name="ScalingActive"/> false means unknown, not zero.</summary>
public sealed record AutoscalerFacts(string Name, int MinReplicas, int MaxReplicas, int CurrentReplicas, int DesiredReplicas, bool ScalingActive)
{
    public bool AtMaximum => CurrentReplicas >= MaxReplicas;
}

/// <summary>A disruption budget that selects the workload's pods.</summary>
public sealed record DisruptionBudgetFacts(string Name, int DisruptionsAllowed, int CurrentHealthy, int DesiredHealthy, int ExpectedPods);

/// <summary>What remains of a namespace quota, by resource name (<c>limits.memory</c>): hard and used, in base units.</summary>
public sealed record QuotaFacts(string Name, IReadOnlyDictionary<string, (decimal Hard, decimal Used)> Resources);

/// <summary>A workload as the cluster shows it at <paramref name="ObservedAt"/>; a missing counter of the API is 0.</summary>
public sealed record WorkloadFacts
{
    public required WorkloadRef Ref { get; init; }

    public required string Uid { get; init; }

    public required string ResourceVersion { get; init; }

    public required long Generation { get; init; }

    public required long ObservedGeneration { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ObservedAt { get; init; }

    public required int DesiredReplicas { get; init; }

    public required int Replicas { get; init; }

    public required int ReadyReplicas { get; init; }

    public required int AvailableReplicas { get; init; }

    public required int UpdatedReplicas { get; init; }

    public bool Paused { get; init; }

    /// <summary>How many of the wished pods its update strategy lets a rollout take away at once; null for a kind without one.</summary>
    public int? MaxUnavailable { get; init; }

    /// <summary>How many pods a rollout may add to the wished ones.</summary>
    public int MaxSurge { get; init; }

    /// <summary>The controller has not finished rolling out the current template.</summary>
    public bool RolloutInProgress { get; init; }

    /// <summary>The progress deadline passed; stays so until somebody acts.</summary>
    public bool RolloutStuck { get; init; }

    /// <summary>The controller cannot make pods (quota, limit range, admission); its message.</summary>
    public string? ReplicaFailure { get; init; }

    /// <summary>The state behind <see cref="RolloutInProgress"/> and <see cref="RolloutStuck"/>.</summary>
    public RolloutState Rollout { get; init; }

    /// <summary>Label selector of its pods in query form (<c>app=cart,tier in (web)</c>), null when it has none.</summary>
    public string? Selector { get; init; }

    /// <summary>Hash of the live pod template, comparable with <see cref="RevisionFacts.TemplateHash"/>.</summary>
    public string TemplateHash { get; init; } = "";

    /// <summary>Parts that could not be read, each with the reason (<c>disruption budgets: forbidden</c>): unknown, not absent.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];

    /// <summary>Current revision number; 0 when the workload keeps none.</summary>
    public long Revision { get; init; }

    /// <summary>Newest first, the current one included.</summary>
    public IReadOnlyList<RevisionFacts> Revisions { get; init; } = [];

    public IReadOnlyList<ContainerSpec> Containers { get; init; } = [];

    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    public IReadOnlyDictionary<string, string> Annotations { get; init; } = new Dictionary<string, string>();

    /// <summary>Name of the GitOps tool that owns it (Argo CD, Flux), null when none.</summary>
    public string? GitOpsOwner { get; init; }

    /// <summary>Carries <c>awoooi.io/protected=true</c>.</summary>
    public bool Protected { get; init; }

    public AutoscalerFacts? Autoscaler { get; init; }

    public IReadOnlyList<DisruptionBudgetFacts> DisruptionBudgets { get; init; } = [];

    public IReadOnlyList<QuotaFacts> Quotas { get; init; } = [];
}
