namespace Awoooi.Core.Alerts.Catalogue;

/// <summary>What the catalogue knows of an alert name.</summary>
/// <param name="Category">One of <see cref="AlertCategories.All"/>.</param>
/// <param name="Priority">Null when the severity decides.</param>
/// <param name="Automation">Ceiling for what may happen without a person.</param>
public sealed record CatalogueEntry(string Category, Priority? Priority, AutomationVerdict Automation)
{
    /// <summary>An unknown name may be suggested for, never run alone.</summary>
    public static CatalogueEntry Unknown { get; } = new("unknown", null, AutomationVerdict.Approve);
}
