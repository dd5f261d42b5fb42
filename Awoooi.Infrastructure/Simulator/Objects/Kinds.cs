namespace Awoooi.Infrastructure.Simulator.Objects;

/// <summary>The resources the simulated API server serves, per Kubernetes version.</summary>
internal static class Kinds
{
    public static readonly ResourceKind Namespace = new("", "v1", "namespaces", "Namespace", false) { ShortNames = ["ns"], Subresources = ["status"] };
    public static readonly ResourceKind Node = new("", "v1", "nodes", "Node", false) { ShortNames = ["no"], Subresources = ["status"] };
    public static readonly ResourceKind Pod = new("", "v1", "pods", "Pod", true) { ShortNames = ["po"], Subresources = ["eviction", "log", "resize", "status"] };
    public static readonly ResourceKind Event = new("", "v1", "events", "Event", true) { ShortNames = ["ev"] };
    public static readonly ResourceKind EventNewApi = Event with { Group = "events.k8s.io" };
    public static readonly ResourceKind ConfigMap = new("", "v1", "configmaps", "ConfigMap", true) { ShortNames = ["cm"] };
    public static readonly ResourceKind Secret = new("", "v1", "secrets", "Secret", true);
    public static readonly ResourceKind Claim = new("", "v1", "persistentvolumeclaims", "PersistentVolumeClaim", true) { ShortNames = ["pvc"], Subresources = ["status"] };
    public static readonly ResourceKind Service = new("", "v1", "services", "Service", true) { ShortNames = ["svc"], Subresources = ["status"] };
    public static readonly ResourceKind Quota = new("", "v1", "resourcequotas", "ResourceQuota", true) { ShortNames = ["quota"], Subresources = ["status"] };
    public static readonly ResourceKind LimitRange = new("", "v1", "limitranges", "LimitRange", true) { ShortNames = ["limits"] };

    public static readonly ResourceKind Deployment = new("apps", "v1", "deployments", "Deployment", true) { ShortNames = ["deploy"], Subresources = ["scale", "status"] };
    public static readonly ResourceKind ReplicaSet = new("apps", "v1", "replicasets", "ReplicaSet", true) { ShortNames = ["rs"], Subresources = ["scale", "status"] };
    public static readonly ResourceKind StatefulSet = new("apps", "v1", "statefulsets", "StatefulSet", true) { ShortNames = ["sts"], Subresources = ["scale", "status"] };
    public static readonly ResourceKind DaemonSet = new("apps", "v1", "daemonsets", "DaemonSet", true) { ShortNames = ["ds"], Subresources = ["status"] };
    public static readonly ResourceKind Revision = new("apps", "v1", "controllerrevisions", "ControllerRevision", true);

    public static readonly ResourceKind Autoscaler = new("autoscaling", "v2", "horizontalpodautoscalers", "HorizontalPodAutoscaler", true) { ShortNames = ["hpa"], Subresources = ["status"] };
    public static readonly ResourceKind Budget = new("policy", "v1", "poddisruptionbudgets", "PodDisruptionBudget", true) { ShortNames = ["pdb"], Subresources = ["status"] };

    /// <summary>A custom resource of the Rollout family, which takes merge patches only.</summary>
    public static readonly ResourceKind Rollout = new("shop.example", "v1", "rollouts", "Rollout", true) { IsCustom = true };

    private static readonly ResourceKind[] Always =
    [
        Namespace, Node, Pod, Event, ConfigMap, Secret, Claim, Service, Quota, LimitRange,
        Deployment, ReplicaSet, StatefulSet, DaemonSet, Revision, EventNewApi,
    ];

    private static readonly ResourceKind[] Modern = [.. Always, Autoscaler, Autoscaler with { Version = "v1" }, Budget];

    private static readonly ResourceKind[] Old =
    [
        .. Always, EventNewApi with { Version = "v1beta1" },
        Autoscaler with { Version = "v1" }, Autoscaler with { Version = "v2beta1" }, Autoscaler with { Version = "v2beta2" },
        Budget with { Version = "v1beta1" },
    ];

    /// <summary>In order of preference within a group.</summary>
    public static IReadOnlyList<ResourceKind> Served(KubernetesVersion version) => version == KubernetesVersion.V1_20 ? Old : Modern;
}
