using System.Buffers;
using System.Text.Json;

namespace Awoooi.Core.Alerts;

/// <summary>What a body would become, shown without storing anything.</summary>
public static class AlertPreview
{
    /// <summary>Writes <c>{"source","alerts":[…],"rejected":[…]}</c>; alerts in body order, absent values null.</summary>
    public static void Write(IBufferWriter<byte> output, string source, Normalisation normalisation, string installationCluster)
    {
        ArgumentNullException.ThrowIfNull(normalisation);
        using var writer = new Utf8JsonWriter(output);
        writer.WriteStartObject();
        writer.WriteString("source", source);
        writer.WriteStartArray("alerts");
        foreach (var item in normalisation.Alerts)
        {
            Write(writer, item.Alert, installationCluster);
        }

        writer.WriteEndArray();
        writer.WriteStartArray("rejected");
        foreach (var rejection in normalisation.Rejected)
        {
            writer.WriteStartObject();
            writer.WriteNumber("index", rejection.Index);
            writer.WriteString("reason", rejection.Reason);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, Alert alert, string installationCluster)
    {
        writer.WriteStartObject();
        writer.WriteString("alert_type", alert.AlertType);
        writer.WriteString("category", alert.Category);
        writer.WriteString("severity", Word(alert.Severity));
        writer.WriteString("status", Word(alert.Status));
        WriteOrNull(writer, "namespace", alert.Namespace);
        WriteOrNull(writer, "target_resource", alert.TargetResource);
        WriteOrNull(writer, "resource_type", alert.ResourceType);
        WriteOrNull(writer, "workload", alert.Workload);
        WriteOrNull(writer, "cluster", alert.Cluster);
        writer.WriteString("fingerprint", Fingerprint.Of(alert, installationCluster));
        writer.WriteString("priority", alert.Priority.ToString());
        writer.WriteString("automation", Word(alert.Automation));
        writer.WriteStartObject("metrics");
        foreach (var (name, value) in alert.Metrics)
        {
            writer.WritePropertyName(name);
            MetricJson.Write(writer, value);
        }

        writer.WriteEndObject();
        writer.WriteStartObject("labels");
        foreach (var (name, value) in alert.Labels)
        {
            writer.WriteString(name, value);
        }

        writer.WriteEndObject();
        writer.WriteBoolean("test", alert.Test);
        writer.WriteBoolean("heartbeat", alert.Heartbeat);
        writer.WriteBoolean("blind", alert.Blind);
        writer.WriteEndObject();
    }

    private static void WriteOrNull(Utf8JsonWriter writer, string name, string value)
    {
        if (value.Length == 0)
        {
            writer.WriteNull(name);
        }
        else
        {
            writer.WriteString(name, value);
        }
    }

    private static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
