using Awoooi.Core.Alerts.Bodies;

namespace Awoooi.Core.Alerts.Sources.Sentry;

/// <summary>The older project plugin: an issue's event with the issue's number on top.</summary>
internal static class SentryPlugin
{
    public static readonly string[] Places =
    [
        "id", "project", "project_slug", "project_name", "level", "culprit", "message", "url", "triggering_rules", "event.event_id", "event.title", "event.environment", "event.release", "event.tags[][]",
    ];

    public static (RawAlert? Raw, BodyFault? Fault) Read(Picked body)
    {
        var id = body.Text("id");
        if (id.Length == 0)
        {
            return (null, new BodyFault("$.id", "is missing"));
        }

        var project = body.Text("project_slug");
        return (new RawAlert
        {
            Source = "",
            Name = SentryIssue.AlertType,
            Status = AlertStatus.Firing,
            SeverityWord = body.Text("level"),
            Labels = SentryIssue.Identity(project, id),
            Annotations = [.. SentryIssue.Kept(("event_id", body.Text("event.event_id")), ("culprit", body.Text("culprit")), ("environment", body.Text("event.environment")), ("release", body.Text("event.release"))), .. SentryIssue.Tags(body["event"])],
            Links = [new("issue", body.Text("url"))],
            Message = SentryIssue.FirstOf(body.Text("message"), body.Text("event.title"), body.Text("culprit")),
            Description = body.Text("culprit"),
            StatedVictim = SentryIssue.Victim(project, id),
        }, null);
    }
}
