namespace Awoooi.Web.Components.WarRoom;

/// <summary>Names of evidence sources as their makers write them.</summary>
internal static class SourceNames
{
    private static readonly Dictionary<string, string> Known = new(StringComparer.Ordinal)
    {
        ["kubernetes"] = "Kubernetes",
        ["prometheus"] = "Prometheus",
        ["alertmanager"] = "Alertmanager",
        ["grafana"] = "Grafana",
        ["signoz"] = "SigNoz",
        ["sentry"] = "Sentry",
    };

    /// <summary>A source that is not known keeps the name it came with.</summary>
    public static string Of(string source) => Known.GetValueOrDefault(source, source);
}
