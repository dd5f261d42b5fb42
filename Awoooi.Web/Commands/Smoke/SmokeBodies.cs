using System.Globalization;
using System.Text.Json.Nodes;

namespace Awoooi.Web.Commands.Smoke;

/// <summary>A test alert as one source would send it.</summary>
/// <param name="Path">Below <c>/api/v1/webhooks/</c>.</param>
/// <param name="Resolved">What ends it; null where the source has no such body, which is then only previewed.</param>
internal sealed record SmokeBody(string Source, string Path, string Firing, string? Resolved);

/// <summary>Valid bodies for every webhook path; each is marked as a test by its name, or by its project where alerts have no names.</summary>
internal static class SmokeBodies
{
    private const string Name = "E2E_SMOKE_TEST";

    /// <param name="run">Makes the alerts of this run its own; each path has its own target, for an incident is one over all sources.</param>
    public static IReadOnlyList<SmokeBody> All(string run, DateTimeOffset now)
    {
        var start = Iso(now);
        return
        [
            new("standard", "alerts", Standard(run, "firing", start), Standard(run, "resolved", start)),
            new("alertmanager", "alertmanager", Group($"{run}-am", "firing", start, "4"), Group($"{run}-am", "resolved", start, "4")),
            new("grafana", "grafana", Grafana($"{run}-gf", "firing", start), Grafana($"{run}-gf", "resolved", start)),
            new("signoz", "signoz", SigNoz($"{run}-sn", "firing", start), SigNoz($"{run}-sn", "resolved", start)),
            new("signoz", "signoz/alert", Flat(run, "firing", start), Flat(run, "resolved", start)),
            new("sentry", "sentry/error", Sentry(run, "created", "unresolved"), Sentry(run, "resolved", "resolved")),
            new("kali", "kali/scan-result", Scan(run, start), null),
            new("pipeline", "pipeline", Pipeline(run, "failed", now), Pipeline(run, "success", now.AddSeconds(1))),
        ];
    }

    private static string Standard(string run, string status, string start) => new JsonObject
    {
        ["alert_type"] = Name, ["severity"] = "info", ["source"] = "smoke", ["message"] = "Smoke test of the standard webhook", ["target_resource"] = run, ["status"] = status, ["fired_at"] = start,
    }.ToJsonString();

    private static string Group(string run, string status, string start, string version) => V4(run, status, start, version).ToJsonString();

    private static string Grafana(string run, string status, string start)
    {
        var body = V4(run, status, start, "1");
        body["orgId"] = 1;
        body["title"] = Name;
        body["state"] = status == "firing" ? "alerting" : "ok";
        body["message"] = "Smoke test of the Grafana webhook";
        return body.ToJsonString();
    }

    private static string SigNoz(string run, string status, string start)
    {
        var body = V4(run, status, start, "4");
        body["alerts"]![0]!["labels"]!["ruleId"] = "0";
        body["alerts"]![0]!["generatorURL"] = "http://signoz.example.com/alerts/overview?ruleId=0";
        return body.ToJsonString();
    }

    private static JsonObject V4(string run, string status, string start, string version) => new()
    {
        ["receiver"] = "awoooi",
        ["status"] = status,
        ["version"] = version,
        ["groupKey"] = "{}",
        ["externalURL"] = "http://smoke.example.com",
        ["groupLabels"] = new JsonObject(),
        ["commonLabels"] = new JsonObject(),
        ["commonAnnotations"] = new JsonObject(),
        ["truncatedAlerts"] = 0,
        ["alerts"] = new JsonArray(new JsonObject
        {
            ["status"] = status,
            ["labels"] = new JsonObject { ["alertname"] = Name, ["severity"] = "info", ["service"] = run },
            ["annotations"] = new JsonObject { ["summary"] = "Smoke test of the webhook" },
            ["startsAt"] = start,
            ["endsAt"] = status == "firing" ? "0001-01-01T00:00:00Z" : start,
            ["generatorURL"] = "http://smoke.example.com",
            ["fingerprint"] = "0000000000000000",
        }),
    };

    private static string Flat(string run, string status, string start) => new JsonObject
    {
        ["alertname"] = Name, ["status"] = status, ["labels"] = new JsonObject { ["severity"] = "info", ["service.name"] = $"{run}-flat" },
        ["annotations"] = new JsonObject { ["summary"] = "Smoke test of the flat webhook" }, ["startsAt"] = start,
    }.ToJsonString();

    private static string Sentry(string run, string action, string status) => new JsonObject
    {
        ["action"] = action,
        ["installation"] = new JsonObject { ["uuid"] = run },
        ["data"] = new JsonObject
        {
            ["issue"] = new JsonObject
            {
                ["id"] = run, ["title"] = "Smoke test of the Sentry webhook", ["level"] = "info", ["status"] = status, ["project"] = new JsonObject { ["id"] = "0", ["slug"] = Name },
            },
        },
    }.ToJsonString();

    private static string Scan(string run, string start) => new JsonObject
    {
        ["target"] = $"{Name}-{run}",
        ["scan_result"] = new JsonObject
        {
            ["@programName"] = "ZAP",
            ["@version"] = "2.17.0",
            ["created"] = start,
            ["site"] = new JsonArray(new JsonObject
            {
                ["@name"] = "https://smoke.example.com", ["@host"] = "smoke.example.com", ["@port"] = "443", ["@ssl"] = "true",
                ["alerts"] = new JsonArray(new JsonObject
                {
                    ["pluginid"] = "0", ["alertRef"] = "0", ["alert"] = Name, ["name"] = Name, ["riskcode"] = "3", ["confidence"] = "3", ["desc"] = "Smoke test of the scan webhook", ["instances"] = new JsonArray(), ["count"] = "1",
                }),
            }),
        },
    }.ToJsonString();

    private static string Pipeline(string run, string status, DateTimeOffset at) => new JsonObject
    {
        ["object_kind"] = "pipeline",
        ["object_attributes"] = new JsonObject { ["id"] = 0, ["ref"] = run, ["status"] = status, ["detailed_status"] = status, ["duration"] = 1, ["created_at"] = GitLab(at), ["finished_at"] = GitLab(at) },
        ["project"] = new JsonObject { ["id"] = 0, ["name"] = Name, ["path_with_namespace"] = $"{Name}/{run}", ["web_url"] = "https://gitlab.example.com" },
    }.ToJsonString();

    private static string Iso(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    private static string GitLab(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}
