using Awoooi.Core.Clusters;
using Awoooi.Core.Plans;
using Awoooi.Core.Rca;
using Awoooi.Core.Rca.Facts;
using Awoooi.Core.Rca.Rules;
using Awoooi.Tests.TestKit;
using FsCheck;
using FsCheck.Fluent;

namespace Awoooi.Tests.Rca;

public sealed class RuleEngineTests
{
    private static readonly FaultCase[] Cases = [.. FaultCases.All];

    [Fact]
    public void The_order_of_evidence_decides_nothing()
        => Prop.ForAll<int, int>((index, seed) =>
        {
            var item = Cases[(index & int.MaxValue) % Cases.Length];
            var scenario = item.Build().WithBystanders();
            var engine = new RuleEngine(FaultScenario.Shipped);
            var (pack, subject) = scenario.Collect();
            var (shuffled, _) = scenario.Collect(drafts =>
            {
                var array = drafts.ToArray();
                new Random(seed).Shuffle(array);
                return array;
            });
            return Written(engine.Judge(pack, subject)) == Written(engine.Judge(shuffled, subject));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_rollback_names_the_newest_revision_with_another_program()
    {
        var verdict = new FaultScenario("crashloop").Runs(ready: 2).RolledOut(TimeSpan.FromMinutes(20)).ReadyPods(2).Pod("bad", c => c.Crash(1), revision: 5).Judge();

        Assert.Equal("4", verdict.Parameters["revision"]);
        Assert.Equal(RiskLevel.High, verdict.Risk);
        Assert.Equal((3, TimeSpan.Zero), (verdict.BlastRadius.TotalPods, verdict.BlastRadius.Downtime));
    }

    [Fact]
    public void Scaling_up_adds_one_replica()
    {
        var verdict = Cases.Single(item => item.Name == "CPU limit reached").Build().Judge();

        Assert.Equal("4", verdict.Parameters["replicas"]);
        Assert.False(verdict.SymptomObserved);
    }

    [Theory]
    [InlineData(120, "crashloop-after-rollout")]
    [InlineData(121, "crashloop-no-rollout")]
    public void A_crash_belongs_to_a_rollout_of_the_two_hours_before_it(int minutes, string cause)
        => Assert.Equal(cause, new FaultScenario("crashloop").Runs(ready: 2).RolledOut(TimeSpan.FromMinutes(minutes)).AlertBegan(0).ReadyPods(2).Pod("bad", c => c.Crash(1), revision: 5).Judge().Cause);

    [Theory]
    [InlineData(5, Operation.RestartPod)]
    [InlineData(4, Operation.Manual)]
    public void A_pod_that_just_started_is_given_five_minutes(int minutes, Operation operation)
        => Assert.Equal(operation, new FaultScenario("pod-not-ready").Runs(ready: 2).ReadyPods(2).Pod("bad", c => c with { RunningSince = FaultScenario.Now.AddMinutes(-minutes) }).Judge().Operation);

    [Theory]
    [InlineData(9, 1, "oom-killed")]
    [InlineData(10, 1, "self-healed")]
    [InlineData(59, 3, "oom-killed")]
    [InlineData(60, 3, "self-healed")]
    public void Recovery_needs_ten_quiet_minutes_and_an_hour_when_it_flaps(int minutesAgo, int restarts, string cause)
        => Assert.Equal(cause, new FaultScenario("oom").Runs(desired: 1, ready: 1).Pod("was", c => c.Recovered("OOMKilled", minutesAgo, restarts), ready: true).Judge().Cause);

    [Fact]
    public void The_pod_that_the_alert_names_is_taken_before_its_siblings()
    {
        var scenario = new FaultScenario("pod-not-ready", target: "cart-rs4-z").Runs(ready: 1).ReadyPods(1).Pod("a").Pod("z");

        Assert.Equal("cart-rs4-z", scenario.Judge().Pod);
    }

    [Fact]
    public void A_healthy_workload_is_left_alone_even_when_a_symptom_is_told_of_it()
    {
        var scenario = new FaultScenario("unknown").Runs().ReadyPods(3);
        var (pack, subject) = scenario.Collect(drafts => [.. drafts, .. drafts.Where(item => item.Kind == EvidenceKind.WorkloadHealthy).Select(item => item with
        {
            Kind = EvidenceKind.PodNotReady,
            Subject = "pod/shop/cart-rs4-ok0",
            Values = new Dictionary<string, string> { ["minutes"] = "30" },
        })]);

        Assert.Equal(Operation.Manual, new RuleEngine(FaultScenario.Shipped).Judge(pack, subject).Operation);
    }

    [Fact]
    public void A_pod_without_a_controller_is_never_restarted()
    {
        var verdict = new FaultScenario("crashloop", target: "cart-rs4-bad").Pod("bad", c => c.Crash(1)).Judge();

        Assert.Equal(("crashloop-no-rollout", Operation.Manual), (verdict.Cause, verdict.Operation));
    }

    [Fact]
    public void A_job_is_never_rolled_back()
    {
        var verdict = new FaultScenario("crashloop").Runs(WorkloadKind.Job, ready: 2).RolledOut(TimeSpan.FromMinutes(20)).ReadyPods(2).Pod("bad", c => c.Crash(1), revision: 5).Judge();

        Assert.Equal(Operation.Manual, verdict.Operation);
    }

    [Fact]
    public void A_veto_keeps_the_cause_that_was_found_as_first_alternative()
    {
        var verdict = Cases.Single(item => item.Name == "protected workload crashes").Build().Judge();

        Assert.Equal("crashloop-no-rollout", verdict.Alternatives[0].Cause);
    }

    [Fact]
    public void An_alternative_that_is_ruled_out_says_by_what()
    {
        var (pack, subject) = Cases.Single(item => item.Name == "node silent").Build().Collect();
        var verdict = new RuleEngine(FaultScenario.Shipped).Judge(pack, subject);

        var other = Assert.Single(verdict.Alternatives, item => item.Cause == "probe-failing");
        Assert.Contains(other.Against, id => pack.Find(id)!.Kind == EvidenceKind.NodeNotReady);
    }

    [Fact]
    public void Values_in_a_sentence_are_shortened_and_never_expanded_again()
    {
        var hostile = "{workload}\u202e\n" + new string('x', 400);
        var verdict = new FaultScenario("image-pull").Runs(ready: 2).ReadyPods(2).Pod("bad", c => c.Pull("ErrImagePull", "not found") with { Image = hostile }).Judge();

        Assert.Contains("{workload}xxx", verdict.RootCause, StringComparison.Ordinal);
        Assert.DoesNotContain('\u202e', verdict.RootCause);
        Assert.True(verdict.RootCause.Length < 300);
    }

    private static string Written(RcaVerdict verdict) => System.Text.Json.JsonSerializer.Serialize(verdict);
}
