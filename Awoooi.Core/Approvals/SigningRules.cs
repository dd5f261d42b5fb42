using System.Globalization;
using Awoooi.Core.Plans;
using Awoooi.Core.Trust;

namespace Awoooi.Core.Approvals;

/// <summary>Who may approve what; each rule is one line of the list and answers with its refusal.</summary>
internal sealed class SigningRules(Approval approval, Signer signer, SignRequest request, SigningMoment moment, bool breakGlass)
{
    private bool Grave => approval.Risk >= RiskLevel.High;

    private bool Own => approval.ProposedBy == signer.PersonId;

    private bool SteppedUp => signer.StepUpAt is { } at && at <= moment.Now && moment.Now - at <= ApprovalRules.StepUpAge;

    /// <summary>A solo operator: a Commander in a browser with a fresh step-up, where the policy allows it.</summary>
    public bool OnePersonDecides => moment.Rules.OnePerson && signer.IsCommander && signer.Via == SignedVia.Browser && SteppedUp;

    /// <summary>The first rule that refuses an approval, null when none does.</summary>
    public Refusal? Evaluate() =>
        Role() ?? Plan() ?? Reason() ?? Separation() ?? World() ?? Channel() ?? StepUp() ?? Account() ?? TypedId() ?? Order();

    /// <summary>Stopping is always safe: a rejection needs the role, the plan that was seen, and a reason.</summary>
    public Refusal? EvaluateRejection() => Role() ?? Plan() ?? Reason();

    private Refusal? Role()
        => breakGlass && !signer.IsCommander ? Refusal.Of(RefusalCode.RoleMissing, ("needed", "Commander"))
            : signer.MaySign ? null : Refusal.Of(RefusalCode.RoleMissing, ("needed", "SRE"));

    private Refusal? Plan() => request.PlanHash == approval.PlanHash ? null : Refusal.Of(RefusalCode.StalePlanHash, ("current", approval.PlanHash));

    private Refusal? Reason()
    {
        var needed = breakGlass || request.Decision == SignatureDecision.Reject;
        return needed && string.IsNullOrWhiteSpace(request.Reason) ? Refusal.Of(RefusalCode.ReasonRequired)
            : request.Reason?.Length > ApprovalRules.LongestReason ? Refusal.Of(RefusalCode.ReasonTooLong, ("most", Text(ApprovalRules.LongestReason)))
            : null;
    }

    private Refusal? Separation()
        => Own && !OnePersonDecides ? Refusal.Of(RefusalCode.OwnProposal)
            : approval.EditedBy.Contains(signer.PersonId) && !OnePersonDecides ? Refusal.Of(RefusalCode.OwnEdit)
            : approval.Approvals.Any(signature => signature.PersonId == signer.PersonId) && !breakGlass ? Refusal.Of(RefusalCode.AlreadySigned)
            : null;

    private Refusal? World()
    {
        if (approval.PreFlight.Count == 0 && approval.Plan.Operation != Operation.Manual)
        {
            return Refusal.Of(RefusalCode.PreFlightMissing);
        }

        var red = approval.PreFlight.FirstOrDefault(line => line.State == PreFlightState.Red && line.Check != PreFlightChecks.NoFreeze);
        if (red is not null)
        {
            return Refusal.Of(RefusalCode.PreFlightRed, ("check", red.Check), ("value", red.Value));
        }

        var frozen = moment.Frozen || approval.PreFlight.Any(line => line is { Check: PreFlightChecks.NoFreeze, State: PreFlightState.Red });
        return frozen && !breakGlass ? Refusal.Of(RefusalCode.ChangeFreeze) : null;
    }

    private Refusal? Channel()
        => (approval.Risk == RiskLevel.Critical || breakGlass) && signer.Via != SignedVia.Browser
            ? Refusal.Of(RefusalCode.BrowserRequired, ("via", signer.Via.ToString()))
            : null;

    private Refusal? StepUp()
    {
        var asCommander = signer.IsCommander && signer.Via == SignedVia.Browser;
        var needed = approval.Risk == RiskLevel.Critical || breakGlass || (approval.Risk == RiskLevel.High && asCommander);
        return needed && !SteppedUp ? Refusal.Of(RefusalCode.StepUpRequired, ("minutes", Text((int)ApprovalRules.StepUpAge.TotalMinutes))) : null;
    }

    private Refusal? Account()
    {
        if (!Grave || moment.Rules.IsNewInstallation(moment.Now))
        {
            return null;
        }

        var oldEnough = signer.AccountChangedAt + ApprovalRules.AccountAge;
        if (moment.Now < oldEnough)
        {
            return Refusal.Of(RefusalCode.AccountTooYoung, ("until", oldEnough.ToString("O", CultureInfo.InvariantCulture)));
        }

        // Either direction: whoever signs last would otherwise decide together with an account of his own making.
        var other = approval.Approvals.FirstOrDefault(signature =>
            signature.PersonId != signer.PersonId && (signer.RaisedBy.Contains(signature.PersonId) || signature.RaisedBy.Contains(signer.PersonId)));
        return other is null ? null : Refusal.Of(RefusalCode.AccountRaisedByOtherSigner, ("other", other.Name));
    }

    private Refusal? TypedId()
        => approval.Risk == RiskLevel.Critical && request.TypedId != approval.TypedId ? Refusal.Of(RefusalCode.ShortIdMismatch) : null;

    private Refusal? Order()
    {
        if (request.StandingOrder is not { } perDay)
        {
            return null;
        }

        var allowed = signer.IsCommander && signer.Via == SignedVia.Browser && !breakGlass
            && StandingOrder.MayCover(approval.Plan.Operation, approval.Risk) && perDay is >= 1 and <= StandingOrder.MostPerDay;
        return allowed ? null : Refusal.Of(RefusalCode.StandingOrderNotAllowed, ("most", Text(StandingOrder.MostPerDay)));
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
