using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using Awoooi.Tests.TestKit;

namespace Awoooi.Tests.Endpoints;

/// <summary>A scrape hears every app of the process, so no other may run beside it.</summary>
[CollectionDefinition(nameof(MetricsAlone), DisableParallelization = true)]
public sealed class MetricsAlone;

/// <summary>/metrics of the real app, under the ordinary storm limits.</summary>
[Collection(nameof(MetricsAlone))]
public sealed partial class MetricsTests(StormyApp app) : IClassFixture<StormyApp>
{
    [Fact]
    public async Task The_scrape_names_what_happened_and_promtool_reads_it()
    {
        for (var i = 0; i < 12; i++)
        {
            await PostAsync($$"""{"alert_type":"HighErrorRate","severity":"warning","source":"t","message":"m","namespace":"metrics","target_resource":"t{{i}}"}""");
        }

        await PostAsync("""{"alert_type":"HighErrorRate","severity":"warning","source":"t","message":"m","namespace":"metrics","target_resource":"t0"}""");
        await PostAsync("[]");
        using (await app.Client.GetAsync(new Uri("/api/v1/incidents/INC-1", UriKind.Relative)))
        using (await app.Client.GetAsync(new Uri("/no/such/page", UriKind.Relative)))
        using (await app.Client.SendAsync(new HttpRequestMessage(new HttpMethod("BREW"), "/health")))
        {
        }

        // The gauges are read every ten seconds.
        var text = "";
        for (var tries = 0; tries < 100 && !text.Contains("awoooi_last_alert_received_timestamp{source=\"standard\"}", StringComparison.Ordinal); tries++)
        {
            await Task.Delay(300);
            text = await app.Client.GetStringAsync(new Uri("/metrics", UriKind.Relative));
        }

        Assert.Equal(13, Value(text, """awoooi_alerts_received_total{severity="warning",source="standard",status="firing"}"""));
        Assert.Equal(1, Value(text, """awoooi_alerts_deduplicated_total{reason="repeat"}"""));
        Assert.Equal(1, Value(text, """awoooi_alerts_aggregated_total{kind="incident"}"""));
        Assert.Equal(1, Value(text, "awoooi_alert_storm_detected_total"));
        Assert.Equal(13, Value(text, """awoooi_webhook_latency_seconds_count{webhook_type="standard"}"""));
        Assert.True(Value(text, "awoooi_alert_groups_active") > 0);
        Assert.InRange(Value(text, """awoooi_last_alert_received_timestamp{source="standard"}"""), TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() - 300, TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() + 5);
        Assert.Equal(0, Value(text, "awoooi_approvals_pending"));
        Assert.Equal(1, Value(text, """http_requests_total{method="GET",path="/api/v1/incidents/{id}",status="401"}"""));
        Assert.Equal(1, Value(text, """http_requests_total{method="POST",path="/api/v1/webhooks/alerts",status="400"}"""));
        Assert.Equal(14, Value(text, """http_request_duration_seconds_count{method="POST",path="/api/v1/webhooks/alerts"}"""));
        Assert.Contains("path=\"unmatched\"", text, StringComparison.Ordinal);
        Assert.Contains("method=\"other\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain("/no/such/page", text, StringComparison.Ordinal);
        Assert.Contains("awoooi_work_queue_depth{kind=\"analyse\"}", text, StringComparison.Ordinal);
        Assert.Contains("awoooi_work_queue_age_seconds{kind=\"analyse\"}", text, StringComparison.Ordinal);

        // 3 is what promtool ends with for remarks on names, which those of the runtime draw; none is on ours.
        var (code, remarks) = await PromtoolAsync(text);
        Assert.True(code is 0 or 3, remarks);
        Assert.DoesNotMatch(Ours(), remarks);
    }

    private async Task PostAsync(string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/webhooks/alerts") { Content = new StringContent(body, Encoding.UTF8, "application/json"), Headers = { Authorization = new("Bearer", AppFixture.Key) } };
        using var answer = await app.Client.SendAsync(request);
        Assert.True((int)answer.StatusCode < 500);
    }

    private static double Value(string text, string series)
        => double.Parse(text.Split('\n').Single(line => line.StartsWith(series + " ", StringComparison.Ordinal))[(series.Length + 1)..], System.Globalization.CultureInfo.InvariantCulture);

    private static async Task<(int Code, string Remarks)> PromtoolAsync(string text)
    {
        using var promtool = Process.Start(new ProcessStartInfo("promtool", ["check", "metrics"]) { RedirectStandardInput = true, RedirectStandardError = true, RedirectStandardOutput = true })!;
        var (errors, output) = (promtool.StandardError.ReadToEndAsync(), promtool.StandardOutput.ReadToEndAsync());
        await promtool.StandardInput.WriteAsync(text);
        promtool.StandardInput.Close();
        await promtool.WaitForExitAsync();
        return (promtool.ExitCode, await errors + await output);
    }

    [GeneratedRegex("^(awoooi|http)_", RegexOptions.Multiline)]
    private static partial Regex Ours();
}
