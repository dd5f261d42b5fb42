using Awoooi.Infrastructure.Postgres.Work;
using Awoooi.Tests.TestKit;

namespace Awoooi.Tests.Postgres.Work;

public sealed class WorkQueueTests(StoreFixture store) : IClassFixture<StoreFixture>
{
    private readonly WorkQueue _queue = new(store.Database);

    [Fact]
    public async Task Eight_workers_never_hold_one_item_twice()
    {
        for (var i = 0; i < 50; i++)
        {
            await _queue.EnqueueAsync("many", $"k{i}", 2, TimeSpan.Zero, default);
        }

        var claimed = await Task.WhenAll(Enumerable.Range(0, 8).Select(async worker =>
        {
            var mine = new List<string>();
            while (await _queue.ClaimAsync(["many"], 5, $"w{worker}", default) is { Count: > 0 } items)
            {
                mine.AddRange(items.Select(item => item.Key));
            }

            return mine;
        }));

        Assert.Equal(50, claimed.Sum(mine => mine.Count));
        Assert.Equal(50, claimed.SelectMany(mine => mine).Distinct().Count());
    }

    [Fact]
    public async Task The_most_urgent_item_is_taken_first_whatever_its_age()
    {
        await _queue.EnqueueAsync("urgent", "old-p2", 2, TimeSpan.Zero, default);
        await _queue.EnqueueAsync("urgent", "new-p0", 0, TimeSpan.Zero, default);

        Assert.Equal("new-p0", Assert.Single(await _queue.ClaimAsync(["urgent"], 1, "w", default)).Key);
    }

    [Fact]
    public async Task Work_of_a_worker_that_died_is_free_again_within_fifteen_seconds()
    {
        await _queue.EnqueueAsync("died", "k", 2, TimeSpan.Zero, default);
        Assert.Single(await _queue.ClaimAsync(["died"], 1, "dead", default));
        Assert.Empty(await _queue.ClaimAsync(["died"], 1, "other", default));

        await store.ExecuteAsync("update work_items set lease_until = lease_until - interval '15 seconds' where kind = 'died'");

        Assert.Single(await _queue.ClaimAsync(["died"], 1, "other", default));
    }

    [Fact]
    public async Task A_worker_that_lost_its_lease_can_record_nothing()
    {
        await _queue.EnqueueAsync("lost", "k", 2, TimeSpan.Zero, default);
        var first = Assert.Single(await _queue.ClaimAsync(["lost"], 1, "a", default));
        await store.ExecuteAsync("update work_items set lease_until = clock_timestamp() - interval '1 second' where kind = 'lost'");
        var second = Assert.Single(await _queue.ClaimAsync(["lost"], 1, "b", default));

        Assert.False(await _queue.RenewAsync(first, default));
        await _queue.CompleteAsync(first, default);
        Assert.True(await _queue.RenewAsync(second, default));
        Assert.Equal(2, second.Attempt);
    }

    [Fact]
    public async Task Work_asked_for_again_while_it_runs_is_run_again()
    {
        await _queue.EnqueueAsync("again", "k", 2, TimeSpan.Zero, default);
        var item = Assert.Single(await _queue.ClaimAsync(["again"], 1, "w", default));
        await _queue.EnqueueAsync("again", "k", 1, TimeSpan.Zero, default);

        await _queue.CompleteAsync(item, default);

        Assert.True(Assert.Single(await _queue.ClaimAsync(["again"], 1, "w", default)) is { Priority: 1, Attempt: 1 });
    }

    [Fact]
    public async Task The_tenth_failure_parks_the_item()
    {
        await _queue.EnqueueAsync("parked", "k", 2, TimeSpan.Zero, default);
        var parked = false;
        for (var attempt = 1; attempt <= 10; attempt++)
        {
            Assert.False(parked);
            var item = Assert.Single(await _queue.ClaimAsync(["parked"], 1, "w", default));
            Assert.Equal(attempt, item.Attempt);
            parked = await _queue.FailAsync(item, "boom", TimeSpan.Zero, default);
        }

        Assert.True(parked);
        Assert.Empty(await _queue.ClaimAsync(["parked"], 1, "w", default));
        Assert.Equal(1, (await _queue.DepthAsync(default)).Single(depth => depth.Kind == "parked").Parked);
    }
}
