using System.Globalization;
using Awoooi.Core.Alerts;

namespace Awoooi.Core.Rca.Facts;

/// <summary>What the alert claims; never counted as observed.</summary>
public static class AlertEvidence
{
    private const int MaxMetrics = 10;

    public static IEnumerable<Evidence> From(Alert alert, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(alert);
        var at = alert.StartsAt ?? now;
        var target = alert.TargetResource.Length > 0 ? alert.TargetResource : "no target";
        yield return Claim(EvidenceKind.AlertClaim, at, $"{alert.Source} says {alert.AlertType} ({alert.Severity.ToString().ToLowerInvariant()}) on {target}", new()
        {
            ["alert_type"] = alert.AlertType,
            ["category"] = alert.Category,
            ["severity"] = alert.Severity.ToString().ToLowerInvariant(),
            ["target"] = alert.TargetResource,
            ["namespace"] = alert.Namespace,
        }) with
        {
            Excerpt = SecretMask.Apply(alert.Message),
            Link = alert.Links.OrderBy(link => link.Key, StringComparer.Ordinal).Select(link => link.Value).FirstOrDefault(),
        };
        foreach (var (name, metric) in alert.Metrics.Where(pair => pair.Value.Number is not null).OrderBy(pair => pair.Key, StringComparer.Ordinal).Take(MaxMetrics))
        {
            var value = metric.Number!.Value.ToString("0.######", CultureInfo.InvariantCulture);
            yield return Claim(EvidenceKind.AlertMetric, at, $"{name} is {value}", new() { ["name"] = name, ["value"] = value });
        }
    }

    private static Evidence Claim(string kind, DateTimeOffset at, string fact, Dictionary<string, string> values)
        => new() { Id = "", Source = "alert", Kind = kind, Subject = RcaSubject.AlertSubject, At = at, Fact = fact, Values = values };
}
