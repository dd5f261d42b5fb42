using Awoooi.Core.Approvals;

namespace Awoooi.Web.Endpoints.Approvals;

/// <summary>Turns what became of an act into an answer.</summary>
internal static class ApprovalRefusals
{
    public static IResult Answer(ApprovalOutcome outcome, SignaturePolicies policies) => outcome switch
    {
        ApprovalOutcome.Accepted accepted => Results.Json(ApprovalJson.Full(accepted.Approval, policies.For(accepted.Approval.Risk))),
        ApprovalOutcome.Refused refused => Answer(refused.Refusal),
        _ => throw new InvalidOperationException($"no answer for {outcome.GetType().Name}"),
    };

    public static IResult Answer(Refusal refusal) => Problems.Of(
        Status(refusal.Code), $"approval-{WireNames.Of(refusal.Code)}", "Refused", Sentence(refusal), ("reason", WireNames.Of(refusal.Code)), ("values", refusal.Values));

    /// <summary>403: this person may not, now; 409: the approval or the world is not what the request took it for.</summary>
    public static int Status(RefusalCode code) => code switch
    {
        RefusalCode.NotFound => StatusCodes.Status404NotFound,
        RefusalCode.ReasonRequired or RefusalCode.ReasonTooLong or RefusalCode.ShortIdMismatch => StatusCodes.Status400BadRequest,
        RefusalCode.OwnProposal or RefusalCode.OwnEdit or RefusalCode.RoleMissing or RefusalCode.BrowserRequired or RefusalCode.StepUpRequired or RefusalCode.AccountTooYoung
            or RefusalCode.AccountRaisedByOtherSigner or RefusalCode.StandingOrderNotAllowed => StatusCodes.Status403Forbidden,
        RefusalCode.IdempotencyKeyReused => StatusCodes.Status422UnprocessableEntity,
        _ => StatusCodes.Status409Conflict,
    };

    private static string Sentence(Refusal refusal)
    {
        string Value(string name) => refusal.Values.GetValueOrDefault(name, "");
        return refusal.Code switch
        {
            RefusalCode.NotFound => "There is no such approval.",
            RefusalCode.NotWaiting => $"It no longer waits for signatures: it is {Value("state")}.",
            RefusalCode.Expired => $"It expired at {Value("at")}.",
            RefusalCode.StalePlanHash => "The plan is not the one you saw. Read it again.",
            RefusalCode.OwnProposal => "You proposed this. Somebody else must sign.",
            RefusalCode.OwnEdit => "You edited this plan. Somebody else must sign.",
            RefusalCode.AlreadySigned => "You have signed this already.",
            RefusalCode.RoleMissing => $"This needs the role {Value("needed")}.",
            RefusalCode.BrowserRequired => "This risk is signed in a browser only.",
            RefusalCode.StepUpRequired => $"Confirm with your passkey or password first; it must be at most {Value("minutes")} minutes ago.",
            RefusalCode.AccountTooYoung => $"Your account was made, reset or raised less than 24 hours ago. It may decide this from {Value("until")}.",
            RefusalCode.AccountRaisedByOtherSigner => $"One of you and {Value("other")} made, reset or raised the other's account. Somebody else must sign.",
            RefusalCode.ReasonRequired => "A reason is required.",
            RefusalCode.ReasonTooLong => $"A reason has at most {Value("most")} characters.",
            RefusalCode.PreFlightMissing => "The pre-flight has not been made yet.",
            RefusalCode.PreFlightRed => $"Blocked by the pre-flight check {Value("check")}: {Value("value")}.",
            RefusalCode.ChangeFreeze => "A change freeze holds.",
            RefusalCode.ShortIdMismatch => "Type the number of the approval to sign.",
            RefusalCode.StandingOrderNotAllowed => "A standing order is not possible here.",
            RefusalCode.ExtensionsUsedUp => $"It was extended {Value("most")} times, which is all.",
            RefusalCode.NothingToTakeBack => "You have no signature here.",
            RefusalCode.TooLate => $"Too late: it is {Value("state")}.",
            RefusalCode.TooEarly => "Not yet.",
            RefusalCode.Paused => "AWOOOI is paused or asks first.",
            RefusalCode.TargetBusy => $"{Value("approval")} holds this workload.",
            RefusalCode.IdempotencyKeyReused => "This Idempotency-Key was used for another request.",
            RefusalCode.IllegalTransition => $"It cannot go from {Value("from")} to {Value("to")}.",
            _ => throw new ArgumentOutOfRangeException(nameof(refusal), refusal.Code, "no sentence for this refusal"),
        };
    }
}
