using Awoooi.Core.Alerts;

namespace Awoooi.Tests.Alerts.Sources;

public sealed class StandardSourceTests
{
    private const string Full = """
        {"alert_type":"HighMemoryUsage","severity":"critical","source":"cron","message":"memory 95%","namespace":"shop","target_resource":"cart-7d4b8c9f5-x2k4p",
         "resource_type":"pod","cluster":"eu-1","metrics":{"memory_percent":95.5,"note":"x","hot":true},"fired_at":"2026-11-20T16:00:00+08:00","labels":{"team":"shop"},
         "links":{"run":"https://x.example.com","bad":"file:///etc/passwd"},"raw_payload":{"any":[1]},"whatever":null}
        """;

    [Fact]
    public void A_full_body_becomes_an_alert()
    {
        var alert = Assert.Single(Given.Standard.Normalised(Full).Alerts).Alert;

        Assert.Equal(("standard", "HighMemoryUsage", Severity.Critical, Priority.P0, "memory"), (alert.Source, alert.AlertType, alert.Severity, alert.Priority, alert.Category));
        Assert.Equal(("shop", "cart-7d4b8c9f5-x2k4p", "pod", "cart", "eu-1"), (alert.Namespace, alert.TargetResource, alert.ResourceType, alert.Workload, alert.Cluster));
        Assert.Equal((95.5, "x", true), (alert.Metrics["memory_percent"].Number, alert.Metrics["note"].Text, alert.Metrics["hot"].Flag));
        Assert.Equal(new DateTimeOffset(2026, 11, 20, 8, 0, 0, TimeSpan.Zero), alert.StartsAt);
        Assert.Equal(["run"], alert.Links.Keys);
    }

    [Theory]
    [InlineData("alert_type")]
    [InlineData("severity")]
    [InlineData("source")]
    [InlineData("message")]
    public void A_missing_required_field_is_named(string field)
    {
        var fields = new[] { "alert_type", "severity", "source", "message" };
        var without = "{" + string.Join(',', fields.Where(name => name != field).Select(name => $"\"{name}\":\"info\"")) + "}";
        var empty = "{" + string.Join(',', fields.Select(name => $"\"{name}\":\"{(name == field ? " " : "info")}\"")) + "}";
        var wrong = "{" + string.Join(',', fields.Select(name => name == field ? $"\"{name}\":5" : $"\"{name}\":\"info\"")) + "}";

        Assert.Equal(new BodyFault($"$.{field}", "is missing"), Given.Standard.Normalised(without).Fault);
        Assert.Equal(new BodyFault($"$.{field}", "is empty"), Given.Standard.Normalised(empty).Fault);
        Assert.Equal(new BodyFault($"$.{field}", "must be a string, not a number"), Given.Standard.Normalised(wrong).Fault);
    }

    [Theory]
    [InlineData("\"metrics\":[]", "$.metrics")]
    [InlineData("\"metrics\":{\"cpu\":{}}", "$.metrics.cpu")]
    [InlineData("\"metrics\":{\"cpu\":1e999}", "$.metrics.cpu")]
    [InlineData("\"labels\":{\"a\":1}", "$.labels.a")]
    [InlineData("\"links\":\"x\"", "$.links")]
    [InlineData("\"fired_at\":5", "$.fired_at")]
    [InlineData("\"fired_at\":\"soon\"", "$.fired_at")]
    [InlineData("\"status\":\"maybe\"", "$.status")]
    [InlineData("\"resource_type\":\"spaceship\"", "$.resource_type")]
    [InlineData("\"message\":\"twice\"", "$.message")]
    public void A_wrong_field_is_named(string field, string path) => Assert.Equal(path, Given.Standard.Normalised(Body(field)).Fault?.Path);

    [Fact]
    public void Two_alerts_about_different_targets_have_different_identities()
    {
        var keys = new[] { "a", "b" }.Select(target => AlertIdentity.Of(Given.Standard.Normalised(Body($"\"target_resource\":\"{target}\"")).Alerts[0].Alert, default).LabelsKey);

        Assert.Equal(2, keys.Distinct().Count());
    }

    [Fact]
    public void Resolved_is_the_same_alert_as_firing()
    {
        var firing = Given.Standard.Normalised(Body("\"status\":\"firing\"")).Alerts[0].Alert;
        var resolved = Given.Standard.Normalised(Body("\"status\":\"resolved\"")).Alerts[0].Alert;

        Assert.Equal(AlertIdentity.Of(firing, default), AlertIdentity.Of(resolved, default));
        Assert.Equal(AlertStatus.Resolved, resolved.Status);
    }

    private static string Body(string field) => $$"""{"alert_type":"A","severity":"info","source":"s","message":"m",{{field}}}""";
}
