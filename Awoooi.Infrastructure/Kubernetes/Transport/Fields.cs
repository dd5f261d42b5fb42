using System.Globalization;
using System.Text.Json;

namespace Awoooi.Infrastructure.Kubernetes.Transport;

/// <summary>Reads API objects by path; what is absent or null reads as null, zero or empty, as the API means it.</summary>
internal static class Fields
{
    public static JsonElement? At(this JsonElement element, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
            {
                return null;
            }
        }

        return element.ValueKind == JsonValueKind.Null ? null : element;
    }

    public static string? Text(this JsonElement element, params ReadOnlySpan<string> path) =>
        element.At(path) is { ValueKind: JsonValueKind.String } found ? found.GetString() : null;

    public static long Number(this JsonElement element, params ReadOnlySpan<string> path) =>
        element.At(path) is { ValueKind: JsonValueKind.Number } found && found.TryGetInt64(out var value) ? value : 0;

    public static int Count(this JsonElement element, params ReadOnlySpan<string> path) =>
        (int)Math.Clamp(element.Number(path), int.MinValue, int.MaxValue);

    public static bool Flag(this JsonElement element, params ReadOnlySpan<string> path) =>
        element.At(path) is { ValueKind: JsonValueKind.True };

    public static DateTimeOffset? Time(this JsonElement element, params ReadOnlySpan<string> path) =>
        DateTimeOffset.TryParse(element.Text(path), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;

    public static IEnumerable<JsonElement> Items(this JsonElement element, params ReadOnlySpan<string> path) =>
        element.At(path) is { ValueKind: JsonValueKind.Array } found ? found.EnumerateArray() : [];

    public static IReadOnlyDictionary<string, string> Map(this JsonElement element, params ReadOnlySpan<string> path)
    {
        var map = new Dictionary<string, string>(StringComparer.Ordinal);
        if (element.At(path) is { ValueKind: JsonValueKind.Object } found)
        {
            foreach (var property in found.EnumerateObject())
            {
                map[property.Name] = property.Value.ValueKind == JsonValueKind.String ? property.Value.GetString()! : property.Value.GetRawText();
            }
        }

        return map;
    }

    /// <summary>The condition of that type in <c>status.conditions</c>.</summary>
    public static JsonElement? Condition(this JsonElement element, string type)
    {
        foreach (var condition in element.Items("status", "conditions"))
        {
            if (condition.Text("type") == type)
            {
                return condition;
            }
        }

        return null;
    }

    /// <summary>The owner that controls the object.</summary>
    public static JsonElement? Controller(this JsonElement element)
    {
        foreach (var owner in element.Items("metadata", "ownerReferences"))
        {
            if (owner.Flag("controller"))
            {
                return owner;
            }
        }

        return null;
    }
}
