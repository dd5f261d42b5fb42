using Awoooi.Core.Clusters;

namespace Awoooi.Tests.Kubernetes;

/// <summary>Workload facts with good defaults.</summary>
internal static class Cart
{
    public static readonly WorkloadRef Deployment = new(WorkloadKind.Deployment, "shop", "cart");

    public static readonly DateTimeOffset Morning = new(2026, 11, 20, 8, 0, 0, TimeSpan.Zero);

    public static WorkloadFacts Facts(WorkloadKind kind = WorkloadKind.Deployment) => new()
    {
        Ref = Deployment with { Kind = kind },
        Uid = "762759c3-d84b-4758-9d9f-8ed8d7aa7be2",
        ResourceVersion = "1397",
        Generation = 7,
        ObservedGeneration = 7,
        CreatedAt = Morning,
        ObservedAt = Morning,
        DesiredReplicas = 3,
        Replicas = 3,
        ReadyReplicas = 3,
        AvailableReplicas = 3,
        UpdatedReplicas = 3,
        Annotations = new Dictionary<string, string> { ["deployment.kubernetes.io/revision"] = "4" },
        TemplateHash = "B",
    };

    public static RevisionFacts Revision(long number, string hash, int hoursAgo = 0) => new(number, $"cart-{number}", Morning.AddHours(-hoursAgo), [], hash);

    public static PodFacts Pod(string uid = "uid-1") => new() { Namespace = "shop", Name = "cart-a", Uid = uid, Phase = "Running", Ready = true, CreatedAt = Morning };
}
