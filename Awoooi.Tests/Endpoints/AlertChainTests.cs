using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Awoooi.Core.Alerts;
using Awoooi.Core.Incidents;
using Awoooi.Tests.TestKit;
using Awoooi.Web.Workers;
using Microsoft.Extensions.DependencyInjection;

namespace Awoooi.Tests.Endpoints;

/// <summary>The chain over the real app: heartbeats come in through the door.</summary>
public sealed class AlertChainTests(AppFixture app) : IClassFixture<AppFixture>
{
    [Fact]
    public async Task A_heartbeat_is_seen_and_its_absence_is_an_incident_until_it_is_back()
    {
        Assert.Equal(HttpStatusCode.OK, await BeatAsync());
        using var reader = await app.ReaderAsync();
        var chain = await JsonAsync(reader, "/api/v1/alert-chain");
        Assert.Equal("ok", (string?)chain["steps"]!.AsArray().Single(step => (string?)step!["step"] == "rule")!["state"]);
        Assert.Equal("not_configured", (string?)chain["steps"]!.AsArray().Single(step => (string?)step!["step"] == "telegram")!["state"]);

        var now = TimeProvider.System.GetUtcNow();
        Assert.Empty(await DueAsync(now.AddMinutes(14)));
        var absent = Assert.Single(await DueAsync(now.AddMinutes(16)));
        Assert.True(absent is { Status: AlertStatus.Firing, Blind: true, Priority: Priority.P1, TargetResource: "alertmanager", Automation: AutomationVerdict.None });

        await DeliverAsync(absent);
        Assert.Empty(await DueAsync(now.AddMinutes(16)));
        var open = Assert.Single((await JsonAsync(reader, $"/api/v1/incidents?status=open_any&q={HeartbeatWatch.AlertType}"))["items"]!.AsArray());
        Assert.Equal(1, (int)open!["firing"]!);

        // The heartbeat that came just now is within its time: what was raised ends.
        await DeliverAsync(Assert.Single(await DueAsync(now)));
        Assert.Empty((await JsonAsync(reader, $"/api/v1/incidents?status=open_any&q={HeartbeatWatch.AlertType}"))["items"]!.AsArray());
    }

    [Fact]
    public async Task The_chain_is_not_for_everybody()
    {
        using var answer = await app.Client.GetAsync(new Uri("/api/v1/alert-chain", UriKind.Relative));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task An_incident_carries_its_frequency()
    {
        var target = $"cart-{Guid.CreateVersion7():N}";
        string? id = null;
        for (var i = 0; i < 5; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/webhooks/alerts")
            {
                Content = new StringContent($$"""{"alert_type":"HighCpuLoad","severity":"warning","source":"test","message":"hot","namespace":"shop","target_resource":"{{target}}","resource_type":"deployment","fired_at":"2026-11-20T0{{i}}:00:00Z"}""", Encoding.UTF8, "application/json"),
                Headers = { Authorization = new("Bearer", AppFixture.Key) },
            };
            using var answer = await app.Client.SendAsync(request);
            id = (string?)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["incidents"]![0]!["id"];
        }

        using var reader = await app.ReaderAsync();
        var frequency = (await JsonAsync(reader, $"/api/v1/incidents/{id}"))["frequency"]!;

        Assert.Equal(("FREQUENT", 5, 5, 5, 0), ((string?)frequency["level"], (int)frequency["last_hour"]!, (int)frequency["last_24h"]!, (int)frequency["last_7d"]!, (int)frequency["repairs_in_vain"]!));
    }

    private Task<IReadOnlyList<Alert>> DueAsync(DateTimeOffset now)
        => HeartbeatWatch.DueAsync(app.Host.Services.GetRequiredService<IAlertSources>(), app.Host.Services.GetRequiredService<IIncidentStore>(), now, CancellationToken.None);

    private async Task DeliverAsync(Alert alert)
    {
        var now = TimeProvider.System.GetUtcNow();
        var delivery = new Delivery(Guid.CreateVersion7(now), alert.Source, now, [app.Host.Services.GetRequiredService<Installation>().Identify(alert)], "{}"u8.ToArray()) { FromSource = false };
        Assert.IsType<IntakeAnswer.Stored>(await app.Host.Services.GetRequiredService<AlertIntake>().AcceptAsync(delivery, CancellationToken.None));
    }

    private async Task<HttpStatusCode> BeatAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/webhooks/alertmanager")
        {
            Content = new StringContent("""{"version":"4","status":"firing","receiver":"awoooi","groupLabels":{},"commonLabels":{},"commonAnnotations":{},"externalURL":"","groupKey":"{}","alerts":[{"status":"firing","labels":{"alertname":"Watchdog","severity":"none"},"annotations":{},"startsAt":"2026-11-20T08:00:00Z","endsAt":"0001-01-01T00:00:00Z","generatorURL":"","fingerprint":"aa"}]}""", Encoding.UTF8, "application/json"),
            Headers = { Authorization = new("Bearer", AppFixture.Key) },
        };
        using var answer = await app.Client.SendAsync(request);
        return answer.StatusCode;
    }

    private static async Task<JsonNode> JsonAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonNode.Parse(text)!;
    }
}
