namespace Awoooi.Core.Approvals;

/// <summary>What a signer sends.</summary>
/// <param name="PlanHash">Hash of the plan the signer saw.</param>
/// <param name="TypedId">The number typed by hand, for a critical plan.</param>
/// <param name="StandingOrder">"Do this without me next time", at most so many times a day; null when not asked for.</param>
public sealed record SignRequest(SignatureDecision Decision, string PlanHash, string? Reason = null, string? TypedId = null, int? StandingOrder = null);

/// <summary>What else counts in the moment of signing; read in the same transaction, on the database's clock.</summary>
public sealed record SigningMoment(DateTimeOffset Now, bool Frozen, ApprovalRules Rules);
