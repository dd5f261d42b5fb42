namespace Awoooi.Core.Alerts;

/// <summary>Keeps only links that a browser may follow safely: absolute http or https.</summary>
internal static class AlertLinks
{
    private const int Most = 16;

    private static readonly string[] AnnotationNames = ["runbook_url", "runbook", "dashboard_url", "dashboard"];

    public static LabelDictionary Of(IReadOnlyList<KeyValuePair<string, string>> stated, LabelDictionary annotations)
    {
        var links = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, url) in stated)
        {
            Add(links, name, url);
        }

        foreach (var name in AnnotationNames)
        {
            Add(links, name.EndsWith("_url", StringComparison.Ordinal) ? name[..^4] : name, annotations[name]);
        }

        return LabelDictionary.Of((IReadOnlyCollection<KeyValuePair<string, string>>)links);
    }

    private static void Add(Dictionary<string, string> links, string name, string url)
    {
        if (links.Count < Most && IsWeb(url))
        {
            links.TryAdd(StorableText.Clean(name, StorableText.NameCap).Text, url);
        }
    }

    private static bool IsWeb(string url) =>
        url.Length is > 0 and <= StorableText.MessageCap
        && (url.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || url.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
        && StorableText.Clean(url, url.Length).Text.Length == url.Length
        && Uri.TryCreate(url, UriKind.Absolute, out _);
}
