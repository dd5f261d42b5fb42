using Awoooi.Core.Live;
using Awoooi.Infrastructure.Postgres.Live;
using Awoooi.Tests.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace Awoooi.Tests.Postgres.Live;

public sealed class LiveBusTests(StoreFixture store) : IClassFixture<StoreFixture>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Theory]
    [InlineData(-3, 1)]
    [InlineData(0, 1)]
    [InlineData(0.4, 1)]
    [InlineData(1, 1)]
    [InlineData(1.2, 2)]
    [InlineData(5000, 5000)]
    public void The_pause_before_a_beat_is_never_the_nothing_that_the_driver_takes_for_ever(double left, double pause)
        => Assert.Equal(TimeSpan.FromMilliseconds(pause), LiveBus.Pause(TimeSpan.FromMilliseconds(left)));

    [Fact]
    public async Task A_topic_published_by_one_replica_wakes_a_reader_on_another()
    {
        await using var replica = await RunningAsync();
        await using var subscription = replica.Bus.Subscribe("approvals");
        await using var other = await RunningAsync();

        await other.Bus.PublishAsync(["incidents", "approvals"], default);

        using var timeout = new CancellationTokenSource(Patience);
        Assert.Equal(["approvals"], await subscription.NextAsync(timeout.Token));
    }

    [Fact]
    public async Task After_a_lost_connection_everything_is_announced_and_the_listener_is_back()
    {
        await using var replica = await RunningAsync("listener-to-lose");
        await using var subscription = replica.Bus.Subscribe("services");

        Assert.True(await store.ScalarAsync<bool>("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'listener-to-lose'"));

        using var timeout = new CancellationTokenSource(Patience);
        Assert.Equal(["services"], await subscription.NextAsync(timeout.Token));
        await replica.Bus.PublishAsync(["services"], default);
        Assert.Equal(["services"], await subscription.NextAsync(timeout.Token));
    }

    [Fact]
    public async Task Many_changes_between_two_reads_are_one_wake_up()
    {
        var left = new List<LiveSubscription>();
        var subscription = new LiveSubscription(["a", "b"], left.Add);
        subscription.Publish(["a"]);
        subscription.Publish(["a", "c"]);
        subscription.Publish(["b"]);

        var changed = await subscription.NextAsync(default);

        Assert.Equal(["a", "b"], changed.Order());
        await subscription.DisposeAsync();
        Assert.Single(left);
    }

    private async Task<Replica> RunningAsync(string name = "listener")
    {
        var bus = new LiveBus(store.Names.AppConnectionString + $";Pooling=false;Application Name={name}", store.Database, TimeProvider.System, NullLogger<LiveBus>.Instance);
        await using var ready = bus.Subscribe("anything");
        var stop = new CancellationTokenSource();
        var run = bus.RunAsync(stop.Token);

        // Everything is announced once it listens.
        using var timeout = new CancellationTokenSource(Patience);
        await ready.NextAsync(timeout.Token);
        return new Replica(bus, stop, run);
    }

    private sealed record Replica(LiveBus Bus, CancellationTokenSource Stop, Task Run) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Stop.CancelAsync();
            await Run;
            Stop.Dispose();
        }
    }
}
