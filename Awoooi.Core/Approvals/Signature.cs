namespace Awoooi.Core.Approvals;

/// <summary>What a signature says.</summary>
public enum SignatureDecision
{
    Approve = 0,
    Reject = 1,
}

/// <summary>As whom a signature counts.</summary>
public enum SignatureWeight
{
    Sre = 0,
    Commander = 1,
}

/// <summary>Why a signature no longer counts.</summary>
public enum VoidReason
{
    TakenBack,
    PlanChanged,
    Superseded,
    Withdrawn,
}

/// <summary>One person's word on one plan; it covers <paramref name="PlanHash"/> and nothing else.</summary>
/// <param name="RaisedBy">Who had made, reset or raised the signer's account when it was signed.</param>
/// <param name="StandingOrder">The signer asked that the same be done alone from now on, at most so many times a day.</param>
public sealed record Signature(
    Guid PersonId,
    string Name,
    SignatureDecision Decision,
    SignatureWeight Weight,
    SignedVia Via,
    string PlanHash,
    DateTimeOffset At,
    string? Reason,
    IReadOnlyList<Guid> RaisedBy,
    int? StandingOrder,
    VoidReason? Voided)
{
    /// <summary>It counts for the plan: given to it, for it, and not voided.</summary>
    public bool Approves(string planHash) => Voided is null && Decision == SignatureDecision.Approve && PlanHash == planHash;
}
