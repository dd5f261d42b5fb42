namespace Awoooi.Core.Alerts.Sources.Kali;

/// <summary>Something a scan found on one target; the same finding on several ports is one.</summary>
/// <param name="Id">CVE where there is one, else the script's or rule's name.</param>
/// <param name="Score">CVSS; null when the report has none.</param>
/// <param name="Risk">0 to 10, from the score or from what stands for one; 7 and more opens an incident.</param>
internal sealed record Finding(string Target, string TargetType, string Id, string Title, double? Score, double Risk, string Description, string Link)
{
    private const int MostPlaces = 32;

    public const double High = 7.0;

    /// <summary>Ports or addresses it was found at.</summary>
    public SortedSet<string> Places { get; } = new(StringComparer.Ordinal);

    /// <summary>Further facts, for example the service's version.</summary>
    public string Service { get; init; } = "";

    public string Word => Risk >= 9.0 ? "critical" : Risk >= High ? "high" : Risk >= 4.0 ? "medium" : Risk > 0 ? "low" : "info";

    public void FoundAt(string place)
    {
        if (place.Length > 0 && Places.Count < MostPlaces)
        {
            Places.Add(place);
        }
    }

    public Finding Merged(Finding other)
    {
        var worst = other.Risk > Risk ? other : this;
        var merged = worst with { Score = Score is { } one && other.Score is { } two ? Math.Max(one, two) : Score ?? other.Score };
        merged.Places.UnionWith(Places.Concat(other.Places).Take(MostPlaces));
        return merged;
    }
}
