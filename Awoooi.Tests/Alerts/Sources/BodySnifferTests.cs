using Awoooi.Core.Alerts;

namespace Awoooi.Tests.Alerts.Sources;

public sealed class BodySnifferTests
{
    public static TheoryData<string, string> Bodies => new()
    {
        { "standard", """{"alert_type":"A","severity":"info","source":"s","message":"m"}""" },
        { "alertmanager", Given.Group(Given.Firing("alertname=A", ",\"generatorURL\":\"http://prom.example.com/graph?g0.expr=x\"")) },
        { "grafana", GrafanaSourceTests.Unified(Given.Firing("alertname=A")) },
        { "grafana", GrafanaSourceTests.Legacy("alerting") },
        { "signoz", SigNozSourceTests.Group("\"alertname\":\"A\"") },
        { "sentry", SentrySourceTests.Issue("created") },
        { "sentry", SentrySourceTests.Plugin },
        { "kali", KaliSourceTests.Report("") },
        { "kali", KaliSourceTests.Zap("3", "2") },
        { "kali", """{"target":"x","scan_result":"<nmaprun/>"}""" },
        { "pipeline", PipelineSourceTests.GitLabPipeline("failed", 60) },
        { "pipeline", PipelineSourceTests.GitHub("workflow_run", "completed", "failure") },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public void A_body_on_another_path_is_refused_naming_both(string owner, string body)
    {
        foreach (var source in AlertSources.All(Given.Catalogue))
        {
            var result = source.Normalised(body);

            if (source.Name == owner)
            {
                Assert.Null(result.Fault);
            }
            else
            {
                Assert.Equal("$", result.Fault?.Path);
                Assert.Contains($"is a body of {owner}, but came on the path of {source.Name}", result.Fault!.Reason, StringComparison.Ordinal);
                Assert.Contains("/api/v1/webhooks/", result.Fault.Reason, StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [InlineData("""{"receiver":"awoooi\\.prod","status":"firing","alerts":[{"status":"firing","labels":{"alertname":"A"}}],"notification_reason":"first notification","routeLabels":{"team":"web"},"version":"4","truncatedAlerts":2}""", 2)]
    [InlineData("""{"receiver":7,"status":null,"alerts":[{"status":"firing","labels":{"alertname":"A"}}],"notification_reason":{},"routeLabels":null,"version":"4","truncatedAlerts":"2"}""", 0)]
    public void What_alertmanager_added_in_time_costs_no_alert(string body, long truncated)
    {
        var result = Given.Alertmanager.Normalised(body);

        Assert.Null(result.Fault);
        Assert.Equal((1, truncated), (result.Alerts.Count, result.Truncated));
    }

    [Theory]
    [InlineData("""{"text":"[FIRING:1] KubePodCrashLooping","channel":"#ops"}""")]
    [InlineData("""{"msgtype":"markdown","markdown":{"content":"x"}}""")]
    public void A_templated_body_is_refused_with_the_likely_cause(string body)
    {
        var fault = Given.Alertmanager.Normalised(body).Fault;

        Assert.Equal("$.version", fault?.Path);
        Assert.Contains("template its payload", fault!.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void An_alertmanager_group_without_a_tell_is_taken_on_the_path_of_signoz() =>
        Assert.Null(Given.SigNoz.Normalised(Given.Group(Given.Firing("alertname=A"))).Fault);
}
