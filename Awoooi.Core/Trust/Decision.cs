using Awoooi.Core.Plans;

namespace Awoooi.Core.Trust;

/// <summary>Who moves next.</summary>
public enum DecisionMode
{
    /// <summary>A runbook for people; nothing is proposed for execution.</summary>
    Manual = 0,

    /// <summary>A card waits for the signatures that its risk asks for.</summary>
    Approval = 1,

    /// <summary>It runs alone.</summary>
    Auto = 2,
}

/// <summary>What TrustEngine decided, with one reason for every step that changed the outcome.</summary>
public sealed record Decision
{
    public required DecisionMode Mode { get; init; }

    public required RiskLevel Risk { get; init; }

    public required IReadOnlyList<TrustReason> Reasons { get; init; }

    /// <summary>In a namespace that only observes: what would have been decided were it <see cref="AutonomyMode.Auto"/>.</summary>
    public DecisionMode? Shadow { get; init; }

    /// <summary>The standing order that lets it run alone, else null.</summary>
    public Guid? StandingOrder { get; init; }
}
