using System.Text.Json;
using System.Text.Json.Serialization;

namespace Awoooi.Core.Alerts;

/// <summary>An alert as it is kept in the database.</summary>
public static class AlertJson
{
    public static string Serialize(Alert alert) => JsonSerializer.Serialize(alert, AlertJsonContext.Default.Alert);

    public static Alert Deserialize(string json) => JsonSerializer.Deserialize(json, AlertJsonContext.Default.Alert) ?? throw new JsonException("an alert is never null");
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Alert))]
internal sealed partial class AlertJsonContext : JsonSerializerContext;
