using System.Text;
using System.Text.Json.Nodes;
using Awoooi.Infrastructure.Redis;
using Awoooi.Tests.TestKit;

namespace Awoooi.Tests.Redis;

/// <summary>The app with a Redis that is not there yet when it starts.</summary>
public sealed class RedisApp : AppFixture, IDisposable
{
    internal RedisServer Redis { get; } = new();

    protected override IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?> { ["Awoooi:Redis:Connection"] = Redis.Url };

    public void Dispose() => Redis.Dispose();
}

public sealed class RedisAppTests(RedisApp app) : IClassFixture<RedisApp>
{
    [Fact]
    public async Task The_app_starts_without_redis_says_so_and_counts_there_once_it_is_up()
    {
        Assert.False(await AnswersAsync());
        Assert.Equal(1, await CountAsync(1));

        await app.Redis.StartAsync();
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!await AnswersAsync())
        {
            await Task.Delay(100, deadline.Token);
        }

        Assert.Equal(2, await CountAsync(2));
        while (await CountAsync(3) != 3)
        {
            // The commit is passed on to Redis right after its answer, not before.
            await Task.Delay(50, deadline.Token);
        }
    }

    [Theory]
    [InlineData("redis://cache", "cache:6379", null, 0)]
    [InlineData("redis://:p%40ss@cache:6380/3", "cache:6380", "p@ss", 3)]
    [InlineData("rediss://user:secret@cache.example.com:7000", "cache.example.com:7000", "secret", 0)]
    [InlineData("cache:6379,password=x", "cache:6379", "x", null)]
    public void Both_forms_of_an_address_are_understood(string text, string server, string? password, int? database)
    {
        var options = new RedisOptions { Connection = text }.Parse();

        Assert.EndsWith(server, options.EndPoints[0].ToString(), StringComparison.Ordinal);
        Assert.Equal((password, database), (options.Password, options.DefaultDatabase));
    }

    [Theory]
    [InlineData("redis://cache/three")]
    [InlineData("password=secret")]
    public void A_wrong_address_names_its_key_and_not_its_value(string text)
    {
        var result = new RedisOptionsValidator().Validate(null, new RedisOptions { Connection = text });

        Assert.Contains("Awoooi:Redis:Connection", result.FailureMessage, StringComparison.Ordinal);
        Assert.DoesNotContain(text, result.FailureMessage, StringComparison.Ordinal);
    }

    private async Task<bool> AnswersAsync()
    {
        var health = JsonNode.Parse(await app.Client.GetStringAsync(new Uri("/api/v1/health", UriKind.Relative)))!;
        return (bool)health["dependencies"]!.AsArray().Single(one => (string?)one!["name"] == "redis")!["ok"]!;
    }

    /// <summary>Sends the alert that began at this hour; how many of its class the API counts now.</summary>
    private async Task<int> CountAsync(int hour)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/webhooks/alerts")
        {
            Content = new StringContent($$"""{"alert_type":"HighCpuLoad","severity":"warning","source":"test","message":"hot","namespace":"shop","target_resource":"redis-app","resource_type":"deployment","fired_at":"2026-11-20T0{{hour}}:00:00Z"}""", Encoding.UTF8, "application/json"),
            Headers = { Authorization = new("Bearer", AppFixture.Key) },
        };
        using var answer = await app.Client.SendAsync(request);
        var id = (string?)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["incidents"]![0]!["id"];
        using var reader = await app.ReaderAsync();
        return (int)JsonNode.Parse(await reader.GetStringAsync(new Uri($"/api/v1/incidents/{id}", UriKind.Relative)))!["frequency"]!["last_hour"]!;
    }
}
