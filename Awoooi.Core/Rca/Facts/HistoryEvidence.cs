using System.Globalization;

namespace Awoooi.Core.Rca.Facts;

/// <summary>An incident of the past 24 h of the same class and how it ended.</summary>
public sealed record SimilarIncident(string ShortId, string Cause, string Outcome, DateTimeOffset At);

/// <summary>What the records say about the class of an incident.</summary>
/// <param name="Occurrences">Distinct alerts of the class in the past 24 h.</param>
/// <param name="Grouped">Alerts in the same group or storm.</param>
public sealed record IncidentHistory(int Occurrences, int Grouped, bool Storm, IReadOnlyList<SimilarIncident> Similar)
{
    public static IncidentHistory None { get; } = new(0, 0, false, []);
}

/// <summary>Facts from our own records.</summary>
public static class HistoryEvidence
{
    private const int MaxSimilar = 5;

    public static IEnumerable<Evidence> From(IncidentHistory history, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(history);
        if (history.Occurrences > 0)
        {
            yield return Fact(EvidenceKind.HistoryOccurrences, now, $"{history.Occurrences} alerts of this class in 24 h, {history.Grouped} in this group", new()
            {
                ["count"] = history.Occurrences.ToString(CultureInfo.InvariantCulture),
                ["grouped"] = history.Grouped.ToString(CultureInfo.InvariantCulture),
                ["storm"] = history.Storm ? "true" : "false",
            });
        }

        foreach (var similar in history.Similar.OrderByDescending(item => item.At).ThenBy(item => item.ShortId, StringComparer.Ordinal).Take(MaxSimilar))
        {
            yield return Fact(EvidenceKind.HistorySimilar, similar.At, $"{similar.ShortId} was {similar.Cause} and ended {similar.Outcome}", new()
            {
                ["incident"] = similar.ShortId,
                ["cause"] = similar.Cause,
                ["outcome"] = similar.Outcome,
            });
        }
    }

    private static Evidence Fact(string kind, DateTimeOffset at, string fact, Dictionary<string, string> values)
        => new() { Id = "", Source = "history", Kind = kind, Subject = RcaSubject.AlertSubject, At = at, Fact = fact, Values = values };
}
