using Awoooi.Core.Approvals;
using Awoooi.Core.Remediation;
using Awoooi.Core.Remediation.Execution;
using Awoooi.Web.Components.Shared;
using Awoooi.Web.Resources;
using Microsoft.Extensions.Localization;

namespace Awoooi.Web.Components.WarRoom;

/// <summary>The sentence that goes with the state of a card.</summary>
internal static class StateLine
{
    /// <summary>Icon and word; a waiting request with a red check is blocked before it is anything else.</summary>
    public static StateLook Look(CardModel card) => IsBlocked(card) ? new(IconName.Warn, "state.blocked", StateTone.Bad) : StateLook.Of(card.Approval.State);

    public static string Of(IStringLocalizer<WarRoomText> l, CardModel card, ApprovalRules rules, AutomationOptions automation)
    {
        var approval = card.Approval;
        var stable = Steps.Span(l, VerificationWindows.For(approval.Plan.Operation, automation, deliveryInterval: null).StableFor);
        return approval.State switch
        {
            _ when IsBlocked(card) => l["line.blocked", l[$"check.{card.Red[0].Check}"], card.Red[0].Value.TrimEnd('.')],
            ApprovalState.Pending => l["line.pending", Words.Policy(l, approval.Risk, rules)],
            ApprovalState.PartiallySigned => l["line.partlySigned", Signers(l, card), Quorum.Of(approval, rules).Missing],
            ApprovalState.Approved => l[$"line.approved.{approval.Authority.ToString().ToLowerInvariant()}", Signers(l, card)],
            ApprovalState.Executing or ApprovalState.Verifying or ApprovalState.RollingBack => Progress(l, card, stable),
            _ when !string.IsNullOrWhiteSpace(approval.StateReason) => Ended(l, approval, approval.StateReason),
            _ => l[$"line.{WireNames.Of(approval.State)}", stable],
        };
    }

    private static bool IsBlocked(CardModel card) => card.Waiting && card.Red.Count > 0;

    private static string Signers(IStringLocalizer<WarRoomText> l, CardModel card)
        => string.Join(l["and"], card.Approval.Approvals.OrderByDescending(signature => signature.PersonId == card.Viewer?.PersonId).Select(signature => signature.PersonId == card.Viewer?.PersonId ? l["you"].Value : signature.Name).Distinct());

    private static string Progress(IStringLocalizer<WarRoomText> l, CardModel card, string stable) => (card.Approval.State, card.Execution?.Progress) switch
    {
        (ApprovalState.Verifying, { HealthyAt: not null }) => l["verifying"],
        (ApprovalState.Verifying, { HealthySince: { } since }) => l["line.ready", (long)Math.Max(0, (card.Now - since).TotalSeconds), stable],
        (ApprovalState.Verifying, { UnhealthySince: not null }) => l["line.notReady"],
        (ApprovalState.RollingBack, { UndoReason: { Length: > 0 } why }) => l["line.undoing", why],
        _ => l[$"line.{WireNames.Of(card.Approval.State)}"],
    };

    private static string Ended(IStringLocalizer<WarRoomText> l, Approval approval, string reason)
        => approval.State == ApprovalState.Rejected && approval.Signatures.LastOrDefault(signature => signature.Decision == SignatureDecision.Reject) is { } rejection
            ? l["line.rejectedBy", rejection.Name, reason]
            : reason;
}
