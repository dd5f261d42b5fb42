using System.Globalization;
using System.Text;

namespace Awoooi.Core.Rca;

/// <summary>A read that gave nothing. <paramref name="Essential"/>: without it nothing may be repaired, since an absent fact is not a false one.</summary>
public sealed record MissingEvidence(string Source, string What, string Reason, bool Essential)
{
    public override string ToString() => $"{Source}: {Reason} ({What})";
}

/// <summary>All evidence of one analysis: at most <see cref="MaxItems"/> facts, numbered in an order that depends on their content only.</summary>
public sealed class EvidencePack
{
    public const int MaxItems = 60;
    public const int MaxExcerpt = 2000;
    public const int MaxFact = 300;

    private readonly Dictionary<string, Evidence> _byId;

    private EvidencePack(IReadOnlyList<Evidence> items, IReadOnlyList<MissingEvidence> missing, int dropped)
    {
        Items = items;
        Missing = missing;
        Dropped = dropped;
        _byId = items.ToDictionary(item => item.Id, StringComparer.Ordinal);
    }

    public IReadOnlyList<Evidence> Items { get; }

    public IReadOnlyList<MissingEvidence> Missing { get; }

    /// <summary>How many facts did not fit.</summary>
    public int Dropped { get; }

    /// <summary>Sorts, removes repeats, caps and numbers; ids of the drafts are ignored.</summary>
    public static EvidencePack Of(IEnumerable<Evidence> drafts, IEnumerable<MissingEvidence>? missing = null)
    {
        var sorted = drafts
            .Select(draft => (Draft: draft, Key: ContentKey(draft)))
            .DistinctBy(pair => pair.Key)
            .OrderBy(pair => Rank(pair.Draft))
            .ThenBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => pair.Draft)
            .ToList();
        var kept = sorted.Take(MaxItems).Select((draft, index) => draft with
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"E{index + 1}"),
            Subject = Storable(draft.Subject),
            Fact = Storable(Cap(draft.Fact, MaxFact)),
            Excerpt = Storable(Cap(draft.Excerpt, MaxExcerpt)),
            Values = draft.Values.ToDictionary(pair => pair.Key, pair => Storable(pair.Value), StringComparer.Ordinal),
        });
        var missed = (missing ?? []).Distinct().OrderBy(item => item.ToString(), StringComparer.Ordinal);
        return new EvidencePack([.. kept], [.. missed], Math.Max(0, sorted.Count - MaxItems));
    }

    public Evidence? Find(string id) => _byId.GetValueOrDefault(id);

    public IEnumerable<Evidence> OfKind(string kind) => Items.Where(item => item.Kind == kind);

    public bool Has(string kind) => Items.Any(item => item.Kind == kind);

    /// <summary>What a fact says, without its number and excerpt.</summary>
    internal static string ContentKey(Evidence item)
    {
        var values = string.Join('\u0001', item.Values.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}"));
        return $"{item.Kind}\u0002{item.Subject}\u0002{values}\u0002{item.Fact}\u0002{item.At.UtcTicks}";
    }

    // The alert first, then the workload as a whole, then what shows a symptom; what is cut off last is context for people.
    private static int Rank(Evidence item) => item.Kind switch
    {
        EvidenceKind.AlertClaim => 0,
        EvidenceKind.TargetMissing => 1,
        EvidenceKind.AlertMetric => 2,
        _ when item.Kind.StartsWith("workload.", StringComparison.Ordinal) => 3,
        _ when EvidenceSchema.IsSymptom(item.Kind) => 4,
        EvidenceKind.HistoryOccurrences => 5,
        EvidenceKind.EventWarning or EvidenceKind.LogTail or EvidenceKind.HistorySimilar => 7,
        _ => 6,
    };

    // jsonb takes neither NUL nor half a surrogate pair, and logs hold both.
    private static string Storable(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes().Where(rune => rune.Value != 0))
        {
            clean.Append(rune.ToString());
        }

        return clean.ToString();
    }

    private static string Cap(string text, int length)
    {
        if (text.Length <= length)
        {
            return text;
        }

        var end = char.IsHighSurrogate(text[length - 2]) ? length - 2 : length - 1;
        return text[..end] + "…";
    }
}
