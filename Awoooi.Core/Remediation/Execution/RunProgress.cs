using Awoooi.Core.Clusters;

namespace Awoooi.Core.Remediation.Execution;

/// <summary>What a running execution is about to do next.</summary>
public enum RunPhase
{
    /// <summary>The change is to be sent, or its fate is to be learned.</summary>
    Acting,

    /// <summary>The workload has to become healthy, then the alert has to clear.</summary>
    Verifying,

    /// <summary>The undo is to be sent, or its fate is to be learned.</summary>
    Undoing,

    /// <summary>The undone workload has to be as good as before.</summary>
    CheckingUndo,
    Ended,
}

/// <summary>The workload as it was before the change: what "worse" is measured by.</summary>
public sealed record WorkloadSnapshot(int Ready, int Desired, long Generation, long Revision, DateTimeOffset At)
{
    public static WorkloadSnapshot Of(WorkloadFacts workload)
    {
        ArgumentNullException.ThrowIfNull(workload);
        return new(workload.ReadyReplicas, workload.DesiredReplicas, workload.Generation, workload.Revision, workload.ObservedAt);
    }
}

/// <summary>Where an execution stands; all times are the database's.</summary>
public sealed record RunProgress
{
    public required WorkloadSnapshot Before { get; init; }

    public RunPhase Phase { get; init; }

    /// <summary>When it was learned that the change is in the cluster.</summary>
    public DateTimeOffset? ActedAt { get; init; }

    /// <summary>Generation of the workload with the change in it; 0 where the answer did not say.</summary>
    public long ActedGeneration { get; init; }

    /// <summary>Ready without a break since; null while it is not.</summary>
    public DateTimeOffset? HealthySince { get; init; }

    /// <summary>Not ready without a break since; null while it is.</summary>
    public DateTimeOffset? UnhealthySince { get; init; }

    /// <summary>Container restarts of the workload's pods at the last look at which it was ready.</summary>
    public int Restarts { get; init; }

    /// <summary>When it had been ready for long enough; from then on only the alert is waited for.</summary>
    public DateTimeOffset? HealthyAt { get; init; }

    /// <summary>Why it is taken back.</summary>
    public string? UndoReason { get; init; }

    /// <summary>When taking it back began.</summary>
    public DateTimeOffset? UndoFrom { get; init; }

    /// <summary>When it was learned that the undo is in the cluster.</summary>
    public DateTimeOffset? UndoneAt { get; init; }
}

/// <summary>Somebody asked to stop a running execution.</summary>
public sealed record StopRequest(string By, DateTimeOffset At);
