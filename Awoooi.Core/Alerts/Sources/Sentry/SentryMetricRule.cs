using Awoooi.Core.Alerts.Bodies;
using Awoooi.Core.Alerts.Targets;

namespace Awoooi.Core.Alerts.Sources.Sentry;

/// <summary>A metric rule: its name is the alert's, its project the target.</summary>
internal static class SentryMetricRule
{
    public static readonly string[] Places =
    [
        .. new[] { "id", "identifier", "title", "status", "projects[]", "date_started", "date_closed", "alert_rule.id", "alert_rule.name", "alert_rule.aggregate", "alert_rule.query" }.Select(name => $"data.metric_alert.{name}"),
        "data.description_title", "data.description_text", "data.web_url",
    ];

    public static (RawAlert? Raw, BodyFault? Fault) Read(Picked body)
    {
        if (body.MustBeObject("data.metric_alert") is { } fault)
        {
            return (null, fault);
        }

        var alert = body["data.metric_alert"];
        var name = SentryIssue.FirstOf(alert.Text("alert_rule.name"), alert.Text("title"), body.Text("data.description_title"));
        if (name.Length == 0)
        {
            return (null, new BodyFault("$.data.metric_alert.alert_rule.name", "is missing"));
        }

        var projects = alert["projects"].Items.Select(project => project.Value).Where(project => project.Length > 0).ToList();
        var action = body.Text("action");
        return (new RawAlert
        {
            Source = "",
            Name = name,
            Status = action == "resolved" ? AlertStatus.Resolved : AlertStatus.Firing,
            SeverityWord = action is "critical" or "warning" ? action : "warning",
            Labels = SentryIssue.Kept(("alertname", name), ("rule_id", alert.Text("alert_rule.id")), ("project", string.Join(',', projects))),
            Annotations = SentryIssue.Kept(("identifier", alert.Text("identifier")), ("aggregate", alert.Text("alert_rule.aggregate")), ("query", alert.Text("alert_rule.query"))),
            Links = [new("alert", body.Text("data.web_url"))],
            StartsAt = alert.Time("date_started"),
            EndsAt = alert.Time("date_closed"),
            Message = body.Text("data.description_title"),
            Description = body.Text("data.description_text"),
            StatedVictim = projects is [var only] ? new Victim("", only, "service", "", "", null) : null,
        }, null);
    }
}
