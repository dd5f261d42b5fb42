namespace Awoooi.Core.Rca.Rules;

/// <summary>The closed list of causes; statistics and learning count by them.</summary>
public static class CauseSlugs
{
    public const string NotEnoughEvidence = "not-enough-evidence";
    public const string SelfHealed = "self-healed";

    private static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        "oom-killed", "crashloop-after-rollout", "crashloop-no-rollout", "bad-image-tag", "image-registry-auth", "image-registry-down",
        "unschedulable-cpu", "unschedulable-memory", "unschedulable-taint", "unschedulable-pvc", "probe-failing", "liveness-killing-slow-start",
        "cpu-throttling", "hpa-at-max", "node-not-ready", "node-pressure", "missing-configmap", "missing-secret", "bad-command",
        "init-container-failing", "quota-exceeded", "pvc-full", "pvc-pending", "dependency-down", "dns", "certificate-expiring", "db-connections",
        "db-down", "cache-memory", "cache-down", "disk-full", "queue-backlog", "job-failed", "deploy-error-rate", "latency-load", "memory-leak",
        "exporter-down", "rollout-stuck", "eviction-by-preemption", "statefulset-one-pod", "daemonset-one-node", "paused-deployment", "protected",
        "gitops-owned", "time-skew", "pipeline", "watchdog", SelfHealed, NotEnoughEvidence,
    };

    public static IReadOnlyCollection<string> All => Known;

    public static bool IsKnown(string cause) => Known.Contains(cause);
}
