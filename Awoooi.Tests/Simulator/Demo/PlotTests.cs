using Awoooi.Infrastructure.Simulator.Demo;
using Awoooi.Infrastructure.Simulator.Demo.Troubles;

namespace Awoooi.Tests.Simulator.Demo;

public sealed class PlotTests
{
    private static readonly DateTimeOffset Began = new(2026, 11, 21, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_opening_leaves_room_for_more_decisions()
        => Assert.InRange(Plot.Opening().Count(trouble => trouble.Waits), 1, 4);

    [Fact]
    public void Nobody_is_in_two_troubles_of_the_opening()
        => Assert.Distinct(Plot.Opening().Select(trouble => (trouble.Namespace, trouble.Workload)));

    [Fact]
    public async Task Every_trouble_is_seen_from_outside_and_ends_when_the_team_deals_with_it()
    {
        await using var cluster = await StagedCluster.StartAsync(TimeProvider.System, CancellationToken.None);
        List<Trouble> all = [.. Plot.Cycle(Plot.Opening()).DistinctBy(trouble => (trouble.Namespace, trouble.Workload))];
        cluster.SkipTo(TimeSpan.FromMinutes(20));
        foreach (var trouble in all)
        {
            await trouble.BeginAsync(cluster, CancellationToken.None);
        }

        cluster.Pass(TimeSpan.FromMinutes(14));
        Assert.Empty(all.Where(trouble => trouble.Seen(cluster, Began) is null || trouble.IsOver(cluster)).Select(trouble => $"{trouble.Namespace}/{trouble.Workload}"));

        foreach (var trouble in all)
        {
            await trouble.EndAsync(cluster, CancellationToken.None);
        }

        // The longest back-off of a container that crashed is five minutes.
        cluster.Pass(TimeSpan.Zero);
        Assert.Empty(all.Where(trouble => !trouble.IsOver(cluster)).Select(trouble => $"{trouble.Namespace}/{trouble.Workload}"));
    }

    [Fact]
    public async Task A_first_crash_is_no_loop_yet_and_is_not_reported()
    {
        await using var cluster = await StagedCluster.StartAsync(TimeProvider.System, CancellationToken.None);
        var trouble = new CrashingPod("shop", "cart");
        cluster.SkipTo(TimeSpan.FromMinutes(20));
        await trouble.BeginAsync(cluster, CancellationToken.None);

        cluster.Pass(TimeSpan.FromMinutes(20) - TimeSpan.FromSeconds(8));
        Assert.Null(trouble.Seen(cluster, Began));

        cluster.Pass(TimeSpan.FromMinutes(17));
        Assert.NotNull(trouble.Seen(cluster, Began));
        Assert.False(cluster.IsWell("shop", "cart"));
    }
}
