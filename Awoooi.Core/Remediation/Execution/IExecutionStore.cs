using Awoooi.Core.Approvals;
using Awoooi.Core.Clusters;
using Awoooi.Core.Remediation.GuardRails;
using Awoooi.Core.Trust;

namespace Awoooi.Core.Remediation.Execution;

/// <summary>What limits count, as of the database's clock.</summary>
/// <param name="SinceLast"><see cref="TimeSpan.MaxValue"/> when the workload was never repaired.</param>
public sealed record RepairCounts(int OfTargetLastHour, int LastHour, TimeSpan SinceLast, int FailuresInARow, bool OtherRunning, int IneffectiveTries);

/// <summary>Everything that is read and reserved in the claiming transaction.</summary>
/// <param name="Rule">Of the target's namespace; null when it has none, which allows nothing.</param>
public sealed record ClaimMoment(DateTimeOffset Now, AutonomySwitch Switch, bool Frozen, NamespaceRule? Rule, RepairCounts Repairs);

/// <summary>What became of a claim.</summary>
public abstract record ClaimOutcome
{
    private ClaimOutcome()
    {
    }

    /// <summary>It runs: the approval is executing, the workload's lock is held, limits are counted.</summary>
    public sealed record Started(ExecutionRun Run, GuardRailVerdict Rails) : ClaimOutcome;

    /// <summary>Nothing was changed or reserved.</summary>
    public sealed record Refused(GuardRailVerdict Rails) : ClaimOutcome;

    /// <summary>Another execution holds the workload.</summary>
    public sealed record Busy : ClaimOutcome;

    /// <summary>The approval cannot start: taken back, too early, or over.</summary>
    public sealed record NotNow(Refusal Refusal) : ClaimOutcome;
}

/// <summary>What one recording changes.</summary>
public sealed record RunChange
{
    public required RunProgress Progress { get; init; }

    /// <summary>Where the approval goes; null leaves it.</summary>
    public ApprovalState? State { get; init; }

    /// <summary>One line for people beside the state.</summary>
    public string? Reason { get; init; }

    /// <summary>Step and what became of it.</summary>
    public (int Seq, StepAnswer Answer)? Answer { get; init; }

    /// <summary>The step that is about to be sent once more with the same bytes.</summary>
    public int? SendAgain { get; init; }
}

/// <summary>What our own records say about the effect of a repair.</summary>
/// <param name="Cleared">The incident's alerts no longer fire; true for a repair without an incident.</param>
/// <param name="NewFirings">Other open incidents of the class since the change.</param>
/// <param name="DeliveryInterval">How often the source repeats a firing alert; null when it was not seen yet.</param>
public sealed record AlertSignals(bool Cleared, int NewFirings, TimeSpan? DeliveryInterval);

/// <summary>
/// Executions in the database. Every recording is one transaction under the workload's lock row and its fence: approval, step, progress,
/// audit and notification commit together, or nothing does.
/// </summary>
/// <remarks>Recordings throw <see cref="ExecutionOvertakenException"/> when a later worker holds the execution.</remarks>
public interface IExecutionStore
{
    /// <summary>Takes the execution over under a fence; null when there is none or a later worker has it.</summary>
    Task<ExecutionRun?> TakeAsync(Guid executionId, long fence, CancellationToken cancel);

    /// <summary>Judges and starts in one transaction that holds the approval, the workload's lock and the switch; for an execution that started before it only judges again.</summary>
    Task<ClaimOutcome> ClaimAsync(ExecutionRun run, WorkloadSnapshot before, Func<ClaimMoment, GuardRailVerdict> judge, CancellationToken cancel);

    /// <summary>Stores the request of the plan before it is sent; the only door from an authority to the cluster.</summary>
    Task<ExecutionRun> StoreRequestAsync(ExecutionRun run, ApprovedAction action, ClusterMutation mutation, long baseGeneration, CancellationToken cancel);

    /// <summary>Stores the request of the plan's undo before it is sent.</summary>
    Task<ExecutionRun> StoreUndoAsync(ExecutionRun run, ClusterMutation mutation, long baseGeneration, CancellationToken cancel);

    /// <param name="change">Made from the database's time of the recording.</param>
    Task<ExecutionRun> RecordAsync(ExecutionRun run, Func<DateTimeOffset, RunChange> change, CancellationToken cancel);

    /// <summary>Frees the workload of an execution that somebody else brought to its end.</summary>
    Task ReleaseAsync(ExecutionRun run, CancellationToken cancel);

    Task<AlertSignals> ReadSignalsAsync(ExecutionRun run, CancellationToken cancel);
}
