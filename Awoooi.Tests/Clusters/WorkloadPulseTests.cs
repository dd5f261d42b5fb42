using Awoooi.Core.Clusters;
using Awoooi.Tests.TestKit;

namespace Awoooi.Tests.Clusters;

public class WorkloadPulseTests
{
    private readonly FakeClusterReader _cluster = new();
    private readonly ManualClock _clock = new();

    [Fact]
    public async Task Many_pages_at_once_make_one_read()
    {
        Give("cart", 3, 3);
        var pulse = new WorkloadPulse(_cluster, _clock);

        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => pulse.ReadAsync(CancellationToken.None)));

        Assert.Equal(1, _cluster.Calls);
        Assert.All(answers, seen => Assert.Equal(3, Assert.Single(seen.Workloads!).Ready));
    }

    [Theory]
    [InlineData(4.9, 1)]
    [InlineData(5, 2)]
    public async Task An_answer_serves_for_five_seconds(double later, int reads)
    {
        Give("cart", 3, 3);
        var pulse = new WorkloadPulse(_cluster, _clock);

        await pulse.ReadAsync(CancellationToken.None);
        _clock.Advance(TimeSpan.FromSeconds(later));
        await pulse.ReadAsync(CancellationToken.None);

        Assert.Equal(reads, _cluster.Calls);
    }

    [Fact]
    public async Task A_look_that_fails_leaves_the_last_good_one_with_its_age()
    {
        Give("cart", 2, 3);
        var pulse = new WorkloadPulse(_cluster, _clock);
        var good = await pulse.ReadAsync(CancellationToken.None);
        _cluster.Faults["workloads"] = ClusterFault.Unreachable;
        _clock.Advance(TimeSpan.FromSeconds(6));

        var seen = await pulse.ReadAsync(CancellationToken.None);

        Assert.Equal((ClusterFault.Unreachable, good.At), (seen.Fault, seen.At));
        Assert.Equal(2, Assert.Single(seen.Workloads!).Ready);
    }

    [Fact]
    public async Task A_cluster_that_hangs_keeps_nobody_waiting_and_is_asked_once()
    {
        _cluster.Hanging.Add("workloads");
        var pulse = new WorkloadPulse(_cluster, _clock);

        var first = pulse.ReadAsync(CancellationToken.None);
        var second = pulse.ReadAsync(CancellationToken.None);
        _clock.Advance(WorkloadPulse.Patience);

        Assert.Equal(ClusterFault.NoAnswer, (await first).Fault);
        Assert.Null((await second).Workloads);
        Assert.Equal(1, _cluster.Calls);
    }

    [Fact]
    public async Task A_page_that_leaves_does_not_take_the_read_of_the_others_with_it()
    {
        _cluster.Hanging.Add("workloads");
        var pulse = new WorkloadPulse(_cluster, _clock);
        using var leaving = new CancellationTokenSource();

        var gone = pulse.ReadAsync(leaving.Token);
        var staying = pulse.ReadAsync(CancellationToken.None);
        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone);
        Assert.False(staying.IsCompleted);
    }

    [Fact]
    public async Task What_is_scaled_to_zero_is_no_service_and_is_left_out()
    {
        Give("cart", 0, 0);
        Give("web", 1, 1);

        var seen = await new WorkloadPulse(_cluster, _clock).ReadAsync(CancellationToken.None);

        Assert.Equal("web", Assert.Single(seen.Workloads!).Ref.Name);
    }

    [Fact]
    public async Task No_more_than_a_bound_is_kept_and_the_rest_is_counted()
    {
        foreach (var number in Enumerable.Range(0, WorkloadPulse.Most + 2))
        {
            Give($"w{number:D4}", 1, 1);
        }

        var seen = await new WorkloadPulse(_cluster, _clock).ReadAsync(CancellationToken.None);

        Assert.Equal((WorkloadPulse.Most, 2), (seen.Workloads!.Count, seen.Beyond));
    }

    private void Give(string name, int ready, int desired) => _cluster.Workloads.Add(new WorkloadFacts
    {
        Ref = new WorkloadRef(WorkloadKind.Deployment, "shop", name),
        Uid = name,
        ResourceVersion = "1",
        Generation = 1,
        ObservedGeneration = 1,
        CreatedAt = _clock.GetUtcNow(),
        ObservedAt = _clock.GetUtcNow(),
        DesiredReplicas = desired,
        Replicas = desired,
        ReadyReplicas = ready,
        AvailableReplicas = ready,
        UpdatedReplicas = desired,
    });
}
