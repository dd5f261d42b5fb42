using Awoooi.Core.Clusters;
using Awoooi.Core.Plans;
using Awoooi.Core.Remediation;
using Awoooi.Core.Remediation.Planning;
using Awoooi.Core.Remediation.PreFlight;
using Awoooi.Tests.Kubernetes;
using Awoooi.Tests.TestKit;

namespace Awoooi.Tests.Remediation;

public sealed class PreFlightJudgementTests
{
    private static readonly WorkloadFacts Healthy = Cart.Facts() with { Rollout = RolloutState.Complete, MaxUnavailable = 0, MaxSurge = 1 };

    [Fact]
    public void A_well_world_is_green_in_every_check()
    {
        var lines = PreFlightJudgement.Of(World(Restart));

        Assert.Equal(PreFlightChecks.All, lines.Select(line => line.Check));
        Assert.All(lines, line => Assert.True(line.State == PreFlightState.Green && line.Value.Length > 0 && line.ObservedAt == An.Noon, $"{line.Check}: {line.State} {line.Value}"));
    }

    [Fact]
    public void What_cannot_be_read_is_red_and_says_so()
    {
        var lines = PreFlightJudgement.Of(World(Restart) with
        {
            Workload = ClusterAnswer<WorkloadFacts>.Failed(ClusterFault.NoAnswer, "no answer within 10 s"), Mutation = null, Access = null, Rehearsal = null, Surroundings = null,
        });

        Assert.Equal(PreFlightChecks.All, lines.Select(line => line.Check));
        Assert.All(lines, line => Assert.Equal(PreFlightState.Red, line.State));
        Assert.All(lines, line => Assert.Contains("could not be read", line.Value, StringComparison.Ordinal));
    }

    [Fact]
    public void Another_uid_or_generation_is_red()
    {
        Assert.Equal(PreFlightState.Red, State(PreFlightChecks.TargetExists, World(Restart, Healthy with { Uid = "other" })));
        Assert.Equal(PreFlightState.Red, State(PreFlightChecks.TargetExists, World(Restart, Healthy with { Generation = 8 })));
        Assert.Equal(PreFlightState.Red, State(PreFlightChecks.TargetExists, World(Restart) with { Workload = ClusterAnswer<WorkloadFacts>.Failed(ClusterFault.NotFound, "") }));
    }

    [Fact]
    public void A_refused_rehearsal_blocks_and_an_unsupported_one_warns()
    {
        Assert.Equal(PreFlightState.Red, State(PreFlightChecks.DryRun, World(Restart) with { Rehearsal = new DryRunAnswer.Refused(ClusterFault.Refused, "policy") }));
        Assert.Equal(PreFlightState.Red, State(PreFlightChecks.DryRun, World(Restart) with { Rehearsal = new DryRunAnswer.NoAnswer("silence") }));
        Assert.Equal(PreFlightState.Amber, State(PreFlightChecks.DryRun, World(Restart) with { Rehearsal = new DryRunAnswer.Unsupported("vault") }));
        Assert.Equal(PreFlightState.Amber, State(PreFlightChecks.DryRun, World(Restart) with { Rehearsal = new DryRunAnswer.Accepted(["unknown field"]) }));
        Assert.Equal(PreFlightState.Red, State(PreFlightChecks.Allowed, World(Restart) with { Access = ClusterAnswer<AccessAnswer>.Of(new AccessAnswer(false, "")) }));
    }

    [Theory]
    [InlineData(Operation.RestartDeployment, RolloutState.Progressing, PreFlightState.Red)]
    [InlineData(Operation.RestartDeployment, RolloutState.NotObserved, PreFlightState.Red)]
    [InlineData(Operation.RestartDeployment, RolloutState.Held, PreFlightState.Red)]
    [InlineData(Operation.RestartDeployment, RolloutState.Stuck, PreFlightState.Amber)]
    [InlineData(Operation.RestartDeployment, RolloutState.Unavailable, PreFlightState.Green)]
    [InlineData(Operation.Rollback, RolloutState.Progressing, PreFlightState.Amber)]
    [InlineData(Operation.Rollback, RolloutState.Stuck, PreFlightState.Amber)]
    [InlineData(Operation.ScaleUp, RolloutState.Progressing, PreFlightState.Red)]
    public void A_rollout_in_progress_blocks_all_but_a_rollback(Operation operation, RolloutState rollout, PreFlightState state)
        => Assert.Equal(state, State(PreFlightChecks.NoRollout, World(PlanFor(operation), Healthy with { Rollout = rollout })));

    [Theory]
    [InlineData(3, 3, 0, PreFlightState.Green)]
    [InlineData(2, 3, 0, PreFlightState.Amber)]
    [InlineData(1, 1, 1, PreFlightState.Red)]
    [InlineData(2, 3, 3, PreFlightState.Red)]
    [InlineData(0, 3, 3, PreFlightState.Amber)]
    public void A_restart_may_not_take_the_last_ready_pod(int ready, int desired, int maxUnavailable, PreFlightState state)
        => Assert.Equal(state, State(PreFlightChecks.ReplicasHealthy, World(Restart, Healthy with { ReadyReplicas = ready, DesiredReplicas = desired, MaxUnavailable = maxUnavailable })));

    [Theory]
    [InlineData(1, true, PreFlightState.Green)]
    [InlineData(0, true, PreFlightState.Red)]
    [InlineData(0, false, PreFlightState.Amber)]
    public void An_eviction_needs_room_in_the_budget(int allowed, bool ready, PreFlightState state)
    {
        var world = World(PlanFor(Operation.RestartPod), Healthy with { DisruptionBudgets = [new("cart", allowed, 3, 2, 3)] });

        Assert.Equal(state, State(PreFlightChecks.DisruptionBudget, world with { Pod = ClusterAnswer<PodFacts>.Of(Pod with { Ready = ready }) }));
    }

    [Fact]
    public void Two_budgets_block_an_eviction()
        => Assert.Equal(PreFlightState.Red, State(PreFlightChecks.DisruptionBudget, World(PlanFor(Operation.RestartPod), Healthy with { DisruptionBudgets = [new("a", 1, 3, 2, 3), new("b", 1, 3, 2, 3)] })));

    [Theory]
    [InlineData(Operation.ScaleUp, true, PreFlightState.Red)]
    [InlineData(Operation.ScaleUp, false, PreFlightState.Amber)]
    [InlineData(Operation.RestartDeployment, true, PreFlightState.Green)]
    public void An_autoscaler_would_undo_a_scaling(Operation operation, bool active, PreFlightState state)
        => Assert.Equal(state, State(PreFlightChecks.Autoscaler, World(PlanFor(operation), Healthy with { Autoscaler = new("cart", 2, 6, 3, active ? 3 : 0, active) })));

    [Theory]
    [InlineData(5, PreFlightState.Green)]
    [InlineData(4, PreFlightState.Red)]
    public void Scaling_up_needs_room_in_the_quota(int hard, PreFlightState state)
    {
        var facts = Healthy with { Quotas = [new("shop", new Dictionary<string, (decimal, decimal)> { ["pods"] = (hard, 3) })] };

        Assert.Equal(state, State(PreFlightChecks.Quota, World(PlanFor(Operation.ScaleUp), facts)));
    }

    [Fact]
    public void A_quota_that_counts_what_the_pods_do_not_say_blocks()
    {
        var facts = Healthy with { Containers = [new("cart", "cart:1", null, null, null, null)], Quotas = [new("shop", new Dictionary<string, (decimal, decimal)> { ["limits.memory"] = (1e9m, 0) })] };

        Assert.Equal(PreFlightState.Red, State(PreFlightChecks.Quota, World(PlanFor(Operation.ScaleUp), facts)));
    }

    [Theory]
    [InlineData(Operation.RestartDeployment, PreFlightState.Amber)]
    [InlineData(Operation.ScaleUp, PreFlightState.Red)]
    [InlineData(Operation.Rollback, PreFlightState.Red)]
    public void GitOps_would_put_a_declared_change_back(Operation operation, PreFlightState state)
        => Assert.Equal(state, State(PreFlightChecks.NotGitOps, World(PlanFor(operation), Healthy with { GitOpsOwner = "Argo CD" })));

    [Theory]
    [InlineData("disruption budgets: 403 Forbidden", PreFlightChecks.DisruptionBudget)]
    [InlineData("autoscaler: 403 Forbidden", PreFlightChecks.Autoscaler)]
    [InlineData("autoscaler and disruption budgets: silence", PreFlightChecks.Autoscaler)]
    [InlineData("autoscaler and disruption budgets: silence", PreFlightChecks.DisruptionBudget)]
    [InlineData("quotas: 403 Forbidden", PreFlightChecks.Quota)]
    [InlineData("revisions: 403 Forbidden", PreFlightChecks.UndoPossible)]
    public void A_part_that_is_missing_turns_its_check_red(string missing, string check)
        => Assert.Equal(PreFlightState.Red, State(check, World(PlanFor(Operation.Rollback), Healthy with { Missing = [missing] })));

    [Fact]
    public void A_rollback_whose_present_revision_is_gone_cannot_be_undone()
    {
        var plan = PlanFor(Operation.Rollback);

        Assert.Equal(PreFlightState.Green, State(PreFlightChecks.UndoPossible, World(plan, WithRevisions)));
        Assert.Equal(PreFlightState.Red, State(PreFlightChecks.UndoPossible, World(plan, WithRevisions with { Revisions = [Cart.Revision(2, "A")] })));
    }

    [Fact]
    public void A_freeze_is_red_and_other_incidents_warn()
    {
        Assert.Equal(PreFlightState.Red, State(PreFlightChecks.NoFreeze, World(Restart) with { Surroundings = new("Black Friday", []) }));
        Assert.Equal(PreFlightState.Amber, State(PreFlightChecks.Dependencies, World(Restart) with { Surroundings = new(null, ["INC-7 payments"]) }));
    }

    private static Plan Restart => PlanFor(Operation.RestartDeployment);

    private static WorkloadFacts WithRevisions => Healthy with { Revision = 4, Revisions = [Cart.Revision(4, "B"), Cart.Revision(2, "A")] };

    private static PodFacts Pod => Cart.Pod() with { Owner = Cart.Deployment, OwnerUid = "rs-1" };

    private static Plan PlanFor(Operation operation) => Assert.IsType<PlanResult.Planned>(Planner.Plan(
        new PlanRequest(operation, Cart.Deployment, operation == Operation.RestartPod ? "cart-a" : null), WithRevisions, Pod,
        new PlanFrame(new Guid("0199d5a0-0000-7000-8000-000000000001"), "home", "policy-1", 10))).Plan;

    private static World World(Plan plan, WorkloadFacts? facts = null)
    {
        var workload = facts ?? Healthy;
        var world = new World
        {
            Plan = plan,
            ObservedAt = An.Noon,
            Workload = ClusterAnswer<WorkloadFacts>.Of(workload),
            Pod = plan.Target.Pod is null ? null : ClusterAnswer<PodFacts>.Of(Pod),
            Access = ClusterAnswer<AccessAnswer>.Of(new AccessAnswer(true, "")),
            Rehearsal = new DryRunAnswer.Accepted([]),
            Surroundings = new Surroundings(null, []),
        };
        return world with { Mutation = MutationFor.Action(plan, world.Material!, plan.ApprovalId, An.Noon) };
    }

    private static PreFlightState State(string check, World world) => PreFlightJudgement.Of(world).Single(line => line.Check == check).State;
}
