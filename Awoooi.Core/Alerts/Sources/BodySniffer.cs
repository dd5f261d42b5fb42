using System.Text.Json;
using Awoooi.Core.Alerts.Bodies;

namespace Awoooi.Core.Alerts.Sources;

/// <summary>Tells whose body this is when its shape leaves no doubt; a cross-check of the path, never a choice of the source.</summary>
internal static class BodySniffer
{
    private static readonly Dictionary<string, string> Paths = new(StringComparer.Ordinal)
    {
        ["standard"] = "alerts", ["alertmanager"] = "alertmanager", ["grafana"] = "grafana", ["signoz"] = "signoz",
        ["sentry"] = "sentry/error", ["kali"] = "kali/scan-result", ["pipeline"] = "pipeline",
    };

    private static readonly PickShape Marks = PickShape.Of(
        "version", "orgId", "state", "title", "ruleName", "ruleId", "alerts[].labels.ruleId", "alerts[].labels.ruleSource", "project_slug", "triggering_rules", "event",
        "action", "data", "installation", "object_kind", "workflow_run", "workflow_job", "repository", "@programName", "site", "target", "scan_result", "alert_type", "severity");

    /// <summary>The refusal of a body that certainly belongs elsewhere, else what was read of it.</summary>
    public static Normalisation Agree(string source, ReadOnlySpan<byte> body, Normalisation read)
    {
        var other = read.Fault is null ? Sibling(source, read) : Certain(body);
        return other is null || other == source
            ? read
            : Normalisation.Refused("$", $"is a body of {other}, but came on the path of {source}: send it to /api/v1/webhooks/{Paths[other]}{(read.Fault is { } fault ? $" ({fault.Path} {fault.Reason})" : "")}");
    }

    // These two share a body; only what their rules put into each alert tells them apart.
    private static string? Sibling(string source, Normalisation read)
    {
        if (read.Alerts.Count == 0)
        {
            return null;
        }

        var alert = read.Alerts[0].Alert;
        var (rule, link) = (alert.Labels.ContainsKey("ruleId"), alert.Labels.ContainsKey("ruleSource"));
        return source switch
        {
            "alertmanager" when rule && link => "signoz",
            "signoz" when !rule && !link && alert.Links.TryGetValue("generator", out var url) && url.Contains("/graph?g0.", StringComparison.Ordinal) => "alertmanager",
            _ => null,
        };
    }

    private static string? Certain(ReadOnlySpan<byte> body)
    {
        if (body.TrimStart(" \t\r\n"u8) is [(byte)'<', ..] xml)
        {
            return xml[..Math.Min(xml.Length, 4_096)].IndexOf("<nmaprun"u8) >= 0 ? "kali" : null;
        }

        string? found = null;
        _ = PickedBody.Read(body, Marks, picked =>
        {
            found = Of(picked);
            return Normalisation.Refused("$", "");
        });
        return found;
    }

    private static string? Of(Picked body) =>
        body["version"] is { IsString: true, Value: "1" } && body["orgId"].IsThere && body["state"].IsString && body["title"].IsString ? "grafana"
        : body["ruleName"].IsString && body.Number("ruleId") is not null && body["state"].IsString ? "grafana"
        : body["version"] is { IsString: true, Value: "4" } && body["alerts"].IsArray
            ? body["alerts"].Items.Any(alert => alert["labels.ruleId"].IsThere && alert["labels.ruleSource"].IsThere) ? "signoz" : "alertmanager"
        : body["project_slug"].IsString && body["event"].IsObject && body["triggering_rules"].IsArray ? "sentry"
        : body["action"].IsString && body["data"].IsObject && body["installation"].IsObject ? "sentry"
        : body["object_kind"].IsString ? "pipeline"
        : body["repository"].IsObject && (body["workflow_run"].IsObject || body["workflow_job"].IsObject) ? "pipeline"
        : body["@programName"].IsString && body["site"].IsArray ? "kali"
        : body["target"].IsString && body["scan_result"].IsThere ? "kali"
        : body["alert_type"].IsString && body["severity"].IsString ? "standard"
        : null;
}
