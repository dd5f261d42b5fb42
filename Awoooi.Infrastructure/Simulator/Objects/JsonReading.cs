using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Awoooi.Infrastructure.Simulator.Objects;

/// <summary>Forgiving reads of a JSON tree: a missing or differently typed place reads as null.</summary>
internal static class JsonReading
{
    public static JsonNode? At(this JsonNode? node, params ReadOnlySpan<string> path)
    {
        foreach (var step in path)
        {
            if (node is not JsonObject map || !map.TryGetPropertyValue(step, out node))
            {
                return null;
            }
        }

        return node;
    }

    public static string? Text(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.At(path) is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    // A number may be backed by any CLR type or by parsed text; its JSON form is the only common ground.
    public static long? Number(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.At(path) is JsonValue value && value.GetValueKind() == JsonValueKind.Number
        && long.TryParse(value.ToJsonString(), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    public static bool Flag(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.At(path) is JsonValue value && value.GetValueKind() == JsonValueKind.True;

    public static DateTimeOffset? Instant(this JsonNode? node, params ReadOnlySpan<string> path) =>
        DateTimeOffset.TryParse(node.Text(path), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    public static JsonObject? Map(this JsonNode? node, params ReadOnlySpan<string> path) => node.At(path) as JsonObject;

    public static JsonArray? List(this JsonNode? node, params ReadOnlySpan<string> path) => node.At(path) as JsonArray;

    public static IEnumerable<JsonObject> Maps(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.At(path) is JsonArray list ? list.OfType<JsonObject>() : [];

    public static JsonObject Copy(this JsonObject map) => (JsonObject)map.DeepClone();

    /// <summary>The object at the path, made (with everything above it) when absent.</summary>
    public static JsonObject Make(this JsonObject map, params ReadOnlySpan<string> path)
    {
        foreach (var step in path)
        {
            if (map[step] is not JsonObject next)
            {
                map[step] = next = [];
            }

            map = next;
        }

        return map;
    }

    /// <summary>Sets a counter the way Go's omitempty writes it: zero is absent.</summary>
    public static void SetCounter(this JsonObject map, string name, long value)
    {
        if (value == 0)
        {
            map.Remove(name);
        }
        else
        {
            map[name] = value;
        }
    }

    public static string Rfc3339(this DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public static string Rfc3339Micro(this DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
}
