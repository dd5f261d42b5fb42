using System.Globalization;
using System.Text.Json.Nodes;
using Awoooi.Infrastructure.Simulator.Objects;

namespace Awoooi.Infrastructure.Simulator.Patching;

/// <summary>
/// RFC 6902 with the API server's own habits: "replace" of a missing map key adds it, "test" for null passes on a missing
/// key, and every failure looks alike.
/// </summary>
internal static class JsonPatch
{
    /// <summary>The patched copy, or null when any operation fails (the server tells no more than that).</summary>
    public static JsonObject? Apply(JsonObject target, JsonArray operations)
    {
        JsonNode? document = target.DeepClone();
        foreach (var operation in operations)
        {
            if (operation is not JsonObject step || !Run(ref document, step))
            {
                return null;
            }
        }

        return document as JsonObject;
    }

    private static bool Run(ref JsonNode? document, JsonObject step)
    {
        if (step.Text("path") is not { } path)
        {
            return false;
        }

        var value = step["value"];
        switch (step.Text("op"))
        {
            case "test":
                return TryRead(document, path, out var present) ? JsonNode.DeepEquals(present, value) : value is null;
            case "add":
                return Write(ref document, path, value, insert: true);
            case "replace":
                return Write(ref document, path, value, insert: false);
            case "remove":
                return Remove(document, path);
            case "copy":
                return TryRead(document, step.Text("from") ?? "", out var copied) && Write(ref document, path, copied, insert: true);
            case "move":
                var from = step.Text("from") ?? "";
                if (!TryRead(document, from, out var found))
                {
                    return false;
                }

                var moved = found?.DeepClone();
                return Remove(document, from) && Write(ref document, path, moved, insert: true);
            default:
                return false;
        }
    }

    private static bool TryRead(JsonNode? document, string path, out JsonNode? found)
    {
        found = document;
        foreach (var step in Steps(path))
        {
            switch (found)
            {
                case JsonObject map when map.TryGetPropertyValue(step, out var value):
                    found = value;
                    break;
                case JsonArray list when Index(list, step) is { } index && index < list.Count:
                    found = list[index];
                    break;
                default:
                    found = null;
                    return false;
            }
        }

        return true;
    }

    private static bool Write(ref JsonNode? document, string path, JsonNode? value, bool insert)
    {
        var steps = Steps(path);
        if (steps.Length == 0)
        {
            document = value?.DeepClone();
            return true;
        }

        if (!TryRead(document, Parent(path), out var parent))
        {
            return false;
        }

        switch (parent)
        {
            case JsonObject map:
                map[steps[^1]] = value?.DeepClone();
                return true;
            case JsonArray list when insert && steps[^1] == "-":
                list.Add(value?.DeepClone());
                return true;
            case JsonArray list when Index(list, steps[^1]) is { } index && index < list.Count + (insert ? 1 : 0):
                if (insert)
                {
                    list.Insert(index, value?.DeepClone());
                }
                else
                {
                    list[index] = value?.DeepClone();
                }

                return true;
            default:
                return false;
        }
    }

    private static bool Remove(JsonNode? document, string path)
    {
        var steps = Steps(path);
        if (steps.Length == 0 || !TryRead(document, Parent(path), out var parent))
        {
            return false;
        }

        switch (parent)
        {
            case JsonObject map:
                return map.Remove(steps[^1]);
            case JsonArray list when Index(list, steps[^1]) is { } index && index < list.Count:
                list.RemoveAt(index);
                return true;
            default:
                return false;
        }
    }

    private static string Parent(string path) => path[..path.LastIndexOf('/')];

    private static string[] Steps(string path) => path.Length == 0
        ? []
        : [.. path.Split('/').Skip(1).Select(step => step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal))];

    private static int? Index(JsonArray list, string step) =>
        int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index <= list.Count ? index : null;
}
