using Awoooi.Core.Plans;

namespace Awoooi.Web.Components.Palette;

/// <summary>One thing one can go to.</summary>
/// <param name="Group">Key of the heading it stands under.</param>
/// <param name="Note">A number or a state at its right; null for none.</param>
public sealed record PaletteItem(string Group, string Title, string? Note, string Href, RiskLevel? Risk = null);
