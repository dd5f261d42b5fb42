using Awoooi.Core.Alerts;
using Awoooi.Core.Incidents;
using Awoooi.Core.Incidents.Recurrence;
using Awoooi.Infrastructure.Postgres.Incidents;
using Awoooi.Infrastructure.Redis;
using Awoooi.Tests.TestKit;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Awoooi.Tests.Incidents.Recurrence;

/// <summary>One suite for every place the timeline may be kept; alerts come in through the intake's own commit.</summary>
public abstract class AnomalyTimelineTests(StoreFixture store)
{
    private protected StoreFixture Store => store;

    private protected IOccurrenceFeed? Feed { get; set; }

    private protected IAnomalyTimeline Timeline { get; set; } = new AnomalyTimeline(store.Database);

    [Fact]
    public async Task Distinct_alerts_are_counted_by_hour_day_and_week()
    {
        var target = Unique();
        foreach (var age in new[] { TimeSpan.FromDays(7.1), TimeSpan.FromDays(6.9), TimeSpan.FromDays(2), TimeSpan.FromHours(23), TimeSpan.FromHours(2), TimeSpan.FromMinutes(59), TimeSpan.FromMinutes(1) })
        {
            await FireAsync(target, An.Noon - age, An.Noon - age);
        }

        Assert.Equal(new AnomalyCounts(2, 4, 6, An.Noon.AddDays(-6.9), An.Noon.AddMinutes(-1)), await ReadAsync(target));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    public async Task What_came_exactly_an_hour_ago_is_outside_the_hour(int microsecondsLater, int counted)
    {
        var target = Unique();
        await FireAsync(target, An.Noon.AddHours(-1).AddMicroseconds(microsecondsLater), An.Noon);

        Assert.Equal((counted, 1), await ReadAsync(target) is var counts ? (counts.LastHour, counts.LastDay) : default);
    }

    [Fact]
    public async Task Repeats_resolutions_tests_and_late_copies_count_for_nothing()
    {
        var (target, start) = (Unique(), An.Noon.AddMinutes(-30));
        await FireAsync(target, start, start);
        await FireAsync(target, start.AddMinutes(1), start);
        await FireAsync(target, start.AddMinutes(20), start);
        await CommitAsync(An.Alert(target: target, status: AlertStatus.Resolved, startsAt: start), start.AddMinutes(21));
        await FireAsync(target, start.AddMinutes(22), start);
        await CommitAsync(An.Alert(target: target, startsAt: start.AddMinutes(23)) with { Test = true, Labels = new Dictionary<string, string> { ["testalert"] = "true" } }, start.AddMinutes(23));

        Assert.Equal(new AnomalyCounts(1, 1, 1, start, start), await ReadAsync(target));
    }

    [Fact]
    public async Task What_comes_after_the_first_look_is_counted_too()
    {
        var target = Unique();
        Assert.Equal(AnomalyCounts.None, await ReadAsync(target));
        await FireAsync(target, An.Noon.AddMinutes(-2), An.Noon.AddMinutes(-2));
        Assert.Equal(1, (await ReadAsync(target)).LastHour);
        await FireAsync(target, An.Noon.AddMinutes(-1), An.Noon.AddMinutes(-1));

        Assert.Equal(new AnomalyCounts(2, 2, 2, An.Noon.AddMinutes(-2), An.Noon.AddMinutes(-1)), await ReadAsync(target));
    }

    [Fact]
    public async Task Alerts_that_a_storm_gathers_count_for_their_own_class()
    {
        var (near, ns) = (Unique(), $"ns-{Guid.CreateVersion7():N}");
        var windows = IntakeWindows.Default with { Storm = StormLimits.Default with { PerGroup = 2 } };
        for (var i = 0; i < 6; i++)
        {
            await CommitAsync(An.Alert(ns: ns, target: i < 3 ? $"{near}-{i}" : near, startsAt: An.Noon.AddSeconds(i)) with { Workload = i < 3 ? $"other-{i}" : near }, An.Noon.AddSeconds(i - 60), windows);
        }

        var counts = await Timeline.ReadAsync($"home:KubePodCrashLooping:{ns}/{near}", An.Noon, default);

        Assert.Equal(3, counts.LastHour);
    }

    [Fact]
    public async Task A_class_that_never_came_has_no_times() => Assert.Equal(AnomalyCounts.None, await ReadAsync(Unique()));

    private protected static string Unique() => $"t-{Guid.CreateVersion7():N}";

    private protected Task FireAsync(string target, DateTimeOffset at, DateTimeOffset start) => CommitAsync(An.Alert(target: target, startsAt: start), at);

    private protected async Task<AnomalyCounts> ReadAsync(string target) => await Timeline.ReadAsync($"home:KubePodCrashLooping:shop/{target}", An.Noon, default);

    /// <summary>Waits until the timeline was told, where it has to be.</summary>
    private protected virtual Task SettleAsync() => Task.CompletedTask;

    private async Task CommitAsync(Alert alert, DateTimeOffset at, IntakeWindows? windows = null)
    {
        var own = alert.Workload == "cart" ? alert with { Workload = "" } : alert;
        await new IntakeStore(store.Database, windows ?? An.Calm, Feed).CommitAsync([An.Delivery(at, new Installation("home").Identify(own))], default);
        await SettleAsync();
    }
}

public sealed class StoredTimelineTests(StoreFixture store) : AnomalyTimelineTests(store), IClassFixture<StoreFixture>
{
    [Theory]
    [InlineData("home:KubePodCrashLooping:shop/cart")]
    [InlineData("家:記憶體不足:/")]
    public async Task The_database_and_the_program_name_a_class_alike(string classKey)
        => Assert.Equal(AnomalyClass.IdOf(classKey), await Store.ScalarAsync<long>($"select anomaly_class('{classKey}')"));
}

public sealed class RedisTimelineTests(StoreFixture store) : AnomalyTimelineTests(store), IClassFixture<StoreFixture>, IAsyncLifetime, IDisposable
{
    private readonly RedisServer _server = new();
    private RedisConnection _redis = null!;
    private RedisTimeline _timeline = null!;

    public async Task InitializeAsync()
    {
        await _server.StartAsync();
        _redis = new RedisConnection(Options.Create(new RedisOptions { Connection = _server.Url }), TimeProvider.System, NullLogger<RedisConnection>.Instance);
        await _redis.ConnectAsync(default);
        _timeline = new RedisTimeline(_redis, new AnomalyTimeline(Store.Database));
        (Feed, Timeline) = (_timeline, _timeline);
    }

    public async Task DisposeAsync() => await _redis.DisposeAsync();

    public void Dispose() => _server.Dispose();

    [Fact]
    public async Task Counts_come_from_redis_once_it_knows_the_class()
    {
        var target = Unique();
        await FireAsync(target, An.Noon.AddMinutes(-1), An.Noon);
        await ReadAsync(target);
        await Store.ExecuteAsync($"update alerts set class_id = null where class_id = {AnomalyClass.IdOf($"home:KubePodCrashLooping:shop/{target}")}");

        Assert.Equal(1, (await ReadAsync(target)).LastHour);
        Assert.True((await new RedisProbe(_redis).CheckAsync(default)).Ok);
    }

    [Fact]
    public async Task Without_redis_the_database_counts_and_health_says_so_and_nothing_is_missing_when_it_is_back()
    {
        var target = Unique();
        await FireAsync(target, An.Noon.AddMinutes(-3), An.Noon.AddMinutes(-3));
        Assert.Equal(1, (await ReadAsync(target)).LastHour);
        await _server.StopAsync();

        await FireAsync(target, An.Noon.AddMinutes(-2), An.Noon.AddMinutes(-2));
        Assert.Equal(2, (await ReadAsync(target)).LastHour);
        var away = await new RedisProbe(_redis).CheckAsync(default);
        Assert.True(away is { Ok: false, Required: false });
        Assert.Contains("PostgreSQL", away.Detail, StringComparison.Ordinal);

        await _server.StartAsync();
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!await _timeline.SettleAsync(deadline.Token))
        {
            await Task.Delay(50, deadline.Token);
        }

        await FireAsync(target, An.Noon.AddMinutes(-1), An.Noon.AddMinutes(-1));
        Assert.Equal(3, (await ReadAsync(target)).LastHour);
    }

    [Fact]
    public async Task A_set_that_missed_a_commit_is_dropped_before_it_is_read_again()
    {
        var target = Unique();
        await FireAsync(target, An.Noon.AddMinutes(-3), An.Noon.AddMinutes(-3));
        await ReadAsync(target);
        await using var cut = new RedisConnection(Options.Create(new RedisOptions { Connection = _server.Url }), TimeProvider.System, NullLogger<RedisConnection>.Instance);
        var deaf = new RedisTimeline(cut, new AnomalyTimeline(Store.Database));
        Feed = deaf;
        await FireAsync(target, An.Noon.AddMinutes(-2), An.Noon.AddMinutes(-2));
        await deaf.DrainAsync(default);

        await cut.ConnectAsync(default);
        Assert.True(await deaf.SettleAsync(default));

        Assert.Equal(2, (await ReadAsync(target)).LastHour);
    }

    private protected override Task SettleAsync() => _timeline.DrainAsync(default);
}
