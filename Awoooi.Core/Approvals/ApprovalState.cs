namespace Awoooi.Core.Approvals;

/// <summary>Where a request for a repair stands. Wire names are the members in lower_snake_case.</summary>
public enum ApprovalState
{
    Pending = 0,
    PartiallySigned,

    /// <summary>It has its authority and starts at <see cref="Approval.NotBefore"/>.</summary>
    Approved,
    Executing,
    Verifying,
    RollingBack,
    Succeeded,
    NoEffect,
    Failed,
    RolledBack,
    UndoFailed,

    /// <summary>No answer: it may have run. Ends when the cluster was read or a person says what happened.</summary>
    Unknown,
    Rejected,
    Expired,
    Superseded,
    Changed,
    Withdrawn,
}

/// <summary>Which state may follow which.</summary>
public static class ApprovalTransitions
{
    // from             | to
    // pending          | partially_signed, approved, rejected, expired, superseded, changed, withdrawn
    // partially_signed | pending, approved, rejected, expired, superseded, changed, withdrawn
    // approved         | executing, changed (the pre-flight before the start found another world), withdrawn (until not_before)
    // executing        | verifying, failed, unknown, rolling_back
    // verifying        | succeeded, no_effect, failed, unknown, rolling_back
    // rolling_back     | rolled_back, undo_failed, unknown
    // unknown          | succeeded, no_effect, failed, rolled_back, undo_failed
    // anything else    | nothing
    private static readonly Dictionary<ApprovalState, ApprovalState[]> Table = new()
    {
        [ApprovalState.Pending] = [ApprovalState.PartiallySigned, .. Decided],
        [ApprovalState.PartiallySigned] = [ApprovalState.Pending, .. Decided],
        [ApprovalState.Approved] = [ApprovalState.Executing, ApprovalState.Changed, ApprovalState.Withdrawn],
        [ApprovalState.Executing] = [ApprovalState.Verifying, ApprovalState.Failed, ApprovalState.Unknown, ApprovalState.RollingBack],
        [ApprovalState.Verifying] = [ApprovalState.Succeeded, ApprovalState.NoEffect, ApprovalState.Failed, ApprovalState.Unknown, ApprovalState.RollingBack],
        [ApprovalState.RollingBack] = [ApprovalState.RolledBack, ApprovalState.UndoFailed, ApprovalState.Unknown],
        [ApprovalState.Unknown] = [ApprovalState.Succeeded, ApprovalState.NoEffect, ApprovalState.Failed, ApprovalState.RolledBack, ApprovalState.UndoFailed],
    };

    private static ApprovalState[] Decided =>
        [ApprovalState.Approved, ApprovalState.Rejected, ApprovalState.Expired, ApprovalState.Superseded, ApprovalState.Changed, ApprovalState.Withdrawn];

    public static bool Allows(ApprovalState from, ApprovalState to) => Table.TryGetValue(from, out var next) && next.Contains(to);

    /// <summary>Signatures are still asked for.</summary>
    public static bool IsWaiting(this ApprovalState state) => state is ApprovalState.Pending or ApprovalState.PartiallySigned;

    /// <summary>It holds its workload: no second request for it may be open. An unknown outcome holds it too.</summary>
    public static bool IsOpen(this ApprovalState state) => Table.ContainsKey(state);

    public static bool IsEnd(this ApprovalState state) => !state.IsOpen();

    /// <summary>States that only an execution moves.</summary>
    public static bool IsRunning(this ApprovalState state) => state is ApprovalState.Executing or ApprovalState.Verifying or ApprovalState.RollingBack;
}
