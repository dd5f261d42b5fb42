using Awoooi.Core.Plans;
using Awoooi.Core.Trust;

namespace Awoooi.Core.Approvals;

public sealed partial record Approval
{
    /// <summary>Takes one person's word. The signature that completes the quorum gives the approval its authority.</summary>
    public ApprovalOutcome Sign(Signer signer, SignRequest request, SigningMoment moment)
    {
        ArgumentNullException.ThrowIfNull(signer);
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(moment);
        if (Closed(moment.Now) is { } closed)
        {
            return closed;
        }

        return request.Decision == SignatureDecision.Reject ? Reject(signer, request, moment) : Approve(signer, request, moment);
    }

    /// <summary>A Commander decides alone, past quorum and freeze; every other rule stays.</summary>
    public ApprovalOutcome BreakGlass(Signer signer, SignRequest request, SigningMoment moment)
    {
        ArgumentNullException.ThrowIfNull(signer);
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(moment);
        if (Closed(moment.Now) is { } closed)
        {
            return closed;
        }

        var asked = request with { Decision = SignatureDecision.Approve };
        if (new SigningRules(this, signer, asked, moment, breakGlass: true).Evaluate() is { } refusal)
        {
            return new ApprovalOutcome.Refused(refusal);
        }

        var signed = Void(signer.PersonId, VoidReason.TakenBack).With(signer, asked, moment.Now);
        return Accept(
            signed.Decide(Authority.BreakGlass, StartDelay, moment),
            new ApprovalEvent(ApprovalEventKind.BrokeGlass, signer.AuditName, request.Reason));
    }

    /// <summary>The standing order that the deciding quorum granted: those who asked for it must be a quorum by themselves, with a Commander among them.</summary>
    public StandingOrder? GrantedOrder(ApprovalRules rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        var asking = Approvals.Where(signature => signature.StandingOrder is not null).ToList();
        var granted = State == ApprovalState.Approved && Authority == Authority.Quorum
            && StandingOrder.MayCover(Plan.Operation, Risk)
            && asking.Any(signature => signature.Weight == SignatureWeight.Commander)
            && rules.Policies.For(Risk).IsMet(asking);
        return !granted ? null : new StandingOrder
        {
            Id = Guid.CreateVersion7(StateSince),
            ClassKey = ClassKey,
            Operation = Plan.Operation,
            Risk = Risk,
            Template = Plans.PlanHash.OfTemplate(Plan),
            PolicyVersion = Plan.PolicyVersion,
            PerDay = asking.Min(signature => signature.StandingOrder!.Value),
            GrantedBy = [.. asking.Select(signature => signature.Name)],
            GrantedWith = Id,
            GrantedAt = StateSince,
            ExpiresAt = StateSince + StandingOrder.Lifetime,
        };
    }

    private TimeSpan StartDelay => Risk == RiskLevel.Medium ? ApprovalRules.UndoWindow : TimeSpan.Zero;

    private ApprovalOutcome Approve(Signer signer, SignRequest request, SigningMoment moment)
    {
        var rules = new SigningRules(this, signer, request, moment, breakGlass: false);
        if (rules.Evaluate() is { } refusal)
        {
            return new ApprovalOutcome.Refused(refusal);
        }

        var signed = With(signer, request, moment.Now);
        var signedEvent = new ApprovalEvent(ApprovalEventKind.SignatureGiven, signer.AuditName, request.Reason);

        // What a proposer or editor signs is no second pair of eyes.
        var others = signed.Approvals.Where(signature => signature.PersonId != ProposedBy && !EditedBy.Contains(signature.PersonId));
        if (moment.Rules.Policies.For(Risk).IsMet(others))
        {
            return Accept(signed.Decide(Authority.Quorum, StartDelay, moment), signedEvent, new ApprovalEvent(ApprovalEventKind.Approved, signer.AuditName));
        }

        if (rules.OnePersonDecides)
        {
            return Accept(signed.Decide(Authority.OnePerson, ApprovalRules.CoolOff, moment), signedEvent, new ApprovalEvent(ApprovalEventKind.Approved, signer.AuditName));
        }

        return Accept(State == ApprovalState.PartiallySigned ? signed : signed.MoveTo(ApprovalState.PartiallySigned, moment.Now, null), signedEvent);
    }

    private ApprovalOutcome Reject(Signer signer, SignRequest request, SigningMoment moment)
    {
        if (new SigningRules(this, signer, request, moment, breakGlass: false).EvaluateRejection() is { } refusal)
        {
            return new ApprovalOutcome.Refused(refusal);
        }

        var rejected = Void(signer.PersonId, VoidReason.TakenBack).With(signer, request, moment.Now);
        var signedEvent = new ApprovalEvent(ApprovalEventKind.RejectionGiven, signer.AuditName, request.Reason);
        var rejections = rejected.Signatures.Where(signature => signature is { Voided: null, Decision: SignatureDecision.Reject }).DistinctBy(signature => signature.PersonId).Count();
        if (rejections >= moment.Rules.Policies.For(Risk).Rejections)
        {
            return Accept(rejected.MoveTo(ApprovalState.Rejected, moment.Now, request.Reason), signedEvent, new ApprovalEvent(ApprovalEventKind.Rejected, signer.AuditName, request.Reason));
        }

        return Accept(rejected.Recount(moment.Now), signedEvent);
    }

    private Approval With(Signer signer, SignRequest request, DateTimeOffset now)
    {
        var weight = signer.IsCommander && signer.Via == SignedVia.Browser ? SignatureWeight.Commander : SignatureWeight.Sre;
        var signature = new Signature(
            signer.PersonId, signer.Name, request.Decision, weight, signer.Via, PlanHash, now, request.Reason?.Trim(), signer.RaisedBy, request.StandingOrder, null);
        return this with { Signatures = [.. Signatures, signature] };
    }

    private Approval Decide(Authority authority, TimeSpan delay, SigningMoment moment)
        => MoveTo(ApprovalState.Approved, moment.Now, null) with
        {
            Authority = authority,
            NotBefore = moment.Now + delay,
            NewInstallation = moment.Rules.IsNewInstallation(moment.Now),
        };

    /// <summary>Waiting, with or without signatures that count.</summary>
    private Approval Recount(DateTimeOffset now)
    {
        var state = Approvals.Any() ? ApprovalState.PartiallySigned : ApprovalState.Pending;
        return state == State ? this : MoveTo(state, now, null);
    }
}
