using System.Globalization;
using Awoooi.Core.Alerts;
using Awoooi.Core.Plans;
using Awoooi.Core.Trust;

namespace Awoooi.Core.Approvals;

/// <summary>A request to carry out one plan, from its opening to its outcome. Changes only by the acts below, which return a new one.</summary>
public sealed partial record Approval
{
    public required Guid Id { get; init; }

    /// <summary>The number people use: <c>APR-0231</c>.</summary>
    public required long Number { get; init; }

    public string ShortId => $"APR-{TypedId}";

    /// <summary>What a signer of a critical plan types: <c>0231</c>.</summary>
    public string TypedId => Number.ToString("D4", CultureInfo.InvariantCulture);

    /// <summary>Null for a proposal without an incident.</summary>
    public Guid? IncidentId { get; init; }

    public required string ClassKey { get; init; }

    public required Priority Priority { get; init; }

    /// <summary>It comes from a test alert; its plan does nothing.</summary>
    public bool Test { get; init; }

    public required Plan Plan { get; init; }

    /// <summary><see cref="PlanHash.Of"/> of the plan.</summary>
    public required string PlanHash { get; init; }

    public required ApprovalState State { get; init; }

    public required Authority Authority { get; init; }

    /// <summary>The standing order that decided, else null.</summary>
    public Guid? StandingOrderId { get; init; }

    /// <summary>Why it is not automatic, or what let it be.</summary>
    public required IReadOnlyList<TrustReason> Reasons { get; init; }

    /// <summary>The person who proposed; null when AWOOOI did.</summary>
    public Guid? ProposedBy { get; init; }

    public required string ProposedByName { get; init; }

    /// <summary>Those who edited the plan by hand.</summary>
    public IReadOnlyList<Guid> EditedBy { get; init; } = [];

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public int Extensions { get; init; }

    /// <summary>Nothing starts before; set with the authority.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    public IReadOnlyList<Signature> Signatures { get; init; } = [];

    /// <summary>The last pre-flight, empty before the first.</summary>
    public IReadOnlyList<PreFlightLine> PreFlight { get; init; } = [];

    /// <summary>Decided within an installation's first day, when young accounts count.</summary>
    public bool NewInstallation { get; init; }

    /// <summary>When it was last moved from one state to the next.</summary>
    public required DateTimeOffset StateSince { get; init; }

    /// <summary>What led to the present state, in the words of who caused it; null when the state says all.</summary>
    public string? StateReason { get; init; }

    /// <summary>The request that replaced it.</summary>
    public long? SupersededBy { get; init; }

    /// <summary>Signatures that count now.</summary>
    public IEnumerable<Signature> Approvals => Signatures.Where(signature => signature.Approves(PlanHash));

    public RiskLevel Risk => Plan.Risk;

    private Approval MoveTo(ApprovalState to, DateTimeOffset now, string? reason)
        => ApprovalTransitions.Allows(State, to)
            ? this with { State = to, StateSince = now, StateReason = reason }
            : throw new InvalidOperationException($"{ShortId} cannot go from {WireNames.Of(State)} to {WireNames.Of(to)}");

    private Approval VoidAll(VoidReason reason)
        => this with { Signatures = [.. Signatures.Select(signature => signature.Voided is null && signature.Decision == SignatureDecision.Approve ? signature with { Voided = reason } : signature)] };

    private Approval Void(Guid person, VoidReason reason)
        => this with { Signatures = [.. Signatures.Select(signature => signature.Voided is null && signature.PersonId == person ? signature with { Voided = reason } : signature)] };

    private static ApprovalOutcome.Accepted Accept(Approval approval, params IReadOnlyList<ApprovalEvent> events) => new(approval, events);

    private ApprovalOutcome.Refused NotWaiting() => new(Refusal.Of(RefusalCode.NotWaiting, ("state", WireNames.Of(State)), ("reason", StateReason ?? "")));

    /// <summary>Null while signatures are asked for.</summary>
    private ApprovalOutcome.Refused? Closed(DateTimeOffset now)
        => !State.IsWaiting() ? NotWaiting()
            : now >= ExpiresAt ? new ApprovalOutcome.Refused(Refusal.Of(RefusalCode.Expired, ("at", ExpiresAt.ToString("O", CultureInfo.InvariantCulture))))
            : null;
}
