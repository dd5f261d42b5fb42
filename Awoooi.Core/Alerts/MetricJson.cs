using System.Text.Json;

namespace Awoooi.Core.Alerts;

internal static class MetricJson
{
    public static void Write(Utf8JsonWriter writer, MetricValue value)
    {
        if (value.Number is { } number)
        {
            writer.WriteNumberValue(number);
        }
        else if (value.Flag is { } flag)
        {
            writer.WriteBooleanValue(flag);
        }
        else
        {
            writer.WriteStringValue(value.Text);
        }
    }
}
