using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Awoooi.Core.Alerts;
using Awoooi.Tests.Alerts.Sources;
using FsCheck;
using FsCheck.Fluent;

namespace Awoooi.Tests.Alerts;

public sealed class NormalisationPropertyTests
{
    private const string Standard = """{"alert_type":"A","severity":"info","source":"s","message":"m","namespace":"n","target_resource":"t","resource_type":"pod","cluster":"c","description":"d","metrics":{"cpu":1},"fired_at":"2026-11-20T08:00:00Z","status":"firing","labels":{"a":"b"},"links":{"x":"https://x.example.com"}}""";

    private static readonly string Group = Given.Group(Given.Firing("alertname=A, severity=warning, pod=cart-0"), Given.Firing("alertname=B"), Given.Firing("alertname=C"));

    /// <summary>One whole body of every kind.</summary>
    internal static IEnumerable<(IAlertSource Source, string Body)> Bodies =>
    [
        (Given.Standard, Standard),
        (Given.Alertmanager, Group),
        (Given.Grafana, GrafanaSourceTests.Unified(Given.Firing("alertname=A", ",\"values\":{\"B\":1}"))),
        (Given.Grafana, GrafanaSourceTests.Legacy("alerting")),
        (Given.SigNoz, SigNozSourceTests.Group("\"alertname\":\"A\",\"lastSeen\":\"x\"")),
        (Given.SigNoz, """{"alertname":"A","status":"firing","labels":{"a":"b"},"annotations":{"value":"1 s"},"startsAt":"2026-11-20T08:00:00Z"}"""),
        (Given.Sentry, SentrySourceTests.Issue("created")),
        (Given.Sentry, SentrySourceTests.Event("event")),
        (Given.Sentry, SentrySourceTests.Plugin),
        (Given.Kali, KaliSourceTests.Zap("3", "2")),
        (Given.Kali, $$"""{"target":"x","scan_result":{{JsonSerializer.Serialize(Scan)}}}"""),
        (Given.Pipelines, PipelineSourceTests.GitLabPipeline("failed", 60)),
        (Given.Pipelines, PipelineSourceTests.GitLabJob("failed", "false", 1, 2)),
        (Given.Pipelines, PipelineSourceTests.GitHub("workflow_job", "completed", "failure")),
    ];

    private static readonly string Scan = KaliSourceTests.Report(KaliSourceTests.Port("80", KaliSourceTests.Vulners("CVE-2099-0001", "9.8")));

    internal static readonly string[] Values =
    [
        "null", "true", "0", "-1e308", "1e999", "\"\"", "\"x\"", "\"\\ud800\"", "\"\\u0000\"", "[]", "{}", "[[[[]]]]", "{\"a\":{\"b\":null}}", "[null,{}]", "\"4\"", "\"firing\"",
        "\"" + new string('é', 5_000) + "\"",
        new string('[', 70) + new string(']', 70),
    ];

    [Fact]
    public void Any_value_at_any_place_is_answered()
    {
        foreach (var (source, body) in Bodies)
        {
            foreach (var place in Places(JsonNode.Parse(body)!))
            {
                foreach (var value in Values)
                {
                    AssertAnswered(source.Normalised(Replaced(body, place, value)), source is { Name: "alertmanager" } && !place.StartsWith("$.alerts", StringComparison.Ordinal) ? 3 : null);
                }
            }
        }
    }

    [Fact]
    public void Any_bytes_are_answered() =>
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), bytes =>
        {
            foreach (var source in AlertSources.All(Given.Catalogue))
            {
                AssertAnswered(source.Normalise(bytes, Given.Context), null);
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_body_with_any_byte_changed_or_cut_is_answered()
    {
        List<(IAlertSource Source, string Body)> bodies = [.. Bodies, (Given.Kali, Scan)];
        var whole = bodies.ConvertAll(pair => (pair.Source, Bytes: Encoding.UTF8.GetBytes(pair.Body)));
        Prop.ForAll(ArbMap.Default.ArbFor<(int Place, byte Value)>(), change =>
        {
            foreach (var (source, bytes) in whole)
            {
                var at = (int)((uint)change.Place % bytes.Length);
                var changed = bytes.ToArray();
                changed[at] = change.Value;
                AssertAnswered(source.Normalise(changed, Given.Context), null);
                AssertAnswered(source.Normalise(bytes.AsMemory(0, at), Given.Context), null);
            }
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_report_cut_anywhere_is_answered()
    {
        var bytes = Encoding.UTF8.GetBytes(Scan);
        for (var length = 0; length < bytes.Length; length++)
        {
            var result = Given.Kali.Normalise(bytes.AsMemory(0, length), Given.Context);

            AssertAnswered(result, null);
            Assert.True(result.Fault is not null || result.Alerts.Any(item => item.Alert.Blind), $"{length} bytes pass for a whole report");
        }
    }

    [Fact]
    public void Every_element_is_an_alert_or_a_rejection() =>
        Prop.ForAll(ArbMap.Default.ArbFor<bool[]>(), good =>
        {
            var result = Given.Alertmanager.Normalised(Given.Group([.. good.Select(fine => fine ? Given.Firing("alertname=A") : "[]")]));

            Assert.Null(result.Fault);
            Assert.Equal(Enumerable.Range(0, good.Length), result.Alerts.Select(item => item.Index).Concat(result.Rejected.Select(item => item.Index)).Order());
            Assert.Equal(good.Count(fine => fine), result.Alerts.Count);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Order_of_labels_changes_neither_fingerprint_nor_identity() =>
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
        {
            string[] labels = ["alertname=KubePodCrashLooping", "namespace=shop", "pod=cart-0", "job=kube-state-metrics", "container=cart", "severity=warning"];
            var shuffled = labels.ToArray();
            new System.Random(seed).Shuffle(shuffled);
            var (one, two) = (Given.One(string.Join(", ", labels)), Given.One(string.Join(", ", shuffled)));

            Assert.Equal(Fingerprint.Of(one, "prod"), Fingerprint.Of(two, "prod"));
            Assert.Equal(AlertIdentity.Of(one, default), AlertIdentity.Of(two, default));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Different_labels_never_share_an_encoding() =>
        Prop.ForAll(ArbMap.Default.ArbFor<(NonEmptyString A, NonEmptyString B)>(), pair =>
        {
            var joined = AlertIdentity.KeyOf("s", new Dictionary<string, string> { [pair.A.Get] = pair.B.Get + "x" });
            var split = AlertIdentity.KeyOf("s", new Dictionary<string, string> { [pair.A.Get + "x"] = pair.B.Get });

            Assert.NotEqual(joined, split);
        }).QuickCheckThrowOnFailure();

    private static void AssertAnswered(Normalisation result, int? elements)
    {
        Assert.True(result.Fault is null || (result.Alerts.Count == 0 && result.Rejected.Count == 0));
        Assert.True(result.Fault is not null || elements is null || result.Alerts.Count + result.Rejected.Count == elements);
        foreach (var (_, alert) in result.Alerts)
        {
            Assert.DoesNotContain('\0', AlertJson.Write(alert));
        }
    }

    internal static IEnumerable<string> Places(JsonNode node)
    {
        yield return node.GetPath();
        var children = node switch
        {
            JsonObject map => map.Select(pair => pair.Value),
            JsonArray list => list,
            _ => [],
        };
        foreach (var place in children.OfType<JsonNode>().SelectMany(Places))
        {
            yield return place;
        }
    }

    internal static string Replaced(string body, string place, string value)
    {
        const string marker = "@@replaced@@";
        var root = JsonNode.Parse(body)!;
        if (place == "$")
        {
            return value;
        }

        Find(root, place)!.ReplaceWith(JsonValue.Create(marker));
        return root.ToJsonString().Replace($"\"{marker}\"", value, StringComparison.Ordinal);
    }

    private static JsonNode? Find(JsonNode node, string place) =>
        node.GetPath() == place
            ? node
            : (node switch { JsonObject map => map.Select(pair => pair.Value), JsonArray list => list, _ => [] })
                .OfType<JsonNode>().Select(child => Find(child, place)).FirstOrDefault(found => found is not null);
}
