using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Awoooi.Tests.Alerts.Sources;
using Awoooi.Tests.TestKit;

namespace Awoooi.Tests.Endpoints;

/// <summary>The doors of the single sources, each with the proof its sender can give.</summary>
public sealed class WebhookDoorTests(AppFixture app) : IClassFixture<AppFixture>
{
    private const string Bearer = "Authorization: Bearer " + AppFixture.Key;

    [Theory]
    [InlineData("grafana")]
    [InlineData("signoz")]
    [InlineData("signoz/alert")]
    [InlineData("sentry/error")]
    [InlineData("kali/scan-result")]
    [InlineData("pipeline")]
    public async Task Every_door_is_shut_without_proof_and_previews_with_it(string path)
    {
        var body = BodyOf(path);
        var key = path == "sentry/error" ? $"Sentry-Hook-Signature: {Hex(AppFixture.SentrySecret, body)}" : Bearer;

        var (shut, _) = await SendAsync(path, body);
        var (wrong, _) = await SendAsync(path, body, ["Authorization: Bearer wrong", "X-Gitlab-Token: wrong", "Sentry-Hook-Signature: 00", "X-Hub-Signature-256: sha256=00"]);
        var (open, answer) = await SendAsync($"{path}?preview=true", body, [key]);

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized, HttpStatusCode.OK), (shut, wrong, open));
        Assert.NotEmpty(answer["alerts"]!.AsArray());
        Assert.Empty(answer["rejected"]!.AsArray());
    }

    [Fact]
    public async Task Grafana_may_sign_its_body_with_the_time_and_may_put_it()
    {
        var body = GrafanaSourceTests.Unified(Firing());
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var (good, old) = (Stamp(now), Stamp(now - 400));

        var (accepted, answer) = await SendAsync("grafana", body, [$"X-Grafana-Alerting-Signature: {Hex(AppFixture.GrafanaSecret, $"{good}:{body}")}", $"X-Grafana-Time: {good}"], method: HttpMethod.Put);
        var (late, _) = await SendAsync("grafana", body, [$"X-Grafana-Alerting-Signature: {Hex(AppFixture.GrafanaSecret, $"{old}:{body}")}", $"X-Grafana-Time: {old}"]);
        var (forged, _) = await SendAsync("grafana", body, [$"X-Grafana-Alerting-Signature: {Hex("wrong", $"{good}:{body}")}", $"X-Grafana-Time: {good}", Bearer]);

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized), (accepted, late, forged));
        Assert.Equal((1, 1), ((int)answer["received"]!, (int)answer["opened"]!));
    }

    [Fact]
    public async Task A_sentry_delivery_sent_twice_counts_once()
    {
        var body = SentrySourceTests.Issue("created").Replace("55501", Number(), StringComparison.Ordinal);
        string[] proof = [$"Sentry-Hook-Signature: {Hex(AppFixture.SentrySecret, body)}", "Request-ID: 0123456789abcdef0123456789abcdef"];

        var (first, opened) = await SendAsync("sentry/error", body, proof);
        var (second, again) = await SendAsync("sentry/error", body, proof);
        var (third, other) = await SendAsync("sentry/error", body, [proof[0], "Request-ID: another"]);

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK, HttpStatusCode.OK), (first, second, third));
        Assert.Equal(("accepted", 1), ((string?)opened["status"], (int)opened["opened"]!));
        Assert.Equal(("ignored", 1, 1, 0), ((string?)again["status"], (int)again["received"]!, (int)again["ignored"]!, again["incidents"]!.AsArray().Count));
        Assert.Equal(2, (int)other["incidents"]![0]!["hit_count"]!);
    }

    [Fact]
    public async Task A_resolved_sentry_issue_ends_what_its_event_began()
    {
        var number = Number();
        var happened = SentrySourceTests.Event("event").Replace("55501", number, StringComparison.Ordinal);
        var resolved = SentrySourceTests.Issue("resolved", "resolved").Replace("55501", number, StringComparison.Ordinal);

        var (_, opened) = await SendAsync("sentry/error", happened, [$"Sentry-Hook-Signature: {Hex(AppFixture.SentrySecret, happened)}"]);
        var (_, ended) = await SendAsync("sentry/error", resolved, [$"Sentry-Hook-Signature: {Hex(AppFixture.SentrySecret, resolved)}"]);

        Assert.Equal((1, 1), ((int)opened["opened"]!, (int)ended["resolved"]!));
    }

    [Fact]
    public async Task Gitlab_shows_a_token_and_github_signs()
    {
        var gitLab = PipelineSourceTests.GitLabPipeline("failed", 60).Replace("shop/cart", $"shop/{Number()}", StringComparison.Ordinal);
        var gitHub = PipelineSourceTests.GitHub("workflow_run", "completed", "failure").Replace("acme/cart", $"acme/{Number()}", StringComparison.Ordinal);

        var (token, opened) = await SendAsync("pipeline", gitLab, [$"X-Gitlab-Token: {AppFixture.Key}"]);
        var (signed, _) = await SendAsync("pipeline", gitHub, [$"X-Hub-Signature-256: sha256={Hex(AppFixture.Key, gitHub)}"]);

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created, 1), (token, signed, (int)opened["opened"]!));
    }

    [Fact]
    public async Task A_scan_may_come_as_xml_and_its_command_line_is_not_stored()
    {
        var body = KaliSourceTests.Report(KaliSourceTests.Port("80", KaliSourceTests.Vulners($"CVE-2098-{Number()[..6]}", "9.8")));

        var (status, answer) = await SendAsync("kali/scan-result", body, [Bearer], "application/xml");
        var (elsewhere, _) = await SendAsync("alertmanager", body, [Bearer], "application/xml");

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.UnsupportedMediaType), (status, elsewhere));
        Assert.Equal(1, (int)answer["opened"]!);
        await using var data = Npgsql.NpgsqlDataSource.Create(app.Names.AppConnectionString);
        await using var command = data.CreateCommand("select convert_from(body, 'UTF8') from deliveries where source = 'kali'");
        var stored = (string)(await command.ExecuteScalarAsync())!;
        Assert.Contains("sha256", stored, StringComparison.Ordinal);
        Assert.DoesNotContain("script-args", stored, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_on_the_wrong_path_is_told_where_it_belongs()
    {
        var (status, answer) = await SendAsync("alertmanager", GrafanaSourceTests.Unified(Firing()), [Bearer]);

        Assert.Equal((HttpStatusCode.BadRequest, "$"), (status, (string?)answer["path"]));
        Assert.Contains("/api/v1/webhooks/grafana", (string?)answer["detail"], StringComparison.Ordinal);
    }

    private static string BodyOf(string path) => path switch
    {
        "grafana" => GrafanaSourceTests.Unified(Firing()),
        "signoz" => SigNozSourceTests.Group("\"alertname\":\"A\""),
        "signoz/alert" => """{"alertname":"A","status":"firing","labels":{},"annotations":{},"startsAt":"2026-11-20T08:00:00Z"}""",
        "sentry/error" => SentrySourceTests.Issue("created"),
        "kali/scan-result" => KaliSourceTests.Zap("3", "2"),
        _ => PipelineSourceTests.GitLabPipeline("failed", 60),
    };

    private async Task<(HttpStatusCode Status, JsonNode Body)> SendAsync(string path, string body, IEnumerable<string>? headers = null, string type = "application/json", HttpMethod? method = null)
    {
        using var request = new HttpRequestMessage(method ?? HttpMethod.Post, $"/api/v1/webhooks/{path}") { Content = new StringContent(body, Encoding.UTF8, type) };
        foreach (var header in headers ?? [])
        {
            request.Headers.TryAddWithoutValidation(header.Split(": ")[0], header[(header.IndexOf(": ", StringComparison.Ordinal) + 2)..]);
        }

        using var answer = await app.Client.SendAsync(request);
        return (answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!);
    }

    private static string Firing() => Alerts.Given.Firing($"alertname=Checkout latency, namespace=shop, pod=cart-{Number()}");

    // Digits only, and never the same twice.
    private static string Number() => RandomNumberGenerator.GetInt32(100_000, 1_000_000).ToString(CultureInfo.InvariantCulture) + RandomNumberGenerator.GetInt32(100_000, 1_000_000).ToString(CultureInfo.InvariantCulture);

    private static string Stamp(long seconds) => seconds.ToString(CultureInfo.InvariantCulture);

    private static string Hex(string key, string body) => Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(body)));
}
