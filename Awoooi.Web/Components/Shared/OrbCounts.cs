using Awoooi.Web.Resources;
using Microsoft.Extensions.Localization;

namespace Awoooi.Web.Components.Shared;

/// <summary>"22 ok · 1 slow · 1 down": how many services are in each state, those without any left out.</summary>
public static class OrbCounts
{
    public static string Text(IEnumerable<ServiceOrb> orbs, IStringLocalizer<SharedText> texts)
        => string.Join(" · ", orbs
            .GroupBy(orb => orb.State)
            .OrderBy(group => group.Key)
            .Select(group => texts["orb.count", group.Count(), texts[group.Key.TextKey()]].Value));
}
