namespace Awoooi.Core.Approvals;

/// <summary>What happened to an approval; every one becomes an audit entry.</summary>
public enum ApprovalEventKind
{
    Opened,
    SignatureGiven,
    RejectionGiven,
    TakenBack,
    Approved,
    BrokeGlass,
    Rejected,
    Extended,
    Expired,
    Superseded,
    Changed,
    Withdrawn,
    Advanced,
    PreFlightRepeated,
    StandingOrderGranted,
}

/// <summary>One event with what its audit entry needs beside the state before and after.</summary>
public sealed record ApprovalEvent(ApprovalEventKind Kind, string Actor, string? Reason = null)
{
    /// <summary>The audit action, for example <c>approval.signed</c>, <c>approval.taken-back</c>.</summary>
    public string AuditAction => Kind == ApprovalEventKind.SignatureGiven ? "approval.signed" : $"approval.{WireNames.Kebab(Kind.ToString())}";
}

/// <summary>What became of an act: the changed approval with its events, or a refusal that changed nothing.</summary>
public abstract record ApprovalOutcome
{
    private ApprovalOutcome()
    {
    }

    public sealed record Accepted(Approval Approval, IReadOnlyList<ApprovalEvent> Events) : ApprovalOutcome;

    public sealed record Refused(Refusal Refusal) : ApprovalOutcome;

    public static ApprovalOutcome Refuse(RefusalCode code, params ReadOnlySpan<(string Name, string Value)> values) => new Refused(Refusal.Of(code, values));
}
