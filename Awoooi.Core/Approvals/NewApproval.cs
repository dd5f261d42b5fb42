using Awoooi.Core.Alerts;
using Awoooi.Core.Plans;
using Awoooi.Core.Trust;

namespace Awoooi.Core.Approvals;

/// <summary>A decided proposal that is to be opened; the plan carries the approval's id and the decision's risk.</summary>
public sealed record NewApproval
{
    public required Plan Plan { get; init; }

    public required Decision Decision { get; init; }

    public Guid? IncidentId { get; init; }

    public required string ClassKey { get; init; }

    public required Priority Priority { get; init; }

    public bool Test { get; init; }

    /// <summary>Null when AWOOOI proposes.</summary>
    public Guid? ProposedBy { get; init; }

    public required string ProposedByName { get; init; }

    public IReadOnlyList<Guid> EditedBy { get; init; } = [];

    public IReadOnlyList<PreFlightLine> PreFlight { get; init; } = [];

    /// <summary>Whether two requests ask for the same, so that one card covers both.</summary>
    public bool AsksTheSameAs(Approval open)
    {
        ArgumentNullException.ThrowIfNull(open);
        return open.ClassKey == ClassKey && open.Risk == Plan.Risk && PlanHash.Of(open.Plan with { ApprovalId = Plan.ApprovalId }) == PlanHash.Of(Plan);
    }

    /// <summary>The approval in its first state: waiting, or decided at once when it runs alone.</summary>
    public Approval Open(long number, DateTimeOffset now)
    {
        if (Decision.Mode == DecisionMode.Manual)
        {
            throw new InvalidOperationException("a decision that leaves it to people opens no approval");
        }

        if (Plan.Risk != Decision.Risk)
        {
            throw new InvalidOperationException("the plan carries another risk than its decision");
        }

        var alone = Decision.Mode == DecisionMode.Auto;
        return new Approval
        {
            Id = Plan.ApprovalId,
            Number = number,
            IncidentId = IncidentId,
            ClassKey = ClassKey,
            Priority = Priority,
            Test = Test,
            Plan = Plan,
            PlanHash = PlanHash.Of(Plan),
            State = alone ? ApprovalState.Approved : ApprovalState.Pending,
            Authority = !alone ? Authority.None : Decision.StandingOrder is null ? Authority.Automatic : Authority.StandingOrder,
            StandingOrderId = alone ? Decision.StandingOrder : null,
            Reasons = Decision.Reasons,
            ProposedBy = ProposedBy,
            ProposedByName = ProposedByName,
            EditedBy = EditedBy,
            PreFlight = PreFlight,
            CreatedAt = now,
            ExpiresAt = now + ApprovalRules.ExpiresAfter(Priority),
            NotBefore = alone ? now : null,
            StateSince = now,
        };
    }
}
