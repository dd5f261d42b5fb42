using static Awoooi.Core.Rca.EvidenceKind;

namespace Awoooi.Core.Rca;

/// <summary>Which values each kind of evidence carries and whether it shows a symptom by itself; rules are checked against it at start.</summary>
public static class EvidenceSchema
{
    private sealed record Shape(bool Symptom, string[] Values);

    private static readonly Dictionary<string, Shape> Shapes = new(StringComparer.Ordinal)
    {
        [AlertClaim] = Context("alert_type", "category", "severity", "target", "namespace"),
        [AlertMetric] = Context("name", "value"),
        [TargetMissing] = Context("name"),
        [WorkloadReplicas] = Context("kind", "desired", "ready", "available", "updated", "missing"),
        [WorkloadHealthy] = Context("desired", "ready"),
        [WorkloadRollout] = Context("revision", "age_minutes", "minutes_before_alert", "images", "first"),
        [WorkloadPreviousRevision] = Context("revision", "images"),
        [WorkloadRollingOut] = Context("updated", "desired"),
        [WorkloadRolloutStuck] = Symptom("updated", "desired"),
        [WorkloadReplicaFailure] = Symptom("problem"),
        [WorkloadQuota] = Context("name", "resource", "percent"),
        [WorkloadAutoscaler] = Context("name", "min", "max", "current", "desired", "active", "at_max"),
        [WorkloadDisruptionBudget] = Context("name", "allowed"),
        [WorkloadLimits] = Context("container", "memory_limit", "cpu_limit"),
        [WorkloadPaused] = Context("updated", "desired"),
        [WorkloadProtected] = Context(),
        [WorkloadGitOpsOwned] = Context("owner"),
        [PodCrashLooping] = Symptom("container", "restarts", "exit_code", "reason", "pod_minutes", "current_revision", "node"),
        [PodOomKilled] = Symptom("container", "restarts", "memory_limit", "minutes_ago"),
        [PodNotReady] = Symptom("minutes", "restarts", "phase", "node", "current_revision"),
        [PodImagePull] = Symptom("container", "image", "problem", "current_revision"),
        [PodConfigMissing] = Symptom("object", "name", "key", "current_revision"),
        [PodStartFailed] = Symptom("container", "problem", "exit_code", "current_revision"),
        [PodInitFailing] = Symptom("container", "restarts", "exit_code", "reason"),
        [PodUnschedulable] = Symptom("problem", "minutes"),
        [PodEvicted] = Symptom("reason"),
        [PodFailed] = Symptom("container", "exit_code", "reason"),
        [PodProbeFailing] = Symptom("probe", "problem", "count"),
        [PodExited] = Context("container", "exit_code", "reason", "minutes_ago", "restarts"),
        [LogMissingConfig] = Symptom("key"),
        [LogConnectionRefused] = Symptom("host"),
        [LogTimeout] = Symptom("host"),
        [LogDnsFailure] = Symptom("host"),
        [LogAddressInUse] = Symptom("address"),
        [LogPermissionDenied] = Symptom("path"),
        [LogOutOfMemory] = Symptom(),
        [LogBadCommand] = Symptom("problem"),
        [LogDiskFull] = Symptom(),
        [LogTooManyConnections] = Symptom(),
        [LogCertificate] = Symptom("problem"),
        [LogTail] = Context("container", "lines"),
        [EventWarning] = Context("reason", "count"),
        [NodeNotReady] = Symptom("node", "silent", "minutes"),
        [NodePressure] = Symptom("node", "pressure"),
        [NodeCordoned] = Context("node"),
        [NodeReady] = Context("node"),
        [ClaimPending] = Symptom("name", "storage_class"),
        [ClaimLost] = Symptom("name"),
        [ClaimBound] = Context("name"),
        [HistoryOccurrences] = Context("count", "grouped", "storm"),
        [HistorySimilar] = Context("incident", "cause", "outcome"),
    };

    public static bool IsKnown(string kind) => Shapes.ContainsKey(kind);

    public static bool Carries(string kind, string value) => Shapes.TryGetValue(kind, out var shape) && shape.Values.Contains(value, StringComparer.Ordinal);

    /// <summary>Whether the fact alone shows that something is wrong.</summary>
    public static bool IsSymptom(string kind) => Shapes.TryGetValue(kind, out var shape) && shape.Symptom;

    /// <summary>Whether facts of this kind are seen by us: neither claimed by the alert nor remembered.</summary>
    public static bool IsObserved(string kind)
        => IsKnown(kind) && !kind.StartsWith("alert.", StringComparison.Ordinal) && !kind.StartsWith("history.", StringComparison.Ordinal);

    private static Shape Symptom(params string[] values) => new(true, values);

    private static Shape Context(params string[] values) => new(false, values);
}
