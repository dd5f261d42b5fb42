namespace Awoooi.Core.Remediation.GuardRails;

/// <summary>One rule that can refuse; pure.</summary>
/// <param name="Name">For logs and tests.</param>
/// <param name="Judge">Null lets it pass.</param>
internal sealed record GuardRail(string Name, Func<GuardRailFacts, GuardRailLimits, GuardRailRefusal?> Judge)
{
    public static GuardRailRefusal Refuse(GuardRailReason reason, string detail) => new(reason, detail);

    public static GuardRailRefusal Missing(string fact) => new(GuardRailReason.FactsMissing, $"not known: {fact}");
}
