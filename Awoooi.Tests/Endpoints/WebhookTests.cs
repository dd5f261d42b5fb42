using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Awoooi.Tests.TestKit;

namespace Awoooi.Tests.Endpoints;

public sealed class WebhookTests(AppFixture app) : IClassFixture<AppFixture>
{
    [Fact]
    public async Task A_first_alert_answers_201_and_its_repeat_200()
    {
        var body = Standard(Unique());

        var (first, opened) = await PostAsync("alerts", body);
        var (second, repeated) = await PostAsync("alerts", body);

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK), (first, second));
        Assert.Equal(("accepted", 1, 1), ((string?)opened["status"], (int)opened["received"]!, (int)opened["opened"]!));
        Assert.Equal(("deduplicated", 1), ((string?)repeated["status"], (int)repeated["duplicates"]!));
        Assert.Equal(2, (int)repeated["incidents"]![0]!["hit_count"]!);
        Assert.Equal((string?)opened["incidents"]![0]!["id"], (string?)repeated["incidents"]![0]!["id"]);
    }

    [Fact]
    public async Task An_alertmanager_group_with_one_bad_alert_keeps_the_good_ones()
    {
        var body = $$"""{"version":"4","status":"firing","alerts":[{{V4(Unique())}},{"status":"firing","labels":"nope"},{{V4(Unique())}}]}""";

        var (status, answer) = await PostAsync("alertmanager", body);

        Assert.Equal(HttpStatusCode.Created, status);
        Assert.Equal((3, 2), ((int)answer["received"]!, (int)answer["opened"]!));
        Assert.Equal(1, (int)answer["rejected"]![0]!["index"]!);
    }

    [Fact]
    public async Task Preview_normalises_and_stores_nothing()
    {
        var target = Unique();

        var (status, answer) = await PostAsync("alerts?preview=true", Standard(target));

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(target, (string?)answer["alerts"]![0]!["target_resource"]);
        await using var data = Npgsql.NpgsqlDataSource.Create(app.Names.AppConnectionString);
        await using var command = data.CreateCommand("select count(*) from incidents where target_resource = $1");
        command.Parameters.Add(new() { Value = target });
        Assert.Equal(0L, await command.ExecuteScalarAsync());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Bearer wrong")]
    [InlineData("Basic d3Jvbmc6d3Jvbmc=")]
    [InlineData("Basic !!!")]
    [InlineData("Bearer")]
    [InlineData("Digest a-webhook-key-for-tests")]
    public async Task Without_a_valid_key_the_answer_is_401(string? authorization)
    {
        using var request = Request("alerts", Standard(Unique()), authorization);
        using var answer = await app.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task The_key_is_accepted_as_basic_password()
    {
        using var request = Request("alerts", Standard(Unique()), "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"am:{AppFixture.Key}")));
        using var answer = await app.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""{"alert_type":"X"}""")]
    [InlineData("""{"alert_type":7,"severity":"info","source":"s","message":"m"}""")]
    public async Task A_bad_body_answers_400_naming_the_place_and_opens_a_blind_incident(string body)
    {
        var (status, answer) = await PostAsync("alerts", body);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.StartsWith("$", (string?)answer["path"], StringComparison.Ordinal);
        await using var data = Npgsql.NpgsqlDataSource.Create(app.Names.AppConnectionString);
        await using var command = data.CreateCommand("select count(*) from incidents where alert_type = 'MonitoringBlind' and target_resource = 'standard' and status < 2");
        Assert.Equal(1L, await command.ExecuteScalarAsync());
    }

    [Fact]
    public async Task Another_content_type_is_415_and_a_body_over_the_limit_413()
    {
        using var text = Request("alerts", Standard(Unique()));
        text.Content!.Headers.ContentType = new MediaTypeHeaderValue("text/plain");
        using var unsupported = await app.Client.SendAsync(text);
        using var large = Request("alerts", new string(' ', (5 << 20) + 1));
        using var tooLarge = await app.Client.SendAsync(large);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, unsupported.StatusCode);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, tooLarge.StatusCode);
    }

    [Fact]
    public async Task A_deeply_nested_body_is_refused_and_not_followed()
    {
        var (status, _) = await PostAsync("alertmanager", new string('[', 100_000) + new string(']', 100_000));

        Assert.Equal(HttpStatusCode.BadRequest, status);
    }

    [Fact]
    public async Task Many_senders_of_one_alert_open_one_incident_and_every_hit_counts()
    {
        var body = Standard(Unique());

        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => PostAsync("alerts", body)));

        Assert.Single(answers, answer => answer.Status == HttpStatusCode.Created);
        Assert.Equal(200, answers.Max(answer => (long)answer.Body["incidents"]![0]!["hit_count"]!));
        Assert.Equal(200, answers.Select(answer => (long)answer.Body["incidents"]![0]!["hit_count"]!).Distinct().Count());
    }

    private async Task<(HttpStatusCode Status, JsonNode Body)> PostAsync(string path, string body)
    {
        using var request = Request(path, body);
        using var answer = await app.Client.SendAsync(request);
        return (answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!);
    }

    private static HttpRequestMessage Request(string path, string body, string? authorization = "Bearer " + AppFixture.Key)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/webhooks/{path}") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (authorization is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        return request;
    }

    private static string Unique() => $"cart-{Guid.CreateVersion7():N}";

    private static string Standard(string target)
        => $$"""{"alert_type":"HighErrorRate","severity":"warning","source":"test","message":"m","namespace":"shop","target_resource":"{{target}}","resource_type":"deployment"}""";

    private static string V4(string pod)
        => $$$"""{"status":"firing","labels":{"alertname":"KubePodCrashLooping","namespace":"shop","pod":"{{{pod}}}","severity":"warning"},"annotations":{},"startsAt":"2026-11-20T08:00:00.123456789Z","endsAt":"0001-01-01T00:00:00Z"}""";
}
