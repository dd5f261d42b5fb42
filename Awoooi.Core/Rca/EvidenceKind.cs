namespace Awoooi.Core.Rca;

/// <summary>Names of the facts that rules may read; <see cref="EvidenceSchema"/> says which values each carries.</summary>
public static class EvidenceKind
{
    public const string AlertClaim = "alert.claim";
    public const string AlertMetric = "alert.metric";

    public const string TargetMissing = "target.missing";

    public const string WorkloadReplicas = "workload.replicas";
    public const string WorkloadHealthy = "workload.healthy";
    public const string WorkloadRollout = "workload.rollout";
    public const string WorkloadPreviousRevision = "workload.previous-revision";
    public const string WorkloadRollingOut = "workload.rolling-out";
    public const string WorkloadRolloutStuck = "workload.rollout-stuck";
    public const string WorkloadReplicaFailure = "workload.replica-failure";
    public const string WorkloadQuota = "workload.quota";
    public const string WorkloadAutoscaler = "workload.autoscaler";
    public const string WorkloadDisruptionBudget = "workload.disruption-budget";
    public const string WorkloadLimits = "workload.limits";
    public const string WorkloadPaused = "workload.paused";
    public const string WorkloadProtected = "workload.protected";
    public const string WorkloadGitOpsOwned = "workload.gitops-owned";

    public const string PodCrashLooping = "pod.crash-looping";
    public const string PodOomKilled = "pod.oom-killed";
    public const string PodNotReady = "pod.not-ready";
    public const string PodImagePull = "pod.image-pull";
    public const string PodConfigMissing = "pod.config-missing";
    public const string PodStartFailed = "pod.start-failed";
    public const string PodInitFailing = "pod.init-failing";
    public const string PodUnschedulable = "pod.unschedulable";
    public const string PodEvicted = "pod.evicted";
    public const string PodFailed = "pod.failed";
    public const string PodProbeFailing = "pod.probe-failing";
    public const string PodExited = "pod.exited";

    public const string LogMissingConfig = "log.missing-config";
    public const string LogConnectionRefused = "log.connection-refused";
    public const string LogTimeout = "log.timeout";
    public const string LogDnsFailure = "log.dns-failure";
    public const string LogAddressInUse = "log.address-in-use";
    public const string LogPermissionDenied = "log.permission-denied";
    public const string LogOutOfMemory = "log.out-of-memory";
    public const string LogBadCommand = "log.bad-command";
    public const string LogDiskFull = "log.disk-full";
    public const string LogTooManyConnections = "log.too-many-connections";
    public const string LogCertificate = "log.certificate";
    public const string LogTail = "log.tail";

    public const string EventWarning = "event.warning";

    public const string NodeNotReady = "node.not-ready";
    public const string NodePressure = "node.pressure";
    public const string NodeCordoned = "node.cordoned";
    public const string NodeReady = "node.ready";

    public const string ClaimPending = "claim.pending";
    public const string ClaimLost = "claim.lost";
    public const string ClaimBound = "claim.bound";

    public const string HistoryOccurrences = "history.occurrences";
    public const string HistorySimilar = "history.similar";
}
