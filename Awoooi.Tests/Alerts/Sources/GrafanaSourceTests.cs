using Awoooi.Core.Alerts;

namespace Awoooi.Tests.Alerts.Sources;

public sealed class GrafanaSourceTests
{
    private const string Latency = """{"status":"firing","labels":{"alertname":"Checkout latency","grafana_folder":"Shop","severity":"critical","namespace":"shop","pod":"cart-7d4b8c9f5-x2k4p"},"annotations":{"summary":"p95 over 2s"},"startsAt":"2026-11-20T09:00:00+08:00","endsAt":"0001-01-01T00:00:00Z","generatorURL":"https://g.example.com/alerting/grafana/abc/view","fingerprint":"c0ffee0000000001","silenceURL":"https://g.example.com/alerting/silence/new","dashboardURL":"","panelURL":"https://g.example.com/d/1?viewPanel=2","values":{"B":2.31,"C":1,"D":null,"E":"x"},"valueString":"[ var='B' value=2.31 ]","orgId":1}""";

    [Fact]
    public void A_unified_group_is_read_with_its_values_and_links()
    {
        var alert = Given.Grafana.Only(Unified(Latency));

        Assert.Equal(("grafana", "Checkout latency", Severity.Critical, "shop", "cart-7d4b8c9f5-x2k4p", "cart"), (alert.Source, alert.AlertType, alert.Severity, alert.Namespace, alert.TargetResource, alert.Workload));
        Assert.Equal(new DateTimeOffset(2026, 11, 20, 1, 0, 0, TimeSpan.Zero), alert.StartsAt);
        Assert.Equal((2.31, 1), (alert.Metrics["B"].Number, alert.Metrics["C"].Number));
        Assert.DoesNotContain("D", alert.Metrics.Keys);
        Assert.DoesNotContain("E", alert.Metrics.Keys);
        Assert.Equal(["generator", "panel", "silence"], alert.Links.Keys);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("{}")]
    public void Values_that_are_no_map_cost_nothing(string values) =>
        Assert.Equal("Checkout latency", Given.Grafana.Only(Unified(Latency.Replace("{\"B\":2.31,\"C\":1,\"D\":null,\"E\":\"x\"}", values, StringComparison.Ordinal))).AlertType);

    [Theory]
    [InlineData("DatasourceNoData")]
    [InlineData("DatasourceError")]
    public void No_data_and_errors_are_blindness_and_never_a_remediation(string name)
    {
        var alert = Given.Grafana.Only(Unified($$"""{"status":"firing","labels":{"alertname":"{{name}}","rulename":"Checkout latency","datasource_uid":"x","ref_id":"A","severity":"critical","pod":"cart-0","namespace":"shop"},"annotations":{},"startsAt":"2026-11-20T09:00:00Z","endsAt":"0001-01-01T00:00:00Z","values":null}"""));

        Assert.Equal(("MonitoringBlind", "monitoring-blind", AutomationVerdict.None, true), (alert.AlertType, alert.Category, alert.Automation, alert.Blind));
        Assert.Equal("Checkout latency", alert.Labels["rulename"]);
        Assert.Equal(Severity.Critical, alert.Severity);
    }

    [Theory]
    [InlineData("alerting", AlertStatus.Firing, "Disk full", false)]
    [InlineData("ok", AlertStatus.Resolved, "Disk full", false)]
    [InlineData("paused", AlertStatus.Resolved, "Disk full", false)]
    [InlineData("no_data", AlertStatus.Firing, "MonitoringBlind", true)]
    public void The_body_before_version_9_is_read(string state, AlertStatus status, string name, bool blind)
    {
        var alert = Given.Grafana.Only(Legacy(state));

        Assert.Equal((status, name, blind, "[Alerting] Disk full"), (alert.Status, alert.AlertType, alert.Blind, alert.Message));
        Assert.Equal(("node-110", "Disk full"), (alert.Labels["host"], alert.Labels["rulename"]));
        Assert.Equal(93.5, alert.Metrics["used"].Number);
    }

    [Fact]
    public void A_legacy_rule_keeps_its_identity_when_it_is_over()
    {
        var (firing, over) = (Given.Grafana.Only(Legacy("alerting")), Given.Grafana.Only(Legacy("ok", "[]")));

        Assert.Equal(AlertIdentity.Of(firing, default), AlertIdentity.Of(over, default));
        Assert.Equal(Fingerprint.Of(firing, "prod"), Fingerprint.Of(over, "prod"));
    }

    [Fact]
    public void A_pending_legacy_rule_is_no_alert_yet()
    {
        var result = Given.Grafana.Normalised(Legacy("pending"));

        Assert.Null(result.Fault);
        Assert.Empty(result.Alerts);
    }

    [Theory]
    [InlineData("""{"text":"hello"}""", "$.version", "template")]
    [InlineData("""{"ruleName":"","ruleId":1,"state":"alerting"}""", "$.ruleName", "empty")]
    [InlineData("""{"ruleName":"x","ruleId":1,"state":"burning"}""", "$.state", "burning")]
    [InlineData("""{"ruleName":"x","ruleId":1}""", "$.state", "missing")]
    [InlineData("""{"version":"1"}""", "$.alerts", "missing")]
    [InlineData("{", "$", "byte 1")]
    public void A_broken_body_is_refused_by_path(string body, string path, string reason)
    {
        var fault = Given.Grafana.Normalised(body).Fault;

        Assert.Equal(path, fault?.Path);
        Assert.Contains(reason, fault!.Reason, StringComparison.Ordinal);
    }

    internal static string Unified(params string[] alerts) =>
        $$$"""{"receiver":"awoooi","status":"firing","orgId":1,"alerts":[{{{string.Join(',', alerts)}}}],"groupLabels":{},"commonLabels":{},"commonAnnotations":{},"externalURL":"https://g.example.com/","version":"1","groupKey":"{}:{}","truncatedAlerts":0,"title":"[FIRING:1]","state":"alerting","message":"m"}""";

    internal static string Legacy(string state, string matches = """[{"metric":"used","tags":{"host":"node-112"},"value":93.5},{"metric":"free","tags":null,"value":null}]""") =>
        $$$"""{"title":"[Alerting] Disk full","ruleId":7,"ruleName":"Disk full","ruleUrl":"https://g.example.com/d/1","state":"{{{state}}}","imageUrl":"","message":"look","orgId":1,"dashboardId":2,"panelId":3,"evalMatches":{{{matches}}},"tags":{"host":"node-110","severity":"warning"}}""";
}
