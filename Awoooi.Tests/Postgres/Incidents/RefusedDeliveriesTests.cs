using Awoooi.Core.Incidents;
using Awoooi.Infrastructure.Postgres.Incidents;
using Awoooi.Tests.TestKit;

namespace Awoooi.Tests.Postgres.Incidents;

public sealed class RefusedDeliveriesTests : IAsyncLifetime
{
    private readonly StoreFixture _store = new();
    private AlertSources _sources = null!;

    private IRefusedDeliveries Refused => _sources;

    public async Task InitializeAsync()
    {
        await _store.InitializeAsync();
        _sources = new AlertSources(_store.Database);
    }

    public Task DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task One_sender_with_one_reason_is_one_line_that_counts()
    {
        await _sources.RecordRefusedAsync([Line("198.51.100.7", "no valid key", 2, An.Noon)], default);
        await _sources.RecordRefusedAsync([Line("198.51.100.7", "no valid key", 3, An.Noon.AddMinutes(1)), Line("198.51.100.8", "no valid key", 1, An.Noon)], default);

        var lines = await Refused.ListAsync(10, default);

        Assert.Equal([new RefusedSender("alertmanager", "198.51.100.7", "no valid key", 5, An.Noon, An.Noon.AddMinutes(1)), new RefusedSender("alertmanager", "198.51.100.8", "no valid key", 1, An.Noon, An.Noon)], lines);
        var source = Assert.Single(await _sources.ListAsync(default));
        Assert.Equal((6, "198.51.100.7", An.Noon.AddMinutes(1)), (source.Refused, source.LastRefusedFrom, source.LastRefusedAt));
    }

    [Fact]
    public async Task Only_the_latest_lines_are_kept()
    {
        await _sources.RecordRefusedAsync([.. Enumerable.Range(0, IRefusedDeliveries.Most + 5).Select(i => Line("198.51.100.7", $"reason {i}", 1, An.Noon.AddSeconds(i)))], default);

        Assert.Equal(IRefusedDeliveries.Most, await _store.ScalarAsync<long>("select count(*) from refused_deliveries"));
        Assert.Equal($"reason {IRefusedDeliveries.Most + 4}", (await Refused.ListAsync(1, default))[0].Reason);
        Assert.Equal(0, await _store.ScalarAsync<long>("select count(*) from refused_deliveries where reason in ('reason 0', 'reason 4')"));
    }

    [Fact]
    public async Task Texts_of_senders_are_cut_and_made_storable()
    {
        await _sources.RecordRefusedAsync([Line("198.51.100.7", "$.a\0" + new string('x', 1000), 1, An.Noon)], default);

        var reason = Assert.Single(await Refused.ListAsync(10, default)).Reason;

        Assert.InRange(reason.Length, 4, IRefusedDeliveries.LongestText);
        Assert.DoesNotContain('\0', reason);
    }

    private static RefusedDeliveries Line(string from, string reason, long count, DateTimeOffset at) => new("alertmanager", count, at, from, reason);
}
