using System.Globalization;
using Awoooi.Core.Plans;

namespace Awoooi.Core.Approvals;

public sealed partial record Approval
{
    /// <summary>Takes a signature back while it waits; within the undo window this withdraws the request.</summary>
    public ApprovalOutcome TakeBack(Signer signer, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(signer);
        if (!Approvals.Any(signature => signature.PersonId == signer.PersonId))
        {
            return ApprovalOutcome.Refuse(RefusalCode.NothingToTakeBack);
        }

        var takenBack = new ApprovalEvent(ApprovalEventKind.TakenBack, signer.AuditName);
        if (State.IsWaiting())
        {
            return Closed(now) is { } closed ? closed : Accept(Void(signer.PersonId, VoidReason.TakenBack).Recount(now), takenBack);
        }

        if (State != ApprovalState.Approved || now >= NotBefore)
        {
            return ApprovalOutcome.Refuse(RefusalCode.TooLate, ("state", WireNames.Of(State)));
        }

        var undone = Void(signer.PersonId, VoidReason.TakenBack).VoidAll(VoidReason.Withdrawn);
        return Accept(
            undone.Disown(now, $"{signer.Name} took the signature back"),
            takenBack, new ApprovalEvent(ApprovalEventKind.Withdrawn, signer.AuditName));
    }

    /// <summary>The proposer or a Commander gives the request up; until the start also whoever signed it.</summary>
    public ApprovalOutcome Withdraw(Signer signer, string? reason, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(signer);
        var entitled = signer.PersonId == ProposedBy || signer.IsCommander || Approvals.Any(signature => signature.PersonId == signer.PersonId);
        if (!entitled)
        {
            return ApprovalOutcome.Refuse(RefusalCode.RoleMissing, ("needed", "Commander"));
        }

        if (string.IsNullOrWhiteSpace(reason))
        {
            return ApprovalOutcome.Refuse(RefusalCode.ReasonRequired);
        }

        return reason.Length > ApprovalRules.LongestReason
            ? ApprovalOutcome.Refuse(RefusalCode.ReasonTooLong, ("most", ApprovalRules.LongestReason.ToString(CultureInfo.InvariantCulture)))
            : State == ApprovalState.Approved && now >= NotBefore ? ApprovalOutcome.Refuse(RefusalCode.TooLate, ("state", WireNames.Of(State)))
                : !State.IsWaiting() && State != ApprovalState.Approved ? NotWaiting()
                    : Accept(VoidAll(VoidReason.Withdrawn).Disown(now, reason), new ApprovalEvent(ApprovalEventKind.Withdrawn, signer.AuditName, reason));
    }

    /// <summary>The cause went away while it waited, for example because the alert cleared; what was decided runs to its own end.</summary>
    public ApprovalOutcome Supersede(string reason, DateTimeOffset now)
        => !State.IsWaiting() ? NotWaiting()
            : Accept(VoidAll(VoidReason.Superseded).MoveTo(ApprovalState.Superseded, now, reason), new ApprovalEvent(ApprovalEventKind.Superseded, "awoooi", reason));

    /// <summary>Gives way to a storm, unless somebody signed it already.</summary>
    public ApprovalOutcome Collapse(string reason, DateTimeOffset now)
        => State != ApprovalState.Pending ? NotWaiting() : Supersede(reason, now);

    /// <summary>Gives 15 more minutes, ten times at most; the caller repeated the pre-flight just now.</summary>
    public ApprovalOutcome Extend(Signer signer, IReadOnlyList<PreFlightLine> preFlight, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(signer);
        ArgumentNullException.ThrowIfNull(preFlight);
        if (Closed(now) is { } closed)
        {
            return closed;
        }

        if (!signer.MaySign)
        {
            return ApprovalOutcome.Refuse(RefusalCode.RoleMissing, ("needed", "SRE"));
        }

        if (Extensions >= ApprovalRules.MostExtensions)
        {
            return ApprovalOutcome.Refuse(RefusalCode.ExtensionsUsedUp, ("most", ApprovalRules.MostExtensions.ToString(CultureInfo.InvariantCulture)));
        }

        if (preFlight.Count == 0 && Plan.Operation != Operation.Manual)
        {
            return ApprovalOutcome.Refuse(RefusalCode.PreFlightMissing);
        }

        return Accept(
            this with { ExpiresAt = ExpiresAt + ApprovalRules.Extension, Extensions = Extensions + 1, PreFlight = preFlight },
            new ApprovalEvent(ApprovalEventKind.Extended, signer.AuditName));
    }

    /// <summary>Nobody signed in time.</summary>
    public ApprovalOutcome Expire(DateTimeOffset now)
        => !State.IsWaiting() ? NotWaiting()
            : now < ExpiresAt ? ApprovalOutcome.Refuse(RefusalCode.TooEarly)
            : Accept(MoveTo(ApprovalState.Expired, now, null), new ApprovalEvent(ApprovalEventKind.Expired, "awoooi"));

    /// <summary>A newer request for the same workload takes its place.</summary>
    public ApprovalOutcome Supersede(long by, DateTimeOffset now)
        => !State.IsWaiting() ? ApprovalOutcome.Refuse(RefusalCode.TargetBusy, ("approval", ShortId), ("state", WireNames.Of(State)))
            : Accept(VoidAll(VoidReason.Superseded).MoveTo(ApprovalState.Superseded, now, null) with { SupersededBy = by }, new ApprovalEvent(ApprovalEventKind.Superseded, "awoooi"));

    /// <summary>The world no longer is the one that was signed for; says what differs.</summary>
    public ApprovalOutcome Change(string difference, DateTimeOffset now)
        => !State.IsWaiting() && State != ApprovalState.Approved ? NotWaiting()
            : Accept(
                VoidAll(VoidReason.PlanChanged).MoveTo(ApprovalState.Changed, now, difference) with { Authority = Authority.None, NotBefore = null },
                new ApprovalEvent(ApprovalEventKind.Changed, "awoooi", difference));

    /// <summary>Begins the execution; the one door from authority to acting.</summary>
    public ApprovalOutcome Start(DateTimeOffset now)
    {
        if (State != ApprovalState.Approved || Authority == Authority.None)
        {
            return ApprovalOutcome.Refuse(RefusalCode.IllegalTransition, ("from", WireNames.Of(State)), ("to", WireNames.Of(ApprovalState.Executing)));
        }

        return NotBefore is not { } start || now < start
            ? ApprovalOutcome.Refuse(RefusalCode.TooEarly)
            : Accept(MoveTo(ApprovalState.Executing, now, null), new ApprovalEvent(ApprovalEventKind.Advanced, "awoooi"));
    }

    /// <summary>Follows a running execution, or ends an unknown one once somebody looked.</summary>
    public ApprovalOutcome Advance(ApprovalState to, string actor, string? reason, DateTimeOffset now)
        => (State.IsRunning() || State == ApprovalState.Unknown) && ApprovalTransitions.Allows(State, to)
            ? Accept(MoveTo(to, now, reason), new ApprovalEvent(ApprovalEventKind.Advanced, actor, reason))
            : ApprovalOutcome.Refuse(RefusalCode.IllegalTransition, ("from", WireNames.Of(State)), ("to", WireNames.Of(to)));

    private Approval Disown(DateTimeOffset now, string reason)
        => MoveTo(ApprovalState.Withdrawn, now, reason) with { Authority = Authority.None, NotBefore = null };
}
