namespace Awoooi.Core.Alerts;

/// <summary>Decides the priority of an alert: its label, else the catalogue, else its severity.</summary>
public static class PriorityRules
{
    /// <summary>The priority that a word such as <c>P1</c> names, or null.</summary>
    public static Priority? Word(string? word) => word?.Trim().ToUpperInvariant() switch
    {
        "P0" => Priority.P0,
        "P1" => Priority.P1,
        "P2" => Priority.P2,
        "P3" => Priority.P3,
        _ => null,
    };

    /// <param name="stated">What the sender states, by label or by a priority word as severity; without trust it never raises above P1.</param>
    /// <param name="catalogued">What the catalogue says for the name.</param>
    /// <param name="severity">Decides when neither says anything.</param>
    /// <param name="trustedForPaging">Whether the sender may state P0.</param>
    public static Priority Decide(Priority? stated, Priority? catalogued, Severity severity, bool trustedForPaging)
    {
        if (stated is { } said)
        {
            return said == Priority.P0 && !trustedForPaging ? Priority.P1 : said;
        }

        return catalogued ?? severity switch
        {
            Severity.Critical => Priority.P1,
            Severity.Warning => Priority.P2,
            _ => Priority.P3,
        };
    }
}
