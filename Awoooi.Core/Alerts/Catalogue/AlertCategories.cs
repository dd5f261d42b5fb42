namespace Awoooi.Core.Alerts.Catalogue;

/// <summary>The closed list of categories.</summary>
public static class AlertCategories
{
    public static IReadOnlySet<string> All { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        "crashloop", "oom", "image-pull", "pod-not-ready", "replica-mismatch", "rollout", "hpa", "cpu", "memory", "disk", "storage", "quota", "capacity",
        "node-down", "node-pressure", "network", "time-skew", "latency", "error-rate", "app-error", "service-down", "target-down",
        "db-down", "db-connections", "db-performance", "db-replication", "cache-down", "cache-memory", "queue-backlog", "job-failed", "cert",
        "control-plane", "etcd", "gitops", "backup", "security", "llm-cost", "pipeline", "monitoring-self", "monitoring-blind", "watchdog", "unknown",
    };

    /// <summary>Here a machine never acts alone nor prepares an act; an entry that allows more is a fault.</summary>
    public static IReadOnlySet<string> ManualAtMost { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        "node-down", "node-pressure", "db-down", "db-connections", "db-performance", "db-replication", "control-plane", "etcd", "storage", "cert", "backup", "security", "time-skew",
    };
}
