using System.Text.Json;
using Awoooi.Core.Alerts.Bodies;

namespace Awoooi.Core.Alerts.Sources.Standard;

/// <summary>Reads the <c>metrics</c> map: numbers, texts and flags.</summary>
internal static class StandardMetrics
{
    public static bool TryRead(ref Utf8JsonReader reader, string path, out List<KeyValuePair<string, MetricValue>> metrics, out BodyFault? fault)
    {
        metrics = [];
        fault = null;
        if (reader.TokenType == JsonTokenType.Null)
        {
            return true;
        }

        if (reader.TokenType != JsonTokenType.StartObject)
        {
            fault = JsonField.Wrong(path, "an object", ref reader);
            return false;
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = JsonText.Decode(ref reader);
            _ = reader.Read();
            if (metrics.Count == JsonField.MaxPairs)
            {
                fault = new BodyFault(path, $"has more than {JsonField.MaxPairs} entries");
                return false;
            }

            if (Value(ref reader, JsonField.At(path, name), out fault) is not { } value)
            {
                return false;
            }

            metrics.Add(new(name, value));
        }

        return true;
    }

    private static MetricValue? Value(ref Utf8JsonReader reader, string path, out BodyFault? fault)
    {
        fault = null;
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                return MetricValue.Of(JsonText.Decode(ref reader));
            case JsonTokenType.True or JsonTokenType.False:
                return MetricValue.Of(reader.GetBoolean());
            case JsonTokenType.Number when reader.TryGetDouble(out var number) && double.IsFinite(number):
                return MetricValue.Of(number);
            case JsonTokenType.Number:
                fault = new BodyFault(path, "is a number out of range");
                return null;
            default:
                fault = JsonField.Wrong(path, "a number, string or boolean", ref reader);
                return null;
        }
    }
}
