using Awoooi.Core.Approvals;
using Awoooi.Core.Clusters;
using Awoooi.Core.Plans;
using Awoooi.Core.Trust;

namespace Awoooi.Core.Remediation.GuardRails;

/// <summary>The limits that guard-rails hold to.</summary>
public sealed record GuardRailLimits
{
    public int RepairsPerHour { get; init; } = 5;

    public int RepairsPerHourInAll { get; init; } = 20;

    public int ConsecutiveFailures { get; init; } = 3;

    public TimeSpan Cooldown { get; init; } = TimeSpan.FromMinutes(5);

    public int MaxReplicas { get; init; } = 10;

    public TimeSpan RolloutAge { get; init; } = TimeSpan.FromHours(24);

    public int IneffectiveTries { get; init; } = 2;
}

/// <summary>What guard-rails judge by. Null means that it could not be learned, and refuses.</summary>
public sealed record GuardRailFacts
{
    public required Plan Plan { get; init; }

    /// <summary>On whose word it would run.</summary>
    public required Authority Authority { get; init; }

    /// <summary>Name of this installation's cluster.</summary>
    public string? InstallationCluster { get; init; }

    public bool? NamespaceAllowed { get; init; }

    public bool? OperationAllowed { get; init; }

    public int? RepairsOfTargetLastHour { get; init; }

    public int? RepairsLastHour { get; init; }

    /// <summary>Failures of the workload in a row since the last success or reset.</summary>
    public int? ConsecutiveFailures { get; init; }

    /// <summary>Since the workload's last repair ended; <see cref="TimeSpan.MaxValue"/> when there was none.</summary>
    public TimeSpan? SinceLastRepair { get; init; }

    /// <summary>Another action on the workload is under way.</summary>
    public bool? OtherActionRunning { get; init; }

    /// <summary>The target as the cluster shows it now.</summary>
    public WorkloadFacts? Workload { get; init; }

    /// <summary>Whether the pod to evict is ready; needed for an eviction only.</summary>
    public bool? PodReady { get; init; }

    /// <summary>Pods that a rollout may take away at once, by the workload's update strategy; needed for restart and rollback.</summary>
    public int? MaxUnavailable { get; init; }

    public bool? DryRun { get; init; }

    public bool? Frozen { get; init; }

    /// <summary>How often the operation did not help this class within the last 24 h.</summary>
    public int? IneffectiveTries { get; init; }

    public AutonomySwitch? Switch { get; init; }

    public required DateTimeOffset Now { get; init; }
}
