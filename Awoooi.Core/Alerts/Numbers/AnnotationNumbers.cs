using System.Globalization;

namespace Awoooi.Core.Alerts.Numbers;

/// <summary>
/// Reads numbers with a percent sign or a unit out of an alert's sentences into named metrics. One pass over at most
/// <see cref="MostCharacters"/> characters per text, no backtracking.
/// </summary>
internal static class AnnotationNumbers
{
    private const int MostCharacters = 2_000;
    private const int MostMetrics = 16;

    private static readonly string[] Texts = ["summary", "description", "message", "value", "current_value"];

    // A number after one of these is a threshold or a time window, not what was measured.
    private static readonly HashSet<string> NotMeasured = new(StringComparer.OrdinalIgnoreCase)
    {
        "for", "last", "past", "next", "within", "above", "over", "below", "under", "than", "exceeds", "exceeded", "threshold", "limit", "least", "most", "every", ">", "<", ">=", "<=",
    };

    public static Dictionary<string, MetricValue> Read(string alertName, LabelDictionary annotations)
    {
        var metrics = new Dictionary<string, MetricValue>(StringComparer.Ordinal);
        if (annotations.Count == 0)
        {
            return metrics;
        }

        foreach (var name in Texts)
        {
            var text = annotations[name];
            Scan(text.AsSpan(0, Math.Min(text.Length, MostCharacters)), alertName, metrics);
        }

        return metrics;
    }

    private static void Scan(ReadOnlySpan<char> text, string alertName, Dictionary<string, MetricValue> metrics)
    {
        for (var at = 0; at < text.Length && metrics.Count < MostMetrics;)
        {
            if (!char.IsAsciiDigit(text[at]) || (at > 0 && (char.IsLetterOrDigit(text[at - 1]) || text[at - 1] is '.' or '-' or '_' or ':' or '/')))
            {
                at++;
                continue;
            }

            var start = at;
            while (at < text.Length && (char.IsAsciiDigit(text[at]) || (text[at] is '.' or ',' && at + 1 < text.Length && char.IsAsciiDigit(text[at + 1]))))
            {
                at++;
            }

            var after = at < text.Length && text[at] == ' ' ? at + 1 : at;
            var unit = Units.At(text[after..]);
            if (unit is not null && !NotMeasured.Contains(WordBefore(text[..start]))
                && double.TryParse(text[start..at], NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var number)
                && double.IsFinite(number))
            {
                var name = Units.NameOf(unit.Value, Sentence(text, start), alertName);
                if (name is not null)
                {
                    metrics.TryAdd(name, MetricValue.Of(number * unit.Value.Factor));
                }
            }
        }
    }

    private static string WordBefore(ReadOnlySpan<char> text)
    {
        text = text.TrimEnd();
        var space = text.LastIndexOfAny(' ', '\n', '(');
        return text[(space + 1)..].ToString();
    }

    // "v1.2" is not the end of a sentence; a full stop followed by a blank is.
    private static ReadOnlySpan<char> Sentence(ReadOnlySpan<char> text, int at)
    {
        var start = Math.Max(text[..at].LastIndexOf(". "), text[..at].LastIndexOf('\n')) + 1;
        var length = text[at..].IndexOfAny("\n;");
        var stop = text[at..].IndexOf(". ");
        var end = Math.Min(length < 0 ? text.Length - at : length, stop < 0 ? text.Length - at : stop);
        return text[start..(at + end)];
    }
}
