namespace Awoooi.Core.Alerts;

/// <summary>One value of an alert's metrics: exactly one of number, text or flag is set.</summary>
public readonly record struct MetricValue(double? Number, string? Text, bool? Flag)
{
    public static MetricValue Of(double number) => new(number, null, null);

    public static MetricValue Of(string text) => new(null, text, null);

    public static MetricValue Of(bool flag) => new(null, null, flag);
}
