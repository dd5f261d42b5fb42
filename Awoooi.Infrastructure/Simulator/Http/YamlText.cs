using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Awoooi.Infrastructure.Simulator.Http;

/// <summary>JSON written as YAML with sorted keys, the way the API server does it.</summary>
internal static class YamlText
{
    public static string Of(JsonObject body)
    {
        var text = new StringBuilder();
        Write(text, body, "");
        return text.ToString();
    }

    private static void Write(StringBuilder text, JsonObject map, string indent)
    {
        foreach (var (name, value) in map.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            text.Append(indent).Append(name).Append(':');
            WriteValue(text, value, indent + "  ", indent);
        }
    }

    private static void WriteValue(StringBuilder text, JsonNode? value, string indent, string listIndent)
    {
        switch (value)
        {
            case JsonObject { Count: > 0 } map:
                text.Append('\n');
                Write(text, map, indent);
                break;
            case JsonArray { Count: > 0 } list:
                text.Append('\n');
                foreach (var item in list)
                {
                    WriteItem(text, item, listIndent);
                }

                break;
            default:
                text.Append(' ').Append(Scalar(value)).Append('\n');
                break;
        }
    }

    private static void WriteItem(StringBuilder text, JsonNode? item, string indent)
    {
        if (item is not JsonObject { Count: > 0 } map)
        {
            text.Append(indent).Append("- ").Append(Scalar(item)).Append('\n');
            return;
        }

        var block = new StringBuilder();
        Write(block, map, indent + "  ");
        text.Append(indent).Append("- ").Append(block.ToString().AsSpan(indent.Length + 2));
    }

    private static string Scalar(JsonNode? value) => value switch
    {
        null => "null",
        JsonObject => "{}",
        JsonArray => "[]",
        JsonValue scalar when scalar.GetValueKind() == JsonValueKind.String => Text(scalar.GetValue<string>()),
        _ => value.ToJsonString(),
    };

    // Text that YAML would read as a number, a date or a flag is quoted; so is anything with syntax in it.
    private static string Text(string text)
    {
        var plain = text.Length > 0 && char.IsLetter(text[0]) && text.All(c => char.IsLetterOrDigit(c) || c is '.' or '-' or '_' or '/')
            && text is not ("true" or "false" or "null" or "yes" or "no" or "on" or "off" or "y" or "n");
        plain |= text.Length == 36 && Guid.TryParse(text, CultureInfo.InvariantCulture, out _) && text.Any(char.IsLetter);
        return plain ? text : $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)}\"";
    }
}
