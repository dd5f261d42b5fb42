using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Awoooi.Infrastructure.Postgres.Embedded;
using Xunit.Abstractions;

namespace Awoooi.Tests.Faults;

[Collection(FaultsCollection.Name)]
public sealed class DatabaseAwayTests(ITestOutputHelper output)
{
    private const int SigStop = 19;
    private const int SigCont = 18;
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task While_the_database_stands_still_senders_are_told_to_come_back_and_then_all_goes_on_by_itself()
    {
        await using var app = await AppProcess.StartNewAsync();
        await app.BecomesAsync("/ready", 200);
        var server = (int[])[await app.PostmasterAsync(), .. await app.BackendsAsync()];
        Array.ForEach(server, pid => _ = NativeUnix.Kill(pid, SigStop));
        try
        {
            foreach (var name in (string[])["first", "second"])
            {
                using var deadline = new CancellationTokenSource(Bound);
                using var answer = await PostAsync(app, name, deadline.Token);
                Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
                Assert.True(answer.Headers.RetryAfter?.Delta >= TimeSpan.FromSeconds(1));
                Assert.Equal("urn:awoooi:problem:database-unavailable", (string?)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["type"]);
            }

            await PeopleAndProgramsAreToldAsync(app);
            using var alive = await app.Client.GetAsync(new Uri("/health", UriKind.Relative));
            using var ready = await app.Client.GetAsync(new Uri("/ready", UriKind.Relative));
            Assert.Equal((HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable), (alive.StatusCode, ready.StatusCode));
            Assert.Equal("database", (string?)JsonNode.Parse(await ready.Content.ReadAsStringAsync())!["failing"]);
        }
        finally
        {
            Array.ForEach(server, pid => _ = NativeUnix.Kill(pid, SigCont));
        }

        await using var senders = new AlertSenders(app.Address);
        await senders.FlowAsync(50);
        await senders.FinishAsync();
        await app.BecomesAsync("/ready", 200);
        Assert.Equal(server[0], await app.PostmasterAsync());
        output.WriteLine(await Ledger.HoldsAsync(app.OwnerConnectionString, senders));
    }

    // Both ask the database who they are before anything else.
    private static async Task PeopleAndProgramsAreToldAsync(AppProcess app)
    {
        using var http = new HttpClient { BaseAddress = app.Address };
        using var program = new HttpRequestMessage(HttpMethod.Get, "/api/v1/incidents") { Headers = { Authorization = new("Bearer", "awo_" + new string('a', 43)) } };
        using var person = new HttpRequestMessage(HttpMethod.Get, "/setup?token=not-read-yet") { Headers = { Accept = { new("text/html") } } };
        var answers = await Task.WhenAll(http.SendAsync(program), http.SendAsync(person));
        Assert.All(answers, answer => Assert.Equal((HttpStatusCode.ServiceUnavailable, TimeSpan.FromSeconds(5)), (answer.StatusCode, answer.Headers.RetryAfter?.Delta)));
        Assert.Equal("urn:awoooi:problem:database-unavailable", (string?)JsonNode.Parse(await answers[0].Content.ReadAsStringAsync())!["type"]);
        var page = await answers[1].Content.ReadAsStringAsync();
        Assert.Contains("The database is away", page, StringComparison.Ordinal);
        Assert.Equal("5", Assert.Single(answers[1].Headers.GetValues("Refresh")));
        Array.ForEach(answers, answer => answer.Dispose());
    }

    private static async Task<HttpResponseMessage> PostAsync(AppProcess app, string target, CancellationToken cancel)
    {
        using var body = new StringContent($$"""{"alert_type":"HighErrorRate","severity":"warning","source":"s","message":"m","target_resource":"{{target}}"}""", Encoding.UTF8, "application/json");
        return await app.Client.PostAsync(new Uri("/api/v1/webhooks/alerts", UriKind.Relative), body, cancel);
    }
}
