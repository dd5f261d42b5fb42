using Awoooi.Core.Plans;

namespace Awoooi.Core.Remediation.GuardRails;

/// <summary>All guard-rails; every one is asked, so that a person sees every reason at once.</summary>
public static class GuardRailSet
{
    internal static IReadOnlyList<GuardRail> Rails { get; } = [.. PermissionRails.All, .. FrequencyRails.All, .. CapacityRails.All];

    public static GuardRailVerdict Evaluate(GuardRailFacts facts, GuardRailLimits limits)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(limits);
        return new GuardRailVerdict(PlanHash.Of(facts.Plan), [.. Rails.Select(rail => rail.Judge(facts, limits)).OfType<GuardRailRefusal>()]);
    }
}

/// <summary>What all guard-rails said about one plan; only they can make one.</summary>
public sealed class GuardRailVerdict
{
    internal GuardRailVerdict(string planHash, IReadOnlyList<GuardRailRefusal> refusals) => (PlanHash, Refusals) = (planHash, refusals);

    /// <summary>The plan that was judged.</summary>
    public string PlanHash { get; }

    public IReadOnlyList<GuardRailRefusal> Refusals { get; }

    public bool Passed => Refusals.Count == 0;
}
