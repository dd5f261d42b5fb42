using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Awoooi.Core.Alerts;
using Awoooi.Tests.Alerts;
using Awoooi.Tests.TestKit;
using Npgsql;

namespace Awoooi.Tests.Endpoints;

/// <summary>What holds for whatever comes through a door, from the socket to the commit.</summary>
public sealed class DoorPropertyTests(AppFixture app) : IClassFixture<AppFixture>
{
    private const int Seed = 20261120;
    private const int Senders = 8;

    [Fact]
    public async Task Any_value_at_any_place_is_answered_and_the_totals_add_up()
    {
        var bodies = from pair in NormalisationPropertyTests.Bodies
                     from place in NormalisationPropertyTests.Places(JsonNode.Parse(pair.Body)!)
                     from value in NormalisationPropertyTests.Values
                     select (pair.Source, Body: NormalisationPropertyTests.Replaced(pair.Body, place, value), Place: $"{pair.Source.Name} {place} = {(value.Length > 40 ? value[..40] : value)}");
        var (sent, stored) = (0, 0);

        await Parallel.ForEachAsync(bodies, new ParallelOptions { MaxDegreeOfParallelism = Senders }, async (one, cancel) =>
        {
            var (status, answer) = await PostAsync(one.Source, one.Body, "", cancel);
            Interlocked.Increment(ref sent);
            Assert.True((int)status is 200 or 201 or 400, $"{one.Place}: {(int)status} {answer}");
            if (status != HttpStatusCode.BadRequest)
            {
                Interlocked.Increment(ref stored);
                AssertTotals(answer, one.Place);
            }
        });

        Assert.True(sent > 3000 && stored > sent / 4, $"{sent} sent, {stored} stored");
    }

    [Fact]
    public async Task The_order_of_members_and_labels_changes_no_fingerprint()
    {
        var random = new Random(Seed);
        foreach (var (source, body) in NormalisationPropertyTests.Bodies)
        {
            var expected = Fingerprints((await PostAsync(source, body, "?preview=true", default)).Answer);
            Assert.NotEmpty(expected);
            for (var i = 0; i < 10; i++)
            {
                var shuffled = Shuffled(JsonNode.Parse(body)!, random).ToJsonString();

                Assert.Equal(expected, Fingerprints((await PostAsync(source, shuffled, "?preview=true", default)).Answer));
            }
        }
    }

    [Fact]
    public async Task The_same_deliveries_again_in_another_order_change_hit_counts_only()
    {
        var random = new Random(Seed);
        var deliveries = Deliveries(random, 2000);

        await SendAsync(deliveries);
        var first = await SnapshotAsync();
        random.Shuffle(deliveries);
        await SendAsync(deliveries);
        var second = await SnapshotAsync();

        Assert.True(first.Count > 500, $"only {first.Count} rows");
        Assert.Equal(first, second);
    }

    private async Task SendAsync(string[] deliveries)
    {
        var alertmanager = NormalisationPropertyTests.Bodies.First(pair => pair.Source.Name == "alertmanager").Source;
        await Parallel.ForEachAsync(deliveries, new ParallelOptions { MaxDegreeOfParallelism = Senders }, async (body, cancel) =>
        {
            var (status, answer) = await PostAsync(alertmanager, body, "", cancel);
            Assert.True((int)status is 200 or 201, $"{(int)status} {answer}");
            AssertTotals(answer, body);
        });
    }

    /// <summary>Groups of alerts that begin up to three times each; every second end is sent, often before its beginning.</summary>
    private static string[] Deliveries(Random random, int most)
    {
        var alerts = new List<string>();
        for (var i = 0; alerts.Count < most * 2; i++)
        {
            for (var start = 0; start <= random.Next(3); start++)
            {
                var begins = string.Create(CultureInfo.InvariantCulture, $"2026-11-20T{start + 1:00}:{i % 60:00}:00.123456Z");
                var labels = $$"""{"alertname":"KubePodCrashLooping","namespace":"again","pod":"again-{{i / 2}}","container":"c{{i % 2}}","severity":"warning"}""";
                alerts.Add($$"""{"status":"firing","labels":{{labels}},"annotations":{},"startsAt":"{{begins}}","endsAt":"0001-01-01T00:00:00Z"}""");
                if (random.Next(2) == 0)
                {
                    alerts.Insert(random.Next(Math.Max(0, alerts.Count - 6), alerts.Count + 1), $$"""{"status":"resolved","labels":{{labels}},"annotations":{},"startsAt":"{{begins}}","endsAt":"2026-11-20T09:00:00Z"}""");
                }
            }
        }

        var bodies = new List<string>();
        for (var at = 0; at < alerts.Count;)
        {
            var size = Math.Min(1 + random.Next(4), alerts.Count - at);
            bodies.Add(Given.Group([.. alerts.GetRange(at, size)]));
            at += size;
        }

        return [.. bodies];
    }

    /// <summary>Incidents and alerts without what a repeat may change: hits and when it was last seen.</summary>
    private async Task<List<string>> SnapshotAsync()
    {
        await using var data = NpgsqlDataSource.Create(app.Names.AppConnectionString);
        await using var command = data.CreateCommand(
            """
            select 'incident ' || concat_ws(' ', id, fingerprint, class_key, status, closed_by, severity, priority, opened_at, resolved_at, previous_id, reopened, firing, occurrences) from incidents where namespace = 'again'
            union all
            select 'alert ' || concat_ws(' ', key, starts_at, incident_id, status, severity, first_received_at, resolved_at, class_id, payload -> 'labels') from alerts where payload ->> 'namespace' = 'again'
            order by 1
            """);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
        {
            rows.Add(reader.GetString(0));
        }

        return rows;
    }

    private static void AssertTotals(JsonNode answer, string place)
    {
        var rejected = answer["rejected"]!.AsArray().Count;
        var parts = new[] { "opened", "aggregated", "duplicates", "resolved", "ignored" }.Sum(name => (int)answer[name]!);
        Assert.True((int)answer["received"]! == parts + rejected, $"{place}: {answer.ToJsonString()}");
    }

    private static JsonNode Shuffled(JsonNode node, Random random)
    {
        if (node is JsonArray list)
        {
            return new JsonArray([.. list.Select(item => item is null ? null : Shuffled(item, random))]);
        }

        if (node is not JsonObject map)
        {
            return node.DeepClone();
        }

        var members = map.Select(member => KeyValuePair.Create(member.Key, member.Value is null ? null : Shuffled(member.Value, random))).ToArray();
        random.Shuffle(members);
        return new JsonObject(members);
    }

    private static List<string> Fingerprints(JsonNode answer) => [.. answer["alerts"]!.AsArray().Select(alert => (string)alert!["fingerprint"]!)];

    private async Task<(HttpStatusCode Status, JsonNode Answer)> PostAsync(IAlertSource source, string body, string query, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/webhooks/{source.Path}{query}") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new("Bearer", AppFixture.Key);
        if (source.Name == "sentry")
        {
            request.Headers.Add("Sentry-Hook-Signature", Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(AppFixture.SentrySecret), Encoding.UTF8.GetBytes(body))));
        }

        using var answer = await app.Client.SendAsync(request, cancel);
        return (answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync(cancel))!);
    }
}
