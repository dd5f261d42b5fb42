using Awoooi.Core.Alerts;

namespace Awoooi.Tests.Alerts.Sources;

public sealed class SentrySourceTests
{
    [Theory]
    [InlineData("created", "unresolved", AlertStatus.Firing)]
    [InlineData("unresolved", "unresolved", AlertStatus.Firing)]
    [InlineData("unresolved", "resolved", AlertStatus.Firing)]
    [InlineData("assigned", "unresolved", AlertStatus.Firing)]
    [InlineData("assigned", "resolved", AlertStatus.Resolved)]
    [InlineData("resolved", "resolved", AlertStatus.Resolved)]
    [InlineData("ignored", "ignored", AlertStatus.Resolved)]
    [InlineData("archived", "ignored", AlertStatus.Resolved)]
    public void An_issue_fires_until_somebody_settles_it(string action, string status, AlertStatus expected)
    {
        var alert = Given.Sentry.Only(Issue(action, status));

        Assert.Equal(("SentryIssue", "app-error", expected, "cart/55501", "issue", ""), (alert.AlertType, alert.Category, alert.Status, alert.TargetResource, alert.ResourceType, alert.Workload));
        Assert.Equal(("TimeoutError: upstream", 14, 9), (alert.Message, alert.Metrics["event_count"].Number, alert.Metrics["user_count"].Number));
        Assert.Equal("https://acme.sentry.io/issues/55501/", alert.Links["issue"]);
    }

    [Fact]
    public void Issue_event_error_and_plugin_speak_of_one_alert()
    {
        Alert[] alerts = [Given.Sentry.Only(Issue("created")), Given.Sentry.Only(Issue("resolved", "resolved")), Given.Sentry.Only(Event("event")), Given.Sentry.Only(Event("error")), Given.Sentry.Only(Plugin)];

        Assert.Single(alerts.Select(alert => AlertIdentity.Of(alert, default)).Distinct());
        Assert.Single(alerts.Select(alert => Fingerprint.Of(alert, "prod")).Distinct());
    }

    [Fact]
    public void Two_issues_of_a_project_are_two_incidents() =>
        Assert.NotEqual(Fingerprint.Of(Given.Sentry.Only(Issue("created")), "prod"), Fingerprint.Of(Given.Sentry.Only(Issue("created").Replace("55501", "55502", StringComparison.Ordinal)), "prod"));

    [Theory]
    [InlineData("fatal", Severity.Critical)]
    [InlineData("error", Severity.Critical)]
    [InlineData("warning", Severity.Warning)]
    [InlineData("info", Severity.Info)]
    [InlineData("sample", Severity.Warning)]
    public void The_level_is_the_severity(string level, Severity severity) =>
        Assert.Equal(severity, Given.Sentry.Only(Issue("created").Replace("\"error\"", $"\"{level}\"", StringComparison.Ordinal)).Severity);

    [Fact]
    public void An_events_tags_are_kept_beside_its_identity()
    {
        var alert = Given.Sentry.Only(Event("event"));

        Assert.Equal(("production", "Checkout errors"), (alert.Annotations["tag.environment"], alert.Annotations["triggered_rule"]));
        Assert.Equal(["alertname", "issue_id", "project"], alert.Labels.Keys);
    }

    [Theory]
    [InlineData("critical", AlertStatus.Firing, Severity.Critical)]
    [InlineData("warning", AlertStatus.Firing, Severity.Warning)]
    [InlineData("open", AlertStatus.Firing, Severity.Warning)]
    [InlineData("resolved", AlertStatus.Resolved, Severity.Warning)]
    public void A_metric_rule_is_an_alert_of_its_project(string action, AlertStatus status, Severity severity)
    {
        var alert = Given.Sentry.Only($$$"""{"action":"{{{action}}}","installation":{"uuid":"u"},"data":{"metric_alert":{"id":"9","identifier":"3","title":"x","alert_rule":{"id":"4","name":"Checkout failure rate","aggregate":"failure_rate()"},"projects":["cart"],"date_started":"2026-11-20T08:00:00Z"},"description_title":"Critical: Checkout failure rate","description_text":"12% in the last 5 minutes","web_url":"https://acme.sentry.io/alerts/3/"}}""");

        Assert.Equal((status, severity, "Checkout failure rate", "cart", "service"), (alert.Status, alert.Severity, alert.AlertType, alert.TargetResource, alert.ResourceType));
        Assert.Equal(new DateTimeOffset(2026, 11, 20, 8, 0, 0, TimeSpan.Zero), alert.StartsAt);
    }

    [Theory]
    [InlineData("""{"action":"created","installation":{"uuid":"u"},"data":{"comment":"hi","project_slug":"cart","comment_id":1,"issue_id":5,"timestamp":"x"}}""")]
    [InlineData("""{"action":"created","installation":{"uuid":"u"},"data":{"installation":{"uuid":"u","status":"installed"}}}""")]
    [InlineData("""{"action":"completed","installation":{"uuid":"u"},"data":{"something":"new"}}""")]
    public void What_is_no_trouble_is_taken_and_passed_over(string body)
    {
        var result = Given.Sentry.Normalised(body);

        Assert.Null(result.Fault);
        Assert.Empty(result.Alerts);
    }

    [Theory]
    [InlineData("{}", "$.action")]
    [InlineData("""{"action":7,"data":{}}""", "$.action")]
    [InlineData("""{"action":"created"}""", "$.data")]
    [InlineData("""{"action":"created","data":[]}""", "$.data")]
    [InlineData("""{"action":"created","data":{"issue":7}}""", "$.data.issue")]
    [InlineData("""{"action":"created","data":{"issue":{"title":"x"}}}""", "$.data.issue.id")]
    [InlineData("""{"action":"triggered","data":{"event":{"title":"x"}}}""", "$.data.event.issue_id")]
    [InlineData("""{"action":"critical","data":{"metric_alert":{}}}""", "$.data.metric_alert.alert_rule.name")]
    [InlineData("""{"project_slug":"cart","event":{},"triggering_rules":[]}""", "$.id")]
    public void A_broken_body_is_refused_by_path(string body, string path) => Assert.Equal(path, Given.Sentry.Normalised(body).Fault?.Path);

    internal static string Issue(string action, string status = "unresolved") =>
        $$$$"""{"action":"{{{{action}}}}","installation":{"uuid":"6f0a"},"actor":{"type":"application","id":"sentry","name":"Sentry"},"data":{"issue":{"id":"55501","shortId":"CART-3F","title":"TimeoutError: upstream","culprit":"cart.checkout","level":"error","status":"{{{{status}}}}","substatus":"new","count":"14","userCount":9,"project":{"id":"7","name":"cart","slug":"cart","platform":"python"},"firstSeen":"2026-11-20T08:00:00Z","lastSeen":"2026-11-20T08:05:00Z","web_url":"https://acme.sentry.io/issues/55501/","permalink":null}}}""";

    internal static string Event(string kind) =>
        $$$"""{"action":"{{{(kind == "event" ? "triggered" : "created")}}}","installation":{"uuid":"6f0a"},"data":{"{{{kind}}}":{"event_id":"e1","issue_id":"55501","issue_url":"https://sentry.io/api/0/organizations/acme/issues/55501/","url":"https://sentry.io/api/0/projects/acme/cart/events/e1/","web_url":"https://acme.sentry.io/issues/55501/events/e1/","title":"TimeoutError: upstream","level":"error","platform":"python","project":7,"timestamp":1795163300.5,"tags":[["environment","production"],["server_name","cart-0"],["odd"]]},"triggered_rule":"Checkout errors"}}""";

    internal const string Plugin = """{"id":"55501","project":"cart","project_name":"cart","project_slug":"cart","logger":null,"level":"error","culprit":"cart.checkout","message":"","url":"https://acme.sentry.io/issues/55501/","triggering_rules":[],"event":{"event_id":"e1","id":"e1","title":"TimeoutError: upstream","tags":[["environment","production"]]}}""";
}
