using System.Text.Json.Nodes;
using Awoooi.Core.Alerts;
using Awoooi.Core.Incidents;

namespace Awoooi.Web.Components.Dev;

/// <summary>Made-up incidents with what an analysis stores.</summary>
internal static class SampleIncidents
{
    public static Incident Of(int number, string type, string ns, string name, Priority priority, DateTimeOffset opened, string message, long hits = 1) => new()
    {
        Id = Id(number),
        Number = number,
        Fingerprint = $"{number}",
        ClassKey = $"home:{type}:{ns}/{name}",
        Source = "alertmanager",
        AlertType = type,
        Category = "errors",
        Automation = AutomationVerdict.Approve,
        Severity = Severity.Critical,
        Priority = priority,
        Namespace = ns,
        TargetResource = name,
        ResourceType = "deployment",
        Workload = name,
        Cluster = "home",
        Message = message,
        Status = IncidentStatus.Open,
        OpenedAt = opened,
        LastSeenAt = opened.AddMinutes(1),
        AnalysedAt = opened.AddSeconds(20),
        Firing = 1,
        HitCount = hits,
        Occurrences = 1,
        Test = false,
        Blind = false,
        Elsewhere = false,
    };

    public static Guid Id(int number) => new($"018f0000-0000-7000-8000-{number:D12}");

    public static JsonObject Verdict(string english, string chinese, int confidence, int pods, params string[] related) => new()
    {
        ["cause"] = "deploy-error-rate",
        ["root_cause"] = english,
        ["root_cause_zh"] = chinese,
        ["confidence"] = confidence,
        ["cites"] = new JsonArray("E1", "E2", "E3", "E5"),
        ["blast_radius"] = new JsonObject
        {
            ["downtime_seconds"] = 0,
            ["related_services"] = new JsonArray([.. related.Select(name => (JsonNode)name)]),
            ["data_impact"] = "none",
            ["affected_pods"] = pods,
            ["total_pods"] = pods,
        },
        ["alternatives"] = new JsonArray(new JsonObject { ["root_cause"] = "The database is slow", ["confidence"] = 6 }),
        ["evidence_missing"] = new JsonArray("SigNoz did not answer in 3 s"),
    };

    public static JsonArray Evidence(DateTimeOffset at) =>
    [
        Fact("E1", "prometheus", at, "Errors of payment-api 6.8\u00a0%, an hour ago 0.2\u00a0%", "https://grafana.example/d/errors"),
        Fact("E2", "kubernetes", at.AddMinutes(-10), "Rollout of revision 42 began, image 5.3.0 → 5.3.1", null, "workload.rollout"),
        Fact("E3", "sentry", at.AddSeconds(2), "214 events, new in 5.3.1: NullReference in RefundHandler", "https://sentry.example/issues/214"),
        Fact("E4", "prometheus", at, "p95 of orders-db 4 ms, no lock waits", null),
        Fact("E5", "kubernetes", at, "4 of 4 pods ready, 0 restarts, memory 41\u00a0%", null),
        Fact("E6", "prometheus", at, "Traffic 1,900 users a minute, usual for this hour", "https://grafana.example/d/traffic"),
    ];

    private static JsonObject Fact(string id, string source, DateTimeOffset at, string text, string? link, string kind = "alert.metric")
        => new() { ["id"] = id, ["source"] = source, ["at"] = at.ToString("O", System.Globalization.CultureInfo.InvariantCulture), ["fact"] = text, ["kind"] = kind, ["observed_by_us"] = true, ["link"] = link };
}
