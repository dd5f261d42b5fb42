using System.Diagnostics.Metrics;
using Awoooi.Core.Alerts;

namespace Awoooi.Core.Incidents;

/// <summary>Numbers of the intake, in the field's names; labels are closed lists.</summary>
public sealed class IntakeMetrics : IDisposable
{
    /// <summary>Name of the meter that every AWOOOI instrument belongs to.</summary>
    public const string MeterName = "Awoooi";

    private readonly Meter _meter = new(MeterName);
    private readonly Counter<long> _received;
    private readonly Counter<long> _deduplicated;
    private readonly Counter<long> _aggregated;
    private readonly Counter<long> _incidents;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _storms;
    private readonly Histogram<double> _latency;

    public IntakeMetrics()
    {
        _received = _meter.CreateCounter<long>("awoooi_alerts_received", description: "Alerts taken from monitoring systems.");
        _deduplicated = _meter.CreateCounter<long>("awoooi_alerts_deduplicated", description: "Alerts that were already known.");
        _aggregated = _meter.CreateCounter<long>("awoooi_alerts_aggregated", description: "Alerts that joined an open incident.");
        _incidents = _meter.CreateCounter<long>("awoooi_incidents", description: "Incidents opened.");
        _refused = _meter.CreateCounter<long>("awoooi_deliveries_refused", description: "Webhook bodies that were refused.");
        _storms = _meter.CreateCounter<long>("awoooi_alert_storm_detected", description: "Storms that began.");
        _latency = _meter.CreateHistogram("awoooi_webhook_latency", "s", "Time from the request to the durable answer.", null, new InstrumentAdvice<double>
        {
            HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1, 2, 5, 10, 30],
        });
    }

    public void Received(Delivery delivery, IntakeReceipt receipt)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        ArgumentNullException.ThrowIfNull(receipt);
        foreach (var group in delivery.Alerts.GroupBy(incoming => (incoming.Alert.Severity, incoming.Alert.Status)))
        {
            _received.Add(group.Count(), new("source", delivery.Source), new("severity", Lower(group.Key.Severity)), new("status", Lower(group.Key.Status)));
        }

        Count(_deduplicated, receipt.Duplicates, Tag("reason", "repeat"));
        Count(_deduplicated, receipt.Ignored, Tag("reason", "ignored"));
        Count(_storms, receipt.Storms);
        Count(_aggregated, receipt.Aggregated, Tag("kind", "incident"));
        foreach (var group in delivery.Alerts.GroupBy(incoming => incoming.Alert.Severity).Take(receipt.Opened > 0 ? 3 : 0))
        {
            var fingerprints = group.Select(incoming => incoming.Fingerprint).ToHashSet(StringComparer.Ordinal);
            Count(_incidents, receipt.Incidents.Count(incident => incident.IsNew && fingerprints.Contains(incident.Fingerprint)), Tag("source", delivery.Source), Tag("severity", Lower(group.Key)));
        }
    }

    public void Refused(string source, string reason) => _refused.Add(1, new("source", source), new("reason", reason));

    public void Answered(string source, TimeSpan took) => _latency.Record(took.TotalSeconds, new KeyValuePair<string, object?>("webhook_type", source));

    public void Dispose() => _meter.Dispose();

    private static void Count(Counter<long> counter, int count, params ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (count > 0)
        {
            counter.Add(count, tags);
        }
    }

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);

    private static string Lower(Severity severity) => severity switch
    {
        Severity.Critical => "critical",
        Severity.Warning => "warning",
        _ => "info",
    };

    private static string Lower(AlertStatus status) => status == AlertStatus.Firing ? "firing" : "resolved";
}
