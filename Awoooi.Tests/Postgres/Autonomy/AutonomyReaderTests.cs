using Awoooi.Core.Autonomy;
using Awoooi.Core.Incidents;
using Awoooi.Infrastructure.Postgres.Autonomy;
using Awoooi.Tests.TestKit;

namespace Awoooi.Tests.Postgres.Autonomy;

public sealed class AutonomyReaderTests : IAsyncLifetime
{
    private readonly StoreFixture _store = new();

    public Task InitializeAsync() => _store.InitializeAsync();

    public Task DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task Without_events_there_is_no_rate()
        => Assert.Null((await ReadAsync()).Now.Rate);

    [Fact]
    public async Task What_healed_by_itself_and_tests_count_for_neither_and_fresh_ends_wait_for_the_reopen_window()
    {
        await AddAsync(3, "ai", "1 hour");
        await AddAsync(1, "human", "2 hours");
        await AddAsync(5, "self", "1 hour");
        await AddAsync(5, "stale", "1 hour");
        await AddAsync(7, "ai", "14 minutes");
        await AddAsync(1, "ai", "1 hour", test: true);
        await AddAsync(1, "human", "25 hours");

        var index = await ReadAsync();

        Assert.Equal(new AutonomyWindow(3, 1), index.Now);
        Assert.Equal(75, index.Now.Rate);
        Assert.Equal(new AutonomyWindow(0, 1), index.Before);
        Assert.True(index.IsSmall);
        Assert.Null(index.Trend);
        Assert.Equal(14, index.Days.Count);
    }

    [Theory]
    [InlineData(19, true)]
    [InlineData(20, false)]
    public async Task Twenty_events_make_a_trend(int events, bool small)
    {
        await AddAsync(events, "ai", "1 hour");
        await AddAsync(20, "ai", "30 hours");

        var index = await ReadAsync();

        Assert.Equal(small, index.IsSmall);
        Assert.Equal(small, index.Trend is null);
    }

    private Task<AutonomyIndex> ReadAsync() => new AutonomyReader(_store.Database, IntakeWindows.Default).ReadAsync(default);

    private Task AddAsync(int count, string closedBy, string ago, bool test = false) => _store.ExecuteAsync(
        $"""
        insert into incidents (id, fingerprint, class_key, source, alert_type, category, automation, severity, priority, namespace, target_resource, resource_type, workload, cluster, message,
          status, closed_by, opened_at, last_seen_at, resolved_at, firing, hit_count, occurrences, test, blind, elsewhere)
        select gen_random_uuid(), 'f' || n, 'c', 's', 'T', 'unknown', 2, 1, 2, '', '', '', '', '', 'm', 2, '{closedBy}', now() - interval '3 days', now(), now() - interval '{ago}', 0, 1, 1, {test}, false, false
        from generate_series(1, {count}) n
        """);
}
