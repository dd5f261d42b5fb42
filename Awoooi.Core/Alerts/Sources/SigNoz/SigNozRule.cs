using System.Buffers;
using System.Globalization;

namespace Awoooi.Core.Alerts.Sources.SigNoz;

/// <summary>What SigNoz means by an alert's labels and annotations.</summary>
internal static class SigNozRule
{
    // They change while the same alert goes on, so they must not be part of its identity.
    private static readonly string[] Passing = ["is_recovering", "lastSeen"];

    private static readonly SearchValues<char> OfNumbers = SearchValues.Create("0123456789+-.eE");

    private static readonly (string Annotation, string Link)[] Links = [("related_logs", "logs"), ("related_traces", "traces")];

    public static RawAlert Read(RawAlert raw)
    {
        var passing = raw.Labels.Where(label => Passing.Contains(label.Key)).ToList();
        return raw with
        {
            Labels = passing.Count == 0 ? raw.Labels : [.. raw.Labels.Except(passing)],
            Annotations = passing.Count == 0 ? raw.Annotations : [.. raw.Annotations, .. passing.Where(label => raw.Annotations.All(known => known.Key != label.Key))],
            SeverityWord = raw.SeverityWord is { Length: > 0 } word ? word : Text(raw.Labels, "threshold.name"),
            Links = [.. raw.Links, .. Links.Select(pair => new KeyValuePair<string, string>(pair.Link, Text(raw.Annotations, pair.Annotation))), new("rule", Text(raw.Labels, "ruleSource"))],
            Metrics = [.. Numbers(raw.Annotations)],
        };
    }

    private static IEnumerable<KeyValuePair<string, MetricValue>> Numbers(IReadOnlyList<KeyValuePair<string, string>> annotations)
    {
        foreach (var name in new[] { "value", "threshold.value" })
        {
            var text = Text(annotations, name).AsSpan().Trim();
            var end = text.IndexOfAnyExcept(OfNumbers);
            if (double.TryParse(end < 0 ? text : text[..end], NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number))
            {
                yield return new(name, MetricValue.Of(number));
            }
        }
    }

    private static string Text(IReadOnlyList<KeyValuePair<string, string>> pairs, string name)
    {
        foreach (var (key, value) in pairs)
        {
            if (key == name)
            {
                return value;
            }
        }

        return "";
    }
}
