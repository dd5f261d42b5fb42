namespace Awoooi.Core.Clusters;

/// <summary>Kinds of Kubernetes workloads that AWOOOI reads or repairs.</summary>
public enum WorkloadKind
{
    Deployment,
    StatefulSet,
    DaemonSet,
    Job,
    ReplicaSet,

    /// <summary>A pod that no controller owns.</summary>
    Pod,
}

/// <summary>A workload by name; <see cref="ToString"/> is <c>deployment/shop/cart</c>.</summary>
public sealed record WorkloadRef(WorkloadKind Kind, string Namespace, string Name)
{
    public override string ToString() => $"{Kind.ToString().ToLowerInvariant()}/{Namespace}/{Name}";
}
