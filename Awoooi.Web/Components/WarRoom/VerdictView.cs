using System.Globalization;
using System.Text.Json.Nodes;

namespace Awoooi.Web.Components.WarRoom;

/// <summary>A stored verdict as a card shows it. Null means unknown and is written so, never as 0.</summary>
public sealed record VerdictView
{
    public required string English { get; init; }

    public required string Chinese { get; init; }

    public required int? Confidence { get; init; }

    public required IReadOnlyList<string> Cites { get; init; }

    public double? DowntimeSeconds { get; init; }

    public int? Services { get; init; }

    /// <summary>One of none, readonly, write, destructive.</summary>
    public string? Data { get; init; }

    public int? AffectedPods { get; init; }

    public int? TotalPods { get; init; }

    /// <summary>Other causes that the evidence leaves open, with their share.</summary>
    public IReadOnlyList<(string Cause, int? Confidence)> Alternatives { get; init; } = [];

    public IReadOnlyList<string> Missing { get; init; } = [];

    public bool Unsure { get; init; }

    /// <summary>The cause in the language of the face, as far as the provider speaks it.</summary>
    public string Cause => CultureInfo.CurrentUICulture.Name.StartsWith("zh", StringComparison.Ordinal) && Chinese.Length > 0 ? Chinese : English;

    public static VerdictView? Of(JsonNode? verdict)
    {
        if (verdict is not JsonObject)
        {
            return null;
        }

        var blast = verdict["blast_radius"];
        return new VerdictView
        {
            English = Text(verdict["root_cause"]) ?? "",
            Chinese = Text(verdict["root_cause_zh"]) ?? "",
            Confidence = Whole(verdict["confidence"]),
            Cites = Texts(verdict["cites"]),
            DowntimeSeconds = Number(blast?["downtime_seconds"]),
            Services = (blast?["related_services"] as JsonArray)?.Count,
            Data = Text(blast?["data_impact"]),
            AffectedPods = Whole(blast?["affected_pods"]),
            TotalPods = Whole(blast?["total_pods"]),
            Alternatives = [.. (verdict["alternatives"] as JsonArray ?? []).Select(other => (Text(other?["root_cause"]) ?? "", Whole(other?["confidence"])))],
            Missing = Texts(verdict["evidence_missing"]),
            Unsure = Text(verdict["cause"]) == "not-enough-evidence",
        };
    }

    internal static string? Text(JsonNode? node) => node?.ToString();

    internal static IReadOnlyList<string> Texts(JsonNode? node) => [.. (node as JsonArray ?? []).Select(Text).OfType<string>()];

    private static double? Number(JsonNode? node) => double.TryParse(Text(node), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static int? Whole(JsonNode? node) => Number(node) is { } number ? (int)number : null;
}

/// <summary>One piece of stored evidence. <paramref name="Excerpt"/> is untrusted text.</summary>
/// <param name="Link">A page of another system; http and https only.</param>
public sealed record FactView(string Id, string Source, DateTimeOffset? At, string Fact, string Kind, string? Excerpt, Uri? Link, bool ObservedByUs, bool Cited)
{
    public static IReadOnlyList<FactView> Of(JsonNode? evidence, IReadOnlyList<string> cites)
        => [.. (evidence as JsonArray ?? []).OfType<JsonObject>().Select(item => One(item, cites)).OrderByDescending(fact => fact.Cited)];

    private static FactView One(JsonObject item, IReadOnlyList<string> cites)
    {
        var id = VerdictView.Text(item["id"]) ?? "";
        return new FactView(
            id,
            VerdictView.Text(item["source"]) ?? "",
            DateTimeOffset.TryParse(VerdictView.Text(item["at"]), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null,
            VerdictView.Text(item["fact"]) ?? "",
            VerdictView.Text(item["kind"]) ?? "",
            VerdictView.Text(item["excerpt"]),
            Safe(VerdictView.Text(item["link"])),
            VerdictView.Text(item["observed_by_us"]) == "true",
            cites.Contains(id));
    }

    // The text came with an alert; a link of any other scheme could run something.
    private static Uri? Safe(string? link)
        => Uri.TryCreate(link, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp) ? uri : null;
}
