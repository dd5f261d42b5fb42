using Awoooi.Core.Clusters;

namespace Awoooi.Tests.Clusters;

public sealed class RolloutTests
{
    private static readonly RolloutCounters Done = new(
        Generation: 2, ObservedGeneration: 2, Desired: 3, Replicas: 3, Updated: 3, Available: 3, Held: false, Settled: true, DeadlinePassed: false);

    [Fact]
    public void A_rollout_is_complete_when_all_counters_agree() => Assert.Equal(RolloutState.Complete, Rollout.Judge(Done));

    [Fact]
    public void Counters_of_an_older_generation_prove_nothing() => Assert.Equal(RolloutState.NotObserved, Rollout.Judge(Done with { ObservedGeneration = 1 }));

    [Theory]
    [InlineData(2, 3, 3)]
    [InlineData(3, 4, 4)]
    [InlineData(3, 4, 3)]
    [InlineData(0, 3, 3)]
    public void Old_or_surplus_pods_mean_it_goes_on(int updated, int replicas, int available) =>
        Assert.Equal(RolloutState.Progressing, Rollout.Judge(Done with { Updated = updated, Replicas = replicas, Available = available, Settled = false }));

    [Fact]
    public void A_passed_deadline_is_stuck_even_while_old_pods_serve() =>
        Assert.Equal(RolloutState.Stuck, Rollout.Judge(Done with { Updated = 1, Available = 3, DeadlinePassed = true }));

    [Fact]
    public void Pods_that_fail_after_the_rollout_are_not_a_rollout() => Assert.Equal(RolloutState.Unavailable, Rollout.Judge(Done with { Available = 0 }));

    [Fact]
    public void Pods_that_never_came_up_are_still_the_rollout() =>
        Assert.Equal(RolloutState.Progressing, Rollout.Judge(Done with { Available = 0, Settled = false }));

    [Fact]
    public void A_paused_change_is_held() => Assert.Equal(RolloutState.Held, Rollout.Judge(Done with { Updated = 0, Held = true, Settled = false }));

    [Fact]
    public void Nothing_wanted_and_nothing_there_is_complete() =>
        Assert.Equal(RolloutState.Complete, Rollout.Judge(Done with { Desired = 0, Replicas = 0, Updated = 0, Available = 0 }));
}
