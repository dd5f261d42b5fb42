using Awoooi.Core.Alerts;

namespace Awoooi.Tests.Alerts.Sources;

public sealed class SigNozSourceTests
{
    private const string Labels = "\"ruleId\":\"0193-abc\",\"ruleSource\":\"http://sz.example.com/alerts/overview?ruleId=0193-abc\"";

    [Fact]
    public void Dotted_labels_name_the_victim_and_values_become_metrics()
    {
        var alert = Given.SigNoz.Only(Group("\"alertname\":\"Cart p99 high\",\"severity\":\"critical\",\"threshold.name\":\"CRITICAL\",\"service.name\":\"cart\",\"k8s.namespace.name\":\"shop\""));

        Assert.Equal(("signoz", "shop", "cart", "service", Severity.Critical), (alert.Source, alert.Namespace, alert.TargetResource, alert.ResourceType, alert.Severity));
        Assert.Equal((2.4, 1), (alert.Metrics["value"].Number, alert.Metrics["threshold.value"].Number));
        Assert.Equal(["generator", "rule", "traces"], alert.Links.Keys);
    }

    [Theory]
    [InlineData("\"severity\":\"error\"", Severity.Critical)]
    [InlineData("\"severity\":\"warning\"", Severity.Warning)]
    [InlineData("\"severity\":\"checkout is burning\"", Severity.Warning)]
    [InlineData("\"threshold.name\":\"Critical\"", Severity.Critical)]
    [InlineData("\"threshold.name\":\"info\"", Severity.Info)]
    public void The_threshold_names_the_severity(string label, Severity severity) =>
        Assert.Equal(severity, Given.SigNoz.Only(Group("\"alertname\":\"A\"," + label)).Severity);

    [Theory]
    [InlineData("\"alertname\":\"[No data] Cart p99 high\",\"nodata\":\"true\"")]
    [InlineData("\"alertname\":\"[No data] Cart p99 high\"")]
    [InlineData("\"alertname\":\"Cart p99 high\",\"nodata\":\"true\"")]
    public void Missing_data_is_blindness(string labels)
    {
        var alert = Given.SigNoz.Only(Group(labels + ",\"service.name\":\"cart\""));

        Assert.Equal(("MonitoringBlind", true, AutomationVerdict.None), (alert.AlertType, alert.Blind, alert.Automation));
    }

    [Fact]
    public void What_changes_while_it_fires_is_no_part_of_its_identity()
    {
        var one = Given.SigNoz.Only(Group("\"alertname\":\"A\""));
        var two = Given.SigNoz.Only(Group("\"alertname\":\"A\",\"is_recovering\":\"true\",\"lastSeen\":\"2026-11-20T08:00:00Z\""));

        Assert.Equal(AlertIdentity.Of(one, default), AlertIdentity.Of(two, default));
        Assert.Equal("true", two.Annotations["is_recovering"]);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public void The_test_button_counts_from_a_trusted_sender(bool trusted, bool test) =>
        Assert.Equal(test, Given.SigNoz.Only(Group("\"alertname\":\"A\",\"testalert\":\"true\""), Given.Context with { TrustedForTests = trusted }).Test);

    [Fact]
    public void A_flat_body_is_one_alert()
    {
        var alert = Given.SigNoz.Only("""{"alertname":"Cart p99 high","status":"resolved","labels":{"severity":"critical","k8s.deployment.name":"cart","k8s.namespace.name":"shop"},"annotations":{"value":"2.4 s"},"startsAt":"2026-11-20T08:00:00Z"}""");

        Assert.Equal(("Cart p99 high", AlertStatus.Resolved, "shop", "cart", "deployment", Severity.Critical), (alert.AlertType, alert.Status, alert.Namespace, alert.TargetResource, alert.ResourceType, alert.Severity));
        Assert.Equal(("Cart p99 high", 2.4), (alert.Labels["alertname"], alert.Metrics["value"].Number));
    }

    [Theory]
    [InlineData("""{"alertname":7}""", "$.alertname")]
    [InlineData("""{"alertname":"A","status":"burning"}""", "$.status")]
    [InlineData("""{"alertname":"A","labels":[]}""", "$.labels")]
    [InlineData("""{"alertname":"A","labels":{"a.b":1}}""", "$.labels['a.b']")]
    [InlineData("""{"alertname":"A","annotations":"x"}""", "$.annotations")]
    [InlineData("""{"alertname":"A","alertname":"B"}""", "$.alertname")]
    [InlineData("""{"labels":{}}""", "$.alertname")]
    [InlineData("""{"text":"x"}""", "$.version")]
    public void A_broken_flat_body_is_refused_by_path(string body, string path) => Assert.Equal(path, Given.SigNoz.Normalised(body).Fault?.Path);

    internal static string Group(string labels) =>
        $$$"""{"receiver":"awoooi","status":"firing","alerts":[{"status":"firing","labels":{{{{Labels}}},{{{labels}}}},"annotations":{"value":"2.4 s","threshold.value":"1 s","related_traces":"http://sz.example.com/traces-explorer?compositeQuery=%257B","related_logs":""},"startsAt":"2026-11-20T08:00:00Z","endsAt":"0001-01-01T00:00:00Z","generatorURL":"http://sz.example.com/alerts/overview?ruleId=0193-abc","fingerprint":"1111222233334444"}],"groupLabels":{"ruleId":"0193-abc"},"commonLabels":{},"commonAnnotations":{},"externalURL":"http://sz.example.com","version":"4","groupKey":"{__receiver__=\"awoooi\"}:{ruleId=\"0193-abc\"}","truncatedAlerts":0}""";
}
