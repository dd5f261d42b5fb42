using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Awoooi.Tests.TestKit;
using Npgsql;

namespace Awoooi.Tests.Endpoints;

/// <summary>The app under its ordinary limits.</summary>
public sealed class StormyApp : AppFixture
{
    protected override IReadOnlyDictionary<string, string?> Settings { get; } = new Dictionary<string, string?> { ["Awoooi:Intake:StormAbove"] = "10", ["Awoooi:Intake:SourceStormAbove"] = "100" };
}

public sealed class StormJourneyTests(StormyApp app) : IClassFixture<StormyApp>
{
    private const int Bodies = 100;
    private const int AlertsEach = 10;
    private const int Workloads = 200;

    [Fact]
    public async Task A_thousand_alerts_over_two_hundred_workloads_are_one_storm_and_each_stays_readable()
    {
        await Parallel.ForEachAsync(Enumerable.Range(0, Bodies), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (body, cancel) => Assert.Equal(AlertsEach, await PostAsync(body, cancel)));
        using var reader = await app.ReaderAsync();

        var open = (await GetAsync(reader, "/api/v1/incidents?status=open_any&limit=200"))["items"]!.AsArray().Where(incident => (string?)incident!["namespace"] == "shop").ToList();
        var storm = Assert.Single(open, incident => (bool)incident!["storm"]!)!;
        Assert.Equal(("AlertStorm", "shop"), ((string?)storm["alert_type"], (string?)storm["namespace"]));
        Assert.Equal(11, open.Count);

        var id = (string)storm["id"]!;
        var members = await GetAsync(reader, $"/api/v1/incidents?storm={id}&limit=200");
        Assert.Equal(10, members["items"]!.AsArray().Count);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var incident in open)
        {
            await ReadAllAsync(reader, (string)incident!["id"]!, seen);
        }

        Assert.Equal(Bodies * AlertsEach, seen.Count);
        var one = await GetAsync(reader, $"/api/v1/incidents/{id}/alerts?label=deployment%3Dw-150&status=firing");
        Assert.Equal(Bodies * AlertsEach / Workloads, one["items"]!.AsArray().Count);
        Assert.All(one["items"]!.AsArray(), alert => Assert.Equal("w-150", (string?)alert!["target_resource"]));

        await AnalysedAsync(id);
        Assert.Equal(1L, await ScalarAsync($"select count(*) from audit_entries where action = 'incident.analysed' and subject = '{id}'"));
        Assert.Equal(0L, await ScalarAsync("select count(*) from approvals"));
    }

    [Theory]
    [InlineData("label=nonsense", "label")]
    [InlineData("status=open", "status")]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=501", "limit")]
    [InlineData("cursor=1.2", "cursor")]
    public async Task A_wrong_question_about_alerts_names_its_field(string query, string field)
    {
        Assert.Equal(1, await PostOneAsync("alone"));
        using var reader = await app.ReaderAsync();
        var incident = (await GetAsync(reader, "/api/v1/incidents?limit=1"))["items"]![0]!["id"]!;

        using var answer = await reader.GetAsync(new Uri($"/api/v1/incidents/{incident}/alerts?{query}", UriKind.Relative));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(field, (string?)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["field"]);
    }

    private static async Task ReadAllAsync(HttpClient reader, string incident, HashSet<string> seen)
    {
        string? cursor = null;
        do
        {
            var page = await GetAsync(reader, $"/api/v1/incidents/{incident}/alerts?limit=300&cursor={cursor}");
            Assert.All(page["items"]!.AsArray(), alert => Assert.True(seen.Add((string)alert!["labels"]!["number"]!)));
            cursor = (string?)page["next"];
        }
        while (cursor is not null);
    }

    private async Task AnalysedAsync(string id)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (await ScalarAsync($"select count(*) from work_items where kind in ('analyse', 'storm') and parked_at is null") > 0 || await ScalarAsync($"select count(*) from incidents where id = '{id}' and analysed_at is not null") == 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), limit.Token);
        }
    }

    private async Task<int> PostAsync(int body, CancellationToken cancel)
    {
        var alerts = string.Join(',', Enumerable.Range(body * AlertsEach, AlertsEach).Select(number =>
            $$$"""{"status":"firing","labels":{"alertname":"KubeDeploymentReplicasMismatch","namespace":"shop","deployment":"w-{{{number % Workloads}}}","severity":"warning","number":"{{{number}}}"},"annotations":{},"startsAt":"2026-11-20T08:00:00Z"}"""));
        return await SendAsync("alertmanager", $$"""{"version":"4","status":"firing","alerts":[{{alerts}}]}""", cancel);
    }

    private Task<int> PostOneAsync(string target) => SendAsync(
        "alerts", $$"""{"alert_type":"HighErrorRate","severity":"warning","source":"s","message":"m","namespace":"bank","target_resource":"{{target}}"}""", CancellationToken.None);

    private async Task<int> SendAsync(string path, string body, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/webhooks/{path}") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", AppFixture.Key);
        using var answer = await app.Client.SendAsync(request, cancel);
        var receipt = JsonNode.Parse(await answer.Content.ReadAsStringAsync(cancel))!;
        Assert.True(answer.IsSuccessStatusCode, receipt.ToJsonString());
        Assert.Equal((int)receipt["received"]!, (int)receipt["opened"]! + (int)receipt["aggregated"]! + (int)receipt["duplicates"]! + (int)receipt["resolved"]! + (int)receipt["ignored"]! + receipt["rejected"]!.AsArray().Count);
        return (int)receipt["received"]!;
    }

    private async Task<long> ScalarAsync(string sql)
    {
        await using var data = NpgsqlDataSource.Create(app.Names.AppConnectionString);
        await using var command = data.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private static async Task<JsonNode> GetAsync(HttpClient reader, string path)
    {
        using var answer = await reader.GetAsync(new Uri(path, UriKind.Relative));
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonNode.Parse(text)!;
    }
}
