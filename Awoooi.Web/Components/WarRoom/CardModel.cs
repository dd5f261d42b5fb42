using System.Globalization;
using Awoooi.Core.Approvals;
using Awoooi.Core.Incidents;
using Awoooi.Core.People;
using Awoooi.Core.Plans;
using Awoooi.Core.Remediation.Execution;

namespace Awoooi.Web.Components.WarRoom;

/// <summary>What one card shows, as of one reading.</summary>
/// <param name="Viewer">Who looks; null when the session has ended.</param>
/// <param name="Here">Others who could sign and were seen lately.</param>
/// <param name="Execution">What runs or ran; null when nothing did.</param>
public sealed record CardModel(Approval Approval, Incident? Incident, Actor? Viewer, IReadOnlyList<Person> Here, ExecutionView? Execution, DateTimeOffset Now)
{
    public VerdictView? Verdict { get; } = VerdictView.Of(Incident?.Verdict);

    public IReadOnlyList<FactView> Facts { get; } = FactView.Of(Incident?.Evidence, VerdictView.Of(Incident?.Verdict)?.Cites ?? []);

    public bool Waiting => Approval.State.IsWaiting();

    public IReadOnlyList<PreFlightLine> Red => [.. Approval.PreFlight.Where(line => line.State == PreFlightState.Red)];

    public bool ISigned => Viewer is { } viewer && Approval.Approvals.Any(signature => signature.PersonId == viewer.PersonId);

    public bool IMaySign => Viewer is { } viewer && (viewer.Roles & (Roles.Sre | Roles.Commander)) != 0;

    public bool ICommand => Viewer is { } viewer && viewer.Roles.HasFlag(Roles.Commander);

    /// <summary>The viewer proposed or edited it and leaves signing to others.</summary>
    public bool Mine => Viewer is { } viewer && (Approval.ProposedBy == viewer.PersonId || Approval.EditedBy.Contains(viewer.PersonId));

    public bool SteppedUp => Viewer?.StepUpAt is { } at && Now - at <= ApprovalRules.StepUpAge;

    /// <summary>High and Critical repeat target and effect before they are signed.</summary>
    public bool NeedsSheet => Approval.Risk >= RiskLevel.High;

    public bool NeedsTypedId => Approval.Risk == RiskLevel.Critical;

    public bool NeedsStepUp => Approval.Risk == RiskLevel.Critical || (Approval.Risk == RiskLevel.High && ICommand);

    /// <summary>Nothing has started: what was signed can be taken back.</summary>
    public bool InUndoWindow => Approval is { State: ApprovalState.Approved, NotBefore: { } start } && Now < start;

    public bool MayWithdraw => Viewer is { } viewer && (Waiting || InUndoWindow) && (ICommand || ISigned || Approval.ProposedBy == viewer.PersonId);

    /// <summary>Differs when a new drawing would show something new.</summary>
    public string Print => string.Join('|', new object?[]
    {
        Approval.State, Approval.StateSince, Approval.StateReason, Approval.ExpiresAt, Approval.NotBefore, Approval.PlanHash, Approval.Signatures.Count,
        Approval.Signatures.Count(signature => signature.Voided is not null), Approval.PreFlight.Count == 0 ? null : Approval.PreFlight.Max(line => line.ObservedAt),
        Incident?.Status, Incident?.HitCount, Incident?.Firing, Incident?.AcknowledgedBy, Incident?.AnalysedAt, Viewer?.PersonId, Viewer?.Roles, SteppedUp,
        InUndoWindow, string.Join(',', Here.Select(person => person.Id)), Execution?.Progress, Execution?.Stop, Execution?.Steps.Count,
    }.Select(part => Convert.ToString(part, CultureInfo.InvariantCulture)));
}

/// <summary>Signatures there are and signatures there must be.</summary>
/// <param name="Missing">Fewest further people that decide.</param>
internal readonly record struct Quorum(int Given, int Missing)
{
    public int Needed => Given + Missing;

    public static Quorum Of(Approval approval, ApprovalRules rules) => Of(approval, rules, [.. approval.Approvals.DistinctBy(signature => signature.PersonId).Select(signature => signature.Weight)]);

    /// <summary>As it would be with one more signature of this weight.</summary>
    public static Quorum With(Approval approval, ApprovalRules rules, SignatureWeight mine)
        => Of(approval, rules, [.. approval.Approvals.DistinctBy(signature => signature.PersonId).Select(signature => signature.Weight), mine]);

    private static Quorum Of(Approval approval, ApprovalRules rules, IReadOnlyList<SignatureWeight> weights)
    {
        var commanders = weights.Count(weight => weight == SignatureWeight.Commander);
        var missing = rules.Policies.For(approval.Risk).Thresholds.Min(threshold => Math.Max(0, Math.Max(threshold.People - weights.Count, threshold.Commanders - commanders)));
        return new Quorum(weights.Count, missing);
    }
}
