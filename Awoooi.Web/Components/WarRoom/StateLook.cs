using Awoooi.Core.Approvals;
using Awoooi.Web.Components.Shared;

namespace Awoooi.Web.Components.WarRoom;

/// <summary>How loud a state is.</summary>
internal enum StateTone
{
    Calm,
    Good,
    Warn,
    Bad,
}

/// <summary>Icon, word and tone of each state.</summary>
internal sealed record StateLook(IconName Icon, string Key, StateTone Tone)
{
    public static StateLook Of(ApprovalState state) => state switch
    {
        ApprovalState.Pending => new(IconName.Clock, "state.pending", StateTone.Calm),
        ApprovalState.PartiallySigned => new(IconName.Clock, "state.partlySigned", StateTone.Calm),
        ApprovalState.Approved => new(IconName.Clock, "state.approved", StateTone.Calm),
        ApprovalState.Executing => new(IconName.Arc, "state.executing", StateTone.Calm),
        ApprovalState.Verifying => new(IconName.Arc, "state.verifying", StateTone.Calm),
        ApprovalState.RollingBack => new(IconName.Arc, "state.rollingBack", StateTone.Warn),
        ApprovalState.Succeeded => new(IconName.Check, "state.succeeded", StateTone.Good),
        ApprovalState.NoEffect => new(IconName.Equal, "state.noEffect", StateTone.Warn),
        ApprovalState.Failed => new(IconName.Cross, "state.failed", StateTone.Bad),
        ApprovalState.RolledBack => new(IconName.Undo, "state.rolledBack", StateTone.Warn),
        ApprovalState.UndoFailed => new(IconName.Diamond, "state.undoFailed", StateTone.Bad),
        ApprovalState.Unknown => new(IconName.Question, "state.unknown", StateTone.Warn),
        ApprovalState.Rejected => new(IconName.Dash, "state.rejected", StateTone.Calm),
        ApprovalState.Expired => new(IconName.Clock, "state.expired", StateTone.Calm),
        ApprovalState.Superseded => new(IconName.Swap, "state.superseded", StateTone.Calm),
        ApprovalState.Changed => new(IconName.Warn, "state.changed", StateTone.Warn),
        ApprovalState.Withdrawn => new(IconName.Undo, "state.withdrawn", StateTone.Calm),
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
    };
}
