using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace Awoooi.Core.Alerts;

/// <summary>The stored form of an alert (jsonb): snake case, every field present.</summary>
public static class AlertJson
{
    private static readonly AlertJsonContext Context = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        Converters = { new WordConverter<Severity>(), new WordConverter<AlertStatus>(), new WordConverter<Priority>(), new WordConverter<AutomationVerdict>(), new MetricConverter() },
    });

    public static string Write(Alert alert) => JsonSerializer.Serialize(alert, Context.Alert);

    public static byte[] WriteUtf8(Alert alert) => JsonSerializer.SerializeToUtf8Bytes(alert, Context.Alert);

    /// <exception cref="JsonException">The text is no stored alert.</exception>
    public static Alert Read(string json) => JsonSerializer.Deserialize(json, Context.Alert) ?? throw new JsonException("A stored alert is null.");

    private sealed class WordConverter<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false)
        where T : struct, Enum;

    private sealed class MetricConverter : JsonConverter<MetricValue>
    {
        public override MetricValue Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
        {
            JsonTokenType.Number => MetricValue.Of(reader.GetDouble()),
            JsonTokenType.True or JsonTokenType.False => MetricValue.Of(reader.GetBoolean()),
            JsonTokenType.String => MetricValue.Of(reader.GetString()!),
            _ => throw new JsonException("A metric must be a number, text or flag."),
        };

        public override void Write(Utf8JsonWriter writer, MetricValue value, JsonSerializerOptions options) => MetricJson.Write(writer, value);
    }
}

[JsonSerializable(typeof(Alert))]
internal sealed partial class AlertJsonContext : JsonSerializerContext;
