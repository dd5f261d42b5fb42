namespace Awoooi.Core.Remediation.GuardRails;

/// <summary>Every reason for which a guard-rail refuses.</summary>
public enum GuardRailReason
{
    NamespaceNotAllowed,
    OperationNotAllowed,
    HourlyLimit,
    ConsecutiveFailures,
    Cooldown,
    TargetBusy,
    HealthyReplicaFloor,
    ReplicaCeiling,
    ResourceStepTooLarge,
    QuotaExceeded,
    RolloutTooOld,
    DryRunMode,
    ChangeFreeze,
    IneffectiveChain,
    ProtectedTarget,
    Paused,
    OtherCluster,
    GitOpsOwned,
    FactsMissing,
}

/// <summary>One refusal with the observed value and the limit, in one line for people.</summary>
public sealed record GuardRailRefusal(GuardRailReason Reason, string Detail);
