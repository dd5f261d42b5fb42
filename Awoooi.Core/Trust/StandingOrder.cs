using Awoooi.Core.Plans;

namespace Awoooi.Core.Trust;

/// <summary>A quorum's standing permission for one operation on one class of alerts, until it expires or the plan differs.</summary>
public sealed record StandingOrder
{
    /// <summary>An order ends by itself after this long.</summary>
    public static TimeSpan Lifetime { get; } = TimeSpan.FromDays(30);

    public const int MostPerDay = 20;

    public required Guid Id { get; init; }

    public required string ClassKey { get; init; }

    public required Operation Operation { get; init; }

    public required RiskLevel Risk { get; init; }

    /// <summary><see cref="PlanHash.OfTemplate"/> of the plan that was signed.</summary>
    public required string Template { get; init; }

    public required string PolicyVersion { get; init; }

    public required int PerDay { get; init; }

    /// <summary>Names of those who granted it.</summary>
    public required IReadOnlyList<string> GrantedBy { get; init; }

    /// <summary>The approval whose quorum granted it.</summary>
    public required Guid GrantedWith { get; init; }

    public required DateTimeOffset GrantedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>Uses in the last 24 h by the database's clock.</summary>
    public int UsedToday { get; init; }

    /// <summary>Whether an order may be granted for this operation at this risk at all.</summary>
    public static bool MayCover(Operation operation, RiskLevel risk)
        => OperationCatalogue.Of(operation).Floor is RiskLevel.Low or RiskLevel.Medium && risk <= RiskLevel.Medium;

    /// <summary>Null when the order covers the plan, else why not.</summary>
    public StandingOrderVoid? Evaluate(string classKey, Plan plan, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return this switch
        {
            { RevokedAt: not null } => StandingOrderVoid.Revoked,
            _ when now >= ExpiresAt => StandingOrderVoid.Expired,
            _ when ClassKey != classKey || Operation != plan.Operation => StandingOrderVoid.OtherDomain,
            _ when Risk != plan.Risk || !MayCover(plan.Operation, plan.Risk) => StandingOrderVoid.RiskDiffers,
            _ when PolicyVersion != plan.PolicyVersion => StandingOrderVoid.PolicyDiffers,
            _ when Template != PlanHash.OfTemplate(plan) => StandingOrderVoid.TemplateDiffers,
            _ when UsedToday >= PerDay => StandingOrderVoid.UsedUpToday,
            _ => null,
        };
    }
}

/// <summary>Why a standing order does not cover a plan.</summary>
public enum StandingOrderVoid
{
    Revoked,
    Expired,
    OtherDomain,
    RiskDiffers,
    PolicyDiffers,
    TemplateDiffers,
    UsedUpToday,
}
