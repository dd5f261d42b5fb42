using System.Buffers;
using System.Text;
using System.Text.Json;
using Awoooi.Core.Alerts;
using Awoooi.Core.Alerts.Catalogue;

namespace Awoooi.Tests.Alerts;

public sealed class AlertRulesTests
{
    [Theory]
    [InlineData("critical", Severity.Critical)]
    [InlineData("PAGE", Severity.Critical)]
    [InlineData("disaster", Severity.Critical)]
    [InlineData(" error ", Severity.Critical)]
    [InlineData("p1", Severity.Critical)]
    [InlineData("average", Severity.Warning)]
    [InlineData("p2", Severity.Warning)]
    [InlineData("none", Severity.Info)]
    [InlineData("p3", Severity.Info)]
    [InlineData("purple", Severity.Warning)]
    [InlineData("", Severity.Warning)]
    public void Severity_words_map_to_three(string word, Severity severity) => Assert.Equal(severity, SeverityWords.Read(word).Severity);

    [Fact]
    public void An_unknown_severity_is_noted() => Assert.Contains("purple", SeverityWords.Read("purple").Note, StringComparison.Ordinal);

    [Theory]
    [InlineData("alertname=X, severity=critical", false, Priority.P1)]
    [InlineData("alertname=X, severity=warning", false, Priority.P2)]
    [InlineData("alertname=X, severity=info", false, Priority.P3)]
    [InlineData("alertname=X, severity=info, priority=P0", false, Priority.P1)]
    [InlineData("alertname=X, severity=info, priority=p0", true, Priority.P0)]
    [InlineData("alertname=X, severity=p0", false, Priority.P1)]
    [InlineData("alertname=X, severity=p0", true, Priority.P0)]
    [InlineData("alertname=InstanceDown, severity=warning", false, Priority.P0)]
    [InlineData("alertname=InstanceDown, severity=warning, priority=P3", false, Priority.P3)]
    [InlineData("alertname=X, severity=warning, priority=urgent", false, Priority.P2)]
    public void Priority_is_the_label_then_the_catalogue_then_the_severity(string labels, bool trusted, Priority priority) =>
        Assert.Equal(priority, Given.One(labels, Given.Context with { TrustedForPaging = trusted }).Priority);

    [Theory]
    [InlineData("alertname=Watchdog, severity=none", true, false, false)]
    [InlineData("alertname=DeadMansSwitch", true, false, false)]
    [InlineData("alertname=E2E_SMOKE_TEST_1", false, true, false)]
    [InlineData("alertname=DatasourceNoData, rulename=Cart latency", false, false, true)]
    [InlineData("alertname=DatasourceError", false, false, true)]
    [InlineData("alertname=[No data] Cart p99", false, false, true)]
    [InlineData("alertname=X, testalert=true", false, false, false)]
    [InlineData("alertname=WatchdogBroken", false, false, false)]
    public void Heartbeats_tests_and_blindness_are_told_apart(string labels, bool heartbeat, bool test, bool blind)
    {
        var alert = Given.One(labels);

        Assert.Equal((heartbeat, test, blind), (alert.Heartbeat, alert.Test, alert.Blind));
        Assert.Equal(blind, alert.AlertType == "MonitoringBlind");
        Assert.True(!blind || alert.Automation == AutomationVerdict.None);
    }

    [Fact]
    public void A_test_label_counts_from_a_trusted_sender() =>
        Assert.True(Given.One("alertname=X, testalert=true", Given.Context with { TrustedForTests = true }).Test);

    [Theory]
    [InlineData("throttled 85% of the time", "throttle_percent", 85)]
    [InlineData("CPU above 90% for 5 min: now 97.5 %", "cpu_percent", 97.5)]
    [InlineData("Only 7.25% space left on disk", "disk_free_percent", 7.25)]
    [InlineData("p99 latency is 2.4 s", "latency_p99_ms", 2_400)]
    [InlineData("restarted 12 times", "restart_count", 12)]
    [InlineData("memory at 512MiB", "memory_bytes", 536_870_912)]
    [InlineData("something at 12%", "value_percent", 12)]
    public void Numbers_with_a_unit_become_metrics(string summary, string name, double value)
    {
        var body = Given.Group(Given.Firing("alertname=X").Replace("\"annotations\":{}", $"\"annotations\":{{\"summary\":\"{summary}\"}}", StringComparison.Ordinal));

        Assert.Equal(value, Given.Alertmanager.Normalised(body).Alerts[0].Alert.Metrics[name].Number);
    }

    [Theory]
    [InlineData("pod cart-85% x")]
    [InlineData("down for 5 s")]
    [InlineData("exit code 137")]
    [InlineData("over 90%")]
    [InlineData("NaN%")]
    public void Other_numbers_do_not(string summary)
    {
        var body = Given.Group(Given.Firing("alertname=X").Replace("\"annotations\":{}", $"\"annotations\":{{\"summary\":\"{summary}\"}}", StringComparison.Ordinal));

        Assert.Empty(Given.Alertmanager.Normalised(body).Alerts[0].Alert.Metrics);
    }

    [Theory]
    [InlineData("a\u0000b\u0007c", 10, "abc", false)]
    [InlineData("abcdef", 5, "abcde", true)]
    [InlineData("abcde", 5, "abcde", false)]
    [InlineData("abcd\U0001F600", 5, "abcd", true)]
    [InlineData("abc\U0001F600", 5, "abc\U0001F600", false)]
    [InlineData("a\u202Eb", 5, "ab", false)]
    [InlineData("line\nnext\t", 20, "line\nnext\t", false)]
    public void Text_is_made_storable(string text, int cap, string clean, bool cut) => Assert.Equal((clean, cut), StorableText.Clean(text, cap));

    [Fact]
    public void Only_a_handful_of_names_may_run_alone_and_unknown_ones_never()
    {
        var auto = Given.Catalogue.Names.Where(name => Given.Catalogue.Find(name).Automation == AutomationVerdict.Auto).ToList();

        Assert.InRange(auto.Count, 1, 6);
        Assert.True(Given.Catalogue.Names.Count > 600);
        Assert.Equal(CatalogueEntry.Unknown, Given.Catalogue.Find("NeverHeardOf"));
        Assert.DoesNotContain(Given.Catalogue.Names, name =>
            AlertCategories.ManualAtMost.Contains(Given.Catalogue.Find(name).Category) && Given.Catalogue.Find(name).Automation > AutomationVerdict.Manual);
    }

    [Fact]
    public void An_override_adds_and_replaces()
    {
        var catalogue = AlertCatalogue.With("""{"MyAlert":{"category":"cpu","automation":"approve","priority":"P0"},"Watchdog":{"category":"watchdog","automation":"none"}}""");

        Assert.Equal(new CatalogueEntry("cpu", Priority.P0, AutomationVerdict.Approve), catalogue.Find("MyAlert"));
        Assert.True(catalogue.Knows("KubePodCrashLooping"));
    }

    [Fact]
    public void A_broken_override_names_every_fault_at_once()
    {
        var fault = Assert.Throws<CatalogueException>(() => AlertCatalogue.With(
            """{"A":{"category":"nonsense","automation":"auto"},"B":{"category":"etcd","automation":"auto"},"C":{"category":"cpu","automation":"maybe","priority":"P9","x":1},"D":5}"""));

        foreach (var part in new[] { "A: category 'nonsense'", "B: category 'etcd' allows manual", "C: automation 'maybe'", "C: priority 'P9'", "C: 'x'", "D: must be an object" })
        {
            Assert.Contains(part, fault.Message, StringComparison.Ordinal);
        }

        Assert.Throws<CatalogueException>(() => AlertCatalogue.With("{"));
    }

    [Fact]
    public void An_alert_survives_storage()
    {
        var alert = Given.One("alertname=KubePodCrashLooping, namespace=商店, pod=cart-0, severity=critical") with { Metrics = new Dictionary<string, MetricValue> { ["a"] = MetricValue.Of(1.5), ["b"] = MetricValue.Of("x"), ["c"] = MetricValue.Of(true) } };

        var json = AlertJson.Write(alert);

        Assert.Equal(json, AlertJson.Write(AlertJson.Read(json)));
        Assert.Contains("\"alert_type\":\"KubePodCrashLooping\"", json, StringComparison.Ordinal);
        Assert.Contains("\"severity\":\"critical\"", json, StringComparison.Ordinal);
        Assert.Contains("\"a\":1.5,\"b\":\"x\",\"c\":true", json, StringComparison.Ordinal);
        Assert.Equal(AlertIdentity.Of(alert, default), AlertIdentity.Of(AlertJson.Read(json), default));
    }

    [Fact]
    public void The_preview_has_every_field_and_null_for_absent_ones()
    {
        var output = new ArrayBufferWriter<byte>();
        AlertPreview.Write(output, "alertmanager", Given.Alertmanager.Normalised(Given.Group(Given.Firing("alertname=A"), "1")), "prod");

        using var document = JsonDocument.Parse(Encoding.UTF8.GetString(output.WrittenSpan));
        var alert = document.RootElement.GetProperty("alerts")[0];
        Assert.Equal(
            ["alert_type", "category", "severity", "status", "namespace", "target_resource", "resource_type", "workload", "cluster", "fingerprint", "priority", "automation", "metrics", "labels", "test", "heartbeat", "blind"],
            alert.EnumerateObject().Select(field => field.Name));
        Assert.Equal(JsonValueKind.Null, alert.GetProperty("namespace").ValueKind);
        Assert.Equal(1, document.RootElement.GetProperty("rejected")[0].GetProperty("index").GetInt32());
    }

    [Fact]
    public void Sources_have_distinct_names_and_paths()
    {
        var sources = AlertSources.All(Given.Catalogue);

        Assert.Equal(["alerts", "alertmanager", "grafana", "signoz", "sentry/error", "kali/scan-result", "pipeline"], sources.Select(source => source.Path));
        Assert.Equal(["standard", "alertmanager", "grafana", "signoz", "sentry", "kali", "pipeline"], sources.Select(source => source.Name));
        Assert.Equal(["signoz/alert"], sources.SelectMany(source => source.OtherPaths));
    }
}
