using System.Text.Json.Nodes;

namespace Awoooi.Infrastructure.Simulator.Http;

/// <summary>Values as Go prints them into error messages.</summary>
internal static class GoText
{
    public static string Map(JsonNode? node) => node switch
    {
        null => "<nil>",
        JsonObject map => $"map[{string.Join(' ', map.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}:{Map(pair.Value)}"))}]",
        JsonArray list => $"[{string.Join(' ', list.Select(Map))}]",
        _ => node.ToString(),
    };

    /// <summary>A string map with its Go type, as older servers print it.</summary>
    public static string Strings(JsonObject? map) =>
        $"map[string]string{{{string.Join(", ", (map ?? []).OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"\"{pair.Key}\":\"{pair.Value}\""))}}}";

    public static string Selector(JsonObject? selector) =>
        $"v1.LabelSelector{{MatchLabels:{Strings(selector?["matchLabels"] as JsonObject)}, MatchExpressions:[]v1.LabelSelectorRequirement(nil)}}";

    public static string Quote(string text) =>
        $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)}\"";
}
