using System.Text;
using Awoooi.Core.Alerts;

namespace Awoooi.Tests.Alerts.Sources;

public sealed class AlertmanagerSourceTests
{
    [Theory]
    [InlineData("", "$", "byte 0")]
    [InlineData("{", "$", "byte 1")]
    [InlineData("{\"version\":\"4\",\"alerts\":[]} x", "$", "byte 28")]
    [InlineData("[]", "$", "must be an object, not an array")]
    [InlineData("null", "$", "must be an object, not null")]
    [InlineData("{}", "$.version", "missing")]
    [InlineData("{\"text\":\"hi\"}", "$.version", "template")]
    [InlineData("{\"version\":4,\"alerts\":[]}", "$.version", "must be a string, not a number")]
    [InlineData("{\"version\":\"1\",\"alerts\":[]}", "$.version", "must be \"4\"")]
    [InlineData("{\"version\":\"4\"}", "$.alerts", "missing")]
    [InlineData("{\"version\":\"4\",\"alerts\":null}", "$.alerts", "must be an array, not null")]
    [InlineData("{\"version\":\"4\",\"alerts\":[],\"alerts\":[]}", "$.alerts", "twice")]
    [InlineData("{\"version\":\"4\",\"version\":\"4\",\"alerts\":[]}", "$.version", "twice")]
    public void A_broken_body_is_refused_by_path(string body, string path, string reason)
    {
        var fault = Given.Alertmanager.Normalised(body).Fault;

        Assert.Equal(path, fault?.Path);
        Assert.Contains(reason, fault!.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("7", "$.alerts[1] must be an object, not a number")]
    [InlineData("null", "$.alerts[1] must be an object, not null")]
    [InlineData("{}", "$.alerts[1].status is missing")]
    [InlineData("""{"status":"firing"}""", "$.alerts[1].labels is missing")]
    [InlineData("""{"status":"firing","labels":{}}""", "$.alerts[1].labels is empty")]
    [InlineData("""{"status":"burning","labels":{"alertname":"A"}}""", "$.alerts[1].status must be firing or resolved, not 'burning'")]
    [InlineData("""{"status":"firing","labels":{"severity":{"a":[1]}}}""", "$.alerts[1].labels.severity must be a string, not an object")]
    [InlineData("""{"status":"firing","labels":{"k8s.pod":1}}""", "$.alerts[1].labels['k8s.pod'] must be a string, not a number")]
    [InlineData("""{"status":"firing","labels":{"pod":"a","pod":"b"}}""", "$.alerts[1].labels.pod appears twice")]
    [InlineData("""{"status":"firing","labels":{"a":"b"},"labels":{"a":"c"}}""", "$.alerts[1].labels appears twice")]
    [InlineData("""{"status":"firing","labels":{"a":"b"},"startsAt":"yesterday"}""", "$.alerts[1].startsAt must be an ISO 8601 time, not 'yesterday'")]
    [InlineData("""{"status":"firing","labels":{"a":"b"},"annotations":{"x":[]}}""", "$.alerts[1].annotations.x must be a string, not an array")]
    public void One_bad_alert_does_not_lose_the_good_ones(string bad, string reason)
    {
        var result = Given.Alertmanager.Normalised(Given.Group(Given.Firing("alertname=A"), bad, Given.Firing("alertname=B")));

        Assert.Null(result.Fault);
        Assert.Equal([(0, "A"), (2, "B")], result.Alerts.Select(item => (item.Index, item.Alert.AlertType)));
        Assert.Equal([new AlertRejection(1, reason)], result.Rejected);
    }

    [Fact]
    public void An_empty_group_is_fine()
    {
        var result = Given.Alertmanager.Normalised(Given.Group());

        Assert.Null(result.Fault);
        Assert.Empty(result.Alerts);
    }

    [Fact]
    public void Each_alert_has_its_own_status_whatever_the_group_says()
    {
        const string resolved = """{"status":"resolved","labels":{"alertname":"A"},"startsAt":"2026-11-20T08:00:00+08:00","endsAt":"2026-11-20T09:00:00+08:00"}""";

        var result = Given.Alertmanager.Normalised(Given.Group(Given.Firing("alertname=B"), resolved));

        Assert.Equal([AlertStatus.Firing, AlertStatus.Resolved], result.Alerts.Select(item => item.Alert.Status));
        Assert.Null(result.Alerts[0].Alert.EndsAt);
        Assert.Equal(new DateTimeOffset(2026, 11, 20, 1, 0, 0, TimeSpan.Zero), result.Alerts[1].Alert.EndsAt);
    }

    [Fact]
    public void Times_keep_microseconds_so_that_they_survive_the_database()
    {
        var starts = Given.One("alertname=A").StartsAt;

        Assert.Equal(new DateTimeOffset(2026, 11, 20, 8, 0, 0, 123, 456, TimeSpan.Zero), starts);
    }

    [Fact]
    public void Newer_fields_and_unknown_ones_are_passed_over()
    {
        var body = """{"notification_reason":"first notification","routeLabels":{"a":1},"x":[[{}]],"alerts":[""" + Given.Firing("alertname=A", ",\"values\":null") + """],"version":"4","truncatedAlerts":3}""";

        var result = Given.Alertmanager.Normalised(body);

        Assert.Null(result.Fault);
        Assert.Single(result.Alerts);
        Assert.Equal(3, result.Truncated);
    }

    [Theory]
    [InlineData(64, true)]
    [InlineData(65, false)]
    public void Nesting_is_read_to_its_limit(int depth, bool accepted)
    {
        var inner = depth - 1;
        var fault = Given.Alertmanager.Normalised($$"""{"version":"4","alerts":[],"x":{{new string('[', inner)}}{{new string(']', inner)}}}""").Fault;

        Assert.Equal(accepted, fault is null);
        Assert.True(accepted || fault!.Reason.Contains("deeper than 64", StringComparison.Ordinal));
    }

    [Fact]
    public void A_byte_order_mark_is_passed_over()
    {
        byte[] body = [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Given.Group(Given.Firing("alertname=A")))];

        Assert.Single(Given.Alertmanager.Normalise(body, Given.Context).Alerts);
    }

    [Fact]
    public void Invalid_utf8_is_refused_with_its_place()
    {
        byte[] body = [.. "{\"x\":\""u8, 0xFF, .. "\"}"u8];

        Assert.Equal(new BodyFault("$", "is not valid UTF-8 (byte 6)"), Given.Alertmanager.Normalise(body, Given.Context).Fault);
    }

    [Fact]
    public void Nul_and_lone_surrogates_become_storable()
    {
        var alert = Assert.Single(Given.Alertmanager.Normalised(Given.Group("""{"status":"firing","labels":{"alertname":"A\u0000B","x":"\ud800-\ud83d\ude00"}}""")).Alerts).Alert;

        Assert.Equal("AB", alert.AlertType);
        Assert.Equal("\uFFFD-\U0001F600", alert.Labels["x"]);
    }

    [Fact]
    public void An_alert_without_a_name_is_kept_and_noted()
    {
        var alert = Given.One("severity=critical, pod=cart-0, namespace=shop");

        Assert.Equal(("UnnamedAlert", Severity.Critical, "cart-0"), (alert.AlertType, alert.Severity, alert.TargetResource));
        Assert.Contains(alert.Notes, note => note.Contains("no name", StringComparison.Ordinal));
    }

    [Fact]
    public void Labels_over_the_caps_are_cut_without_merging_two_alerts()
    {
        var tail = new string('x', 1_100);

        var (one, two) = (Given.One($"alertname=A, pod=p-0, zz={tail}1"), Given.One($"alertname=A, pod=p-0, zz={tail}2"));
        var many = Given.One("alertname=A, pod=p-0, " + string.Join(", ", Enumerable.Range(0, 100).Select(i => $"a{i}=b")));

        Assert.Equal(one.Labels["zz"], two.Labels["zz"]);
        Assert.NotEqual(AlertIdentity.Of(one, default).LabelsKey, AlertIdentity.Of(two, default).LabelsKey);
        Assert.Equal(64, many.Labels.Count);
        Assert.Equal("p-0", many.Labels["pod"]);
        Assert.NotEmpty(many.Notes);
    }

    [Fact]
    public void A_body_of_nothing_but_rubbish_is_refused_as_a_whole()
    {
        var result = Given.Alertmanager.Normalised(Given.Group(Enumerable.Repeat("0", 10_001).ToArray()));

        Assert.Equal("$.alerts", result.Fault?.Path);
    }

    [Theory]
    [InlineData(150_000, true)]
    [InlineData(150_001, false)]
    public void More_elements_than_real_alerts_could_be_are_refused(int count, bool accepted)
    {
        var result = Given.Alertmanager.Normalised(Given.Group([.. Enumerable.Repeat("""{"status":"firing","labels":{"a":"b"}}""", count)]));

        Assert.Equal(accepted ? null : "$.alerts", result.Fault?.Path);
        Assert.Equal(accepted ? count : 0, result.Alerts.Count);
    }

    [Fact]
    public void Only_web_links_are_kept()
    {
        var body = Given.Group("""{"status":"firing","labels":{"alertname":"A"},"annotations":{"runbook_url":"javascript:alert(1)","dashboard_url":"https://g.example.com/d/1"},"generatorURL":"http://prom.example.com/graph"}""");

        Assert.Equal(["dashboard", "generator"], Given.Alertmanager.Normalised(body).Alerts[0].Alert.Links.Keys);
    }
}
