using System.Text.Json;
using Awoooi.Core.Alerts.Bodies;

namespace Awoooi.Core.Alerts.Sources;

/// <summary>Reads the numbers behind a rule, by the letter of their query; anything that is no number is passed over.</summary>
internal static class V4Values
{
    public static bool Read(ref Utf8JsonReader reader, List<KeyValuePair<string, MetricValue>> values)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.ValueSpan.Length <= StorableText.NameCap && values.Count < StorableText.LabelCount ? JsonText.DecodeName(ref reader) : "";
            _ = reader.Read();
            if (name.Length > 0 && reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out var number) && double.IsFinite(number))
            {
                values.Add(new(name, MetricValue.Of(number)));
            }
            else
            {
                reader.Skip();
            }
        }

        return true;
    }
}
