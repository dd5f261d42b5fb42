using Awoooi.Core.Alerts.Bodies;
using Awoooi.Core.Alerts.Targets;

namespace Awoooi.Core.Alerts.Sources.Sentry;

/// <summary>
/// An issue, told by itself or by one of its events. Only project and issue are its identity: everything else changes between
/// deliveries. It has no start either, since a regression brings back the old one.
/// </summary>
internal static class SentryIssue
{
    public const string AlertType = "SentryIssue";

    public static readonly string[] Places =
    [
        .. new[] { "id", "shortId", "title", "culprit", "level", "status", "substatus", "count", "userCount", "platform", "type", "issueType", "issueCategory", "web_url", "permalink", "url", "project.slug", "project.id", "firstSeen", "lastSeen" }.Select(name => $"data.issue.{name}"),
        .. new[] { "event_id", "issue_id", "issue_url", "web_url", "url", "title", "level", "platform", "culprit", "message", "environment", "release", "transaction", "project", "project_slug", "tags[][]" }.SelectMany(name => new[] { $"data.event.{name}", $"data.error.{name}" }),
        "data.triggered_rule",
    ];

    public static (RawAlert? Raw, BodyFault? Fault) OfIssue(Picked body)
    {
        if (body.MustBeObject("data.issue") is { } fault)
        {
            return (null, fault);
        }

        var issue = body["data.issue"];
        var id = issue.Text("id");
        if (id.Length == 0)
        {
            return (null, new BodyFault("$.data.issue.id", "is missing"));
        }

        var over = body.Text("action") is "resolved" or "ignored" or "archived" || (body.Text("action") is not ("unresolved" or "created") && issue.Text("status") is "resolved" or "ignored" or "archived");
        var project = FirstOf(issue.Text("project.slug"), issue.Text("project.id"));
        return (new RawAlert
        {
            Source = "",
            Name = AlertType,
            Status = over ? AlertStatus.Resolved : AlertStatus.Firing,
            SeverityWord = issue.Text("level"),
            Labels = Identity(project, id),
            Annotations = Kept(("short_id", issue.Text("shortId")), ("culprit", issue.Text("culprit")), ("substatus", issue.Text("substatus")), ("platform", issue.Text("platform")),
                ("issue_type", FirstOf(issue.Text("issueType"), issue.Text("type"))), ("issue_category", issue.Text("issueCategory")), ("first_seen", issue.Text("firstSeen")), ("last_seen", issue.Text("lastSeen"))),
            Links = [new("issue", FirstOf(issue.Text("web_url"), issue.Text("permalink")))],
            Metrics = [.. Count("event_count", issue.Number("count")), .. Count("user_count", issue.Number("userCount"))],
            Message = issue.Text("title"),
            Description = issue.Text("culprit"),
            StatedVictim = Victim(project, id),
        }, null);
    }

    public static (RawAlert? Raw, BodyFault? Fault) OfEvent(Picked body, string kind)
    {
        var place = $"data.{kind}";
        if (body.MustBeObject(place) is { } fault)
        {
            return (null, fault);
        }

        var happened = body[place];
        var id = FirstOf(happened.Text("issue_id"), Segment(happened.Text("issue_url"), "issues", 1));
        if (id.Length == 0)
        {
            return (null, new BodyFault($"$.{place}.issue_id", "is missing"));
        }

        // An event names its project by number; the slug that its issue carries stands in the event's own address.
        var project = FirstOf(happened.Text("project_slug"), Segment(happened.Text("url"), "projects", 2), happened.Text("project"));
        return (new RawAlert
        {
            Source = "",
            Name = AlertType,
            Status = AlertStatus.Firing,
            SeverityWord = happened.Text("level"),
            Labels = Identity(project, id),
            Annotations = [.. Kept(("event_id", happened.Text("event_id")), ("culprit", happened.Text("culprit")), ("environment", happened.Text("environment")), ("release", happened.Text("release")),
                ("transaction", happened.Text("transaction")), ("platform", happened.Text("platform")), ("triggered_rule", body.Text("data.triggered_rule"))), .. Tags(happened)],
            Links = [new("issue", happened.Text("web_url"))],
            Message = FirstOf(happened.Text("title"), happened.Text("message")),
            Description = FirstOf(happened.Text("message"), happened.Text("culprit")),
            StatedVictim = Victim(project, id),
        }, null);
    }

    public static List<KeyValuePair<string, string>> Identity(string project, string issue) =>
        [new("alertname", AlertType), new("project", project), new("issue_id", issue)];

    public static Victim Victim(string project, string issue) => new("", project.Length == 0 ? issue : $"{project}/{issue}", "issue", "", "", null);

    public static List<KeyValuePair<string, string>> Kept(params ReadOnlySpan<(string Name, string Text)> texts)
    {
        var kept = new List<KeyValuePair<string, string>>();
        foreach (var (name, text) in texts)
        {
            if (text.Length > 0)
            {
                kept.Add(new(name, text));
            }
        }

        return kept;
    }

    public static string FirstOf(params ReadOnlySpan<string> texts)
    {
        foreach (var text in texts)
        {
            if (text.Length > 0)
            {
                return text;
            }
        }

        return "";
    }

    public static IEnumerable<KeyValuePair<string, string>> Tags(Picked happened) =>
        happened["tags"].Items.Select(pair => pair.Items).Where(pair => pair.Count == 2 && pair[0].Value.Length > 0 && pair[1].Value.Length > 0)
            .Select(pair => new KeyValuePair<string, string>($"tag.{pair[0].Value}", pair[1].Value)).DistinctBy(pair => pair.Key).Take(32);

    private static IEnumerable<KeyValuePair<string, MetricValue>> Count(string name, double? number) =>
        number is { } count ? [new(name, MetricValue.Of(count))] : [];

    private static string Segment(string url, string after, int offset)
    {
        var parts = url.Length <= StorableText.MessageCap ? url.Split('/') : [];
        var at = Array.IndexOf(parts, after);
        return at >= 0 && at + offset < parts.Length ? parts[at + offset] : "";
    }
}
