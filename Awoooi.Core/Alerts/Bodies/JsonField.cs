using System.Globalization;
using System.Text.Json;

namespace Awoooi.Core.Alerts.Bodies;

/// <summary>Readers of single values; each leaves the reader on the value's last token and answers null with a reason when the type is wrong.</summary>
internal static class JsonField
{
    /// <summary>More pairs than this in one map is refused: it bounds what one hostile alert may cost.</summary>
    public const int MaxPairs = 1_024;

    public static string Kind(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.StartObject or JsonTokenType.EndObject => "an object",
        JsonTokenType.StartArray or JsonTokenType.EndArray => "an array",
        JsonTokenType.String => "a string",
        JsonTokenType.Number => "a number",
        JsonTokenType.True or JsonTokenType.False => "a boolean",
        _ => "null",
    };

    public static bool TryText(ref Utf8JsonReader reader, string path, out string text, out BodyFault? fault)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            text = JsonText.Decode(ref reader);
            fault = null;
            return true;
        }

        text = "";
        fault = Wrong(path, "a string", ref reader);
        return false;
    }

    /// <summary>Null and Go's zero time both mean "not said".</summary>
    public static bool TryTime(ref Utf8JsonReader reader, string path, out DateTimeOffset? time, out BodyFault? fault)
    {
        time = null;
        fault = null;
        if (reader.TokenType == JsonTokenType.Null)
        {
            return true;
        }

        if (!TryText(ref reader, path, out var text, out fault))
        {
            return false;
        }

        if (text.Length == 0 || text.StartsWith("0001-01-01", StringComparison.Ordinal))
        {
            return true;
        }

        if (TryParseTime(text, out var parsed))
        {
            time = parsed;
            return true;
        }

        fault = new BodyFault(path, $"must be an ISO 8601 time, not '{StorableText.Clean(text, 64).Text}'");
        return false;
    }

    public static bool TryParseTime(string text, out DateTimeOffset time)
    {
        // The general parser alone would also take "5/6" or a bare time of day.
        if (text.Length is >= 10 and <= 40 && text[4] == '-' && text[7] == '-'
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var parsed))
        {
            // The database keeps microseconds; an identity must survive the round trip.
            time = new DateTimeOffset(parsed.UtcTicks - (parsed.UtcTicks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);
            return true;
        }

        time = default;
        return false;
    }

    /// <summary>A map of texts. A name that appears twice is refused: which one names the victim would be a guess.</summary>
    public static bool TryTexts(ref Utf8JsonReader reader, string path, out List<KeyValuePair<string, string>> pairs, out BodyFault? fault)
    {
        pairs = [];
        fault = null;
        if (reader.TokenType == JsonTokenType.Null)
        {
            return true;
        }

        if (reader.TokenType != JsonTokenType.StartObject)
        {
            fault = Wrong(path, "an object", ref reader);
            return false;
        }

        HashSet<string>? seen = null;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = JsonText.DecodeName(ref reader);
            _ = reader.Read();
            if (!TryText(ref reader, At(path, name), out var value, out fault))
            {
                return false;
            }

            if (pairs.Count == 8)
            {
                seen = [.. pairs.Select(pair => pair.Key)];
            }

            if (seen is null ? pairs.Exists(pair => pair.Key == name) : !seen.Add(name))
            {
                fault = new BodyFault(At(path, name), "appears twice");
                return false;
            }

            if (pairs.Count == MaxPairs)
            {
                fault = new BodyFault(path, $"has more than {MaxPairs} entries");
                return false;
            }

            pairs.Add(new(name, value));
        }

        return true;
    }

    public static BodyFault Wrong(string path, string wanted, ref Utf8JsonReader reader) => new(path, $"must be {wanted}, not {Kind(ref reader)}");

    /// <summary>JSON path of a member; a name that is not a plain word is quoted.</summary>
    public static string At(string path, string name)
    {
        var shown = StorableText.Clean(name, 64).Text;
        var plain = shown.Length > 0 && shown.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');
        return plain ? $"{path}.{shown}" : $"{path}['{shown.Replace("'", "\\'", StringComparison.Ordinal)}']";
    }
}
