using Awoooi.Core.Clusters;
using Awoooi.Core.Plans;
using Awoooi.Core.Remediation;
using Awoooi.Core.Remediation.Execution;
using Awoooi.Tests.Kubernetes;
using Awoooi.Tests.TestKit;

namespace Awoooi.Tests.Remediation.Execution;

public sealed class VerificationTests
{
    private static readonly VerificationWindows Windows = new(TimeSpan.FromSeconds(60), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15));
    private static readonly WorkloadFacts Ready = Cart.Facts() with { Rollout = RolloutState.Complete, DesiredReplicas = 5, ReadyReplicas = 5 };
    private static readonly AlertSignals Firing = new(false, 0, null);
    private static readonly AlertSignals Cleared = new(true, 0, null);

    [Theory]
    [InlineData(59, false)]
    [InlineData(60, true)]
    public void Ready_counts_after_a_minute_without_a_break(int seconds, bool healthy)
    {
        var wait = Assert.IsType<VerificationVerdict.Wait>(Judge(Progress with { HealthySince = An.Noon }, Ready, Cleared, seconds));

        Assert.Equal(healthy, wait.Progress.HealthyAt is not null);
    }

    [Fact]
    public void A_look_at_an_unready_workload_begins_the_minute_anew()
    {
        var wait = Assert.IsType<VerificationVerdict.Wait>(Judge(Progress with { HealthySince = An.Noon }, Ready with { ReadyReplicas = 4 }, Cleared, 50));

        Assert.Null(wait.Progress.HealthySince);
    }

    [Fact]
    public void A_container_that_died_between_two_looks_begins_the_minute_anew()
    {
        var pod = Cart.Pod() with { Containers = [new ContainerFacts { Name = "cart", Image = "cart:1", RestartCount = 2 }] };

        var wait = Assert.IsType<VerificationVerdict.Wait>(Judge(Progress with { HealthySince = An.Noon, Restarts = 1 }, Ready, Cleared, 50, pod));

        Assert.Equal(An.Noon.AddSeconds(50), wait.Progress.HealthySince);
    }

    [Fact]
    public void An_evicted_pod_must_be_gone()
    {
        var plan = Plan with { Operation = Operation.RestartPod, Target = Plan.Target with { Pod = "cart-a", PodUid = "uid-1" } };
        var look = new WorkloadLook(Ready, [Cart.Pod()], false, "");

        Assert.Null(Assert.IsType<VerificationVerdict.Wait>(Verification.Judge(plan, Progress, look, Cleared, Windows, An.Noon)).Progress.HealthySince);
        Assert.NotNull(Assert.IsType<VerificationVerdict.Wait>(Verification.Judge(plan, Progress, look with { Pods = [Cart.Pod("uid-2")] }, Cleared, Windows, An.Noon)).Progress.HealthySince);
    }

    [Theory]
    [InlineData(299, 3, typeof(VerificationVerdict.Wait))]
    [InlineData(300, 3, typeof(VerificationVerdict.Failed))]
    [InlineData(300, 2, typeof(VerificationVerdict.Undo))]
    public void At_the_end_of_the_window_only_worse_than_before_is_undone(int seconds, int ready, Type verdict)
        => Assert.IsType(verdict, Judge(Progress, Ready with { ReadyReplicas = ready }, Firing, seconds));

    [Fact]
    public void What_got_ready_in_time_gets_the_rest_of_its_minute()
        => Assert.IsType<VerificationVerdict.Wait>(Judge(Progress with { HealthySince = An.Noon.AddSeconds(290) }, Ready, Firing, 320));

    [Fact]
    public void What_is_found_ready_after_nobody_could_look_for_hours_gets_its_minute()
    {
        var found = Assert.IsType<VerificationVerdict.Wait>(Judge(Progress, Ready, Cleared, 7200)).Progress;

        Assert.Equal(An.Noon.AddSeconds(7200), found.HealthySince);
        Assert.Null(Assert.IsType<VerificationVerdict.Wait>(Judge(found, Ready, Cleared, 7259)).Progress.HealthyAt);
        Assert.NotNull(Assert.IsType<VerificationVerdict.Wait>(Judge(found, Ready, Cleared, 7260)).Progress.HealthyAt);
    }

    [Fact]
    public void Past_the_window_a_look_that_finds_it_less_ready_than_the_one_before_ends_the_waiting()
    {
        var found = Progress with { HealthySince = An.Noon.AddSeconds(7200), Restarts = 1 };
        var died = Cart.Pod() with { Containers = [new ContainerFacts { Name = "cart", Image = "cart:1", RestartCount = 2 }] };

        Assert.IsType<VerificationVerdict.Failed>(Judge(found, Ready with { ReadyReplicas = 4 }, Cleared, 7205));
        Assert.IsType<VerificationVerdict.Failed>(Judge(found, Ready, Cleared, 7205, died));
    }

    [Fact]
    public void Worse_than_before_is_not_undone_over_somebody_elses_change()
        => Assert.IsType<VerificationVerdict.Failed>(Judge(Progress with { ActedGeneration = 8 }, Ready with { ReadyReplicas = 2, Generation = 9 }, Firing, 300));

    [Fact]
    public void Worse_than_before_without_an_undo_has_failed()
    {
        var restart = Plan with { Operation = Operation.RestartDeployment, Undo = UndoPlan.Nothing };

        Assert.IsType<VerificationVerdict.Failed>(Verification.Judge(restart, Progress, new WorkloadLook(Ready with { ReadyReplicas = 1 }, [], false, ""), Firing, Windows, An.Noon.AddMinutes(5)));
    }

    [Theory]
    [InlineData(false, 0, 899, typeof(VerificationVerdict.Wait))]
    [InlineData(false, 0, 900, typeof(VerificationVerdict.NoEffect))]
    [InlineData(true, 0, 120, typeof(VerificationVerdict.Succeeded))]
    [InlineData(true, 1, 120, typeof(VerificationVerdict.Wait))]
    [InlineData(true, 1, 900, typeof(VerificationVerdict.NoEffect))]
    public void Healthy_waits_for_the_alert_and_for_nothing_of_its_class_anew(bool cleared, int anew, int seconds, Type verdict)
        => Assert.IsType(verdict, Judge(Progress with { HealthyAt = An.Noon.AddSeconds(60), HealthySince = An.Noon }, Ready, new AlertSignals(cleared, anew, null), seconds));

    [Theory]
    [InlineData(59, 2, typeof(VerificationVerdict.Wait))]
    [InlineData(60, 2, typeof(VerificationVerdict.Undo))]
    [InlineData(60, 4, typeof(VerificationVerdict.Failed))]
    public void Health_that_is_lost_again_for_a_minute_ends_the_waiting(int seconds, int ready, Type verdict)
        => Assert.IsType(verdict, Judge(Progress with { HealthyAt = An.Noon, UnhealthySince = An.Noon }, Ready with { ReadyReplicas = ready }, Cleared, seconds));

    [Theory]
    [InlineData(4, 15)]
    [InlineData(5, 15)]
    [InlineData(6, 18)]
    [InlineData(240, 720)]
    public void A_rarely_repeated_alert_gets_thrice_its_interval(int intervalMinutes, int minutes)
        => Assert.Equal(TimeSpan.FromMinutes(minutes), VerificationWindows.For(Operation.ScaleUp, new AutomationOptions(), TimeSpan.FromMinutes(intervalMinutes)).AlertWithin);

    [Fact]
    public void A_cluster_that_cannot_be_read_for_too_long_leaves_the_outcome_unknown()
    {
        var away = new WorkloadLook(null, [], false, "silence");

        Assert.IsType<VerificationVerdict.Wait>(Verification.Judge(Plan, Progress, away, Cleared, Windows, An.Noon.AddMinutes(14)));
        Assert.IsType<VerificationVerdict.Lost>(Verification.Judge(Plan, Progress, away, Cleared, Windows, An.Noon.AddMinutes(15)));
        Assert.IsType<VerificationVerdict.Failed>(Verification.Judge(Plan, Progress, away with { Gone = true }, Cleared, Windows, An.Noon));
    }

    [Theory]
    [InlineData(3, 3, false)]
    [InlineData(3, 2, true)]
    [InlineData(1, 1, false)]
    public void A_wished_smaller_count_is_not_worse(int wished, int ready, bool worse)
    {
        var down = Plan with { Operation = Operation.ScaleDown, Parameters = new Dictionary<string, string> { [PlanParameters.Replicas] = $"{wished}" } };

        Assert.Equal(worse, Verification.IsWorse(down, new WorkloadSnapshot(5, 5, 7, 4, An.Noon), Ready with { ReadyReplicas = ready }));
    }

    private static Plan Plan => A.Scale(3, 5, uid: Cart.Facts().Uid);

    private static RunProgress Progress => new() { Before = new WorkloadSnapshot(3, 3, 7, 4, An.Noon), Phase = RunPhase.Verifying, ActedAt = An.Noon };

    private static VerificationVerdict Judge(RunProgress progress, WorkloadFacts facts, AlertSignals signals, int seconds, params IReadOnlyList<PodFacts> pods)
        => Verification.Judge(Plan, progress, new WorkloadLook(facts, pods, false, ""), signals, Windows, An.Noon.AddSeconds(seconds));
}
