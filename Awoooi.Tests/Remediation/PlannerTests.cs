using Awoooi.Core.Clusters;
using Awoooi.Core.Plans;
using Awoooi.Core.Remediation.Planning;
using Awoooi.Tests.Kubernetes;

namespace Awoooi.Tests.Remediation;

public sealed class PlannerTests
{
    private static readonly PlanFrame Frame = new(new Guid("0199d5a0-0000-7000-8000-000000000001"), "home", "policy-1", 10);

    [Fact]
    public void A_plan_pins_its_target()
    {
        var plan = Planned(new PlanRequest(Operation.RestartDeployment, Cart.Deployment), Cart.Facts());

        Assert.Equal(new Target("home", Cart.Deployment, Cart.Facts().Uid, 7, null, null), plan.Target);
        Assert.Equal(RiskLevel.Low, plan.Risk);
        Assert.Equal("policy-1", plan.PolicyVersion);
        Assert.Equal(UndoKind.None, plan.Undo.Kind);
    }

    [Fact]
    public void Facts_of_another_workload_make_no_plan()
        => Assert.Equal(PlanRefusal.OtherWorkload, Refused(new PlanRequest(Operation.RestartDeployment, Cart.Deployment with { Name = "basket" }), Cart.Facts()));

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 2)]
    [InlineData(2, 3)]
    [InlineData(3, 5)]
    [InlineData(4, 6)]
    [InlineData(7, 10)]
    [InlineData(9, 10)]
    public void Scaling_up_adds_half_as_many_rounded_up_below_the_ceiling(int from, int to)
    {
        var plan = Planned(new PlanRequest(Operation.ScaleUp, Cart.Deployment), Cart.Facts() with { DesiredReplicas = from });

        Assert.Equal(to, plan.Number(PlanParameters.Replicas));
        Assert.Equal(from, plan.Number(PlanParameters.FromReplicas));
        Assert.Equal(UndoKind.ScaleBack, plan.Undo.Kind);
        Assert.Equal($"{from}", plan.Undo.Parameters[PlanParameters.Replicas]);
    }

    [Theory]
    [InlineData(Operation.ScaleUp, 10, null, PlanRefusal.AtCeiling)]
    [InlineData(Operation.ScaleUp, 3, 11, PlanRefusal.AtCeiling)]
    [InlineData(Operation.ScaleUp, 3, 3, PlanRefusal.NoSuchStep)]
    [InlineData(Operation.ScaleDown, 3, 3, PlanRefusal.NoSuchStep)]
    [InlineData(Operation.ScaleDown, 3, -1, PlanRefusal.NoSuchStep)]
    [InlineData(Operation.ScaleDown, 3, null, PlanRefusal.ReplicasMissing)]
    public void A_step_that_leads_nowhere_is_refused(Operation operation, int from, int? to, PlanRefusal reason)
        => Assert.Equal(reason, Refused(new PlanRequest(operation, Cart.Deployment, Replicas: to), Cart.Facts() with { DesiredReplicas = from }));

    [Theory]
    [InlineData(Operation.ScaleUp, 3, 10)]
    [InlineData(Operation.ScaleDown, 3, 2)]
    [InlineData(Operation.ScaleDown, 3, 0)]
    public void A_persons_count_is_taken_as_it_is(Operation operation, int from, int to)
        => Assert.Equal(to, Planned(new PlanRequest(operation, Cart.Deployment, Replicas: to), Cart.Facts() with { DesiredReplicas = from }).Number(PlanParameters.Replicas));

    [Theory]
    [InlineData(Operation.ScaleUp, WorkloadKind.DaemonSet)]
    [InlineData(Operation.ScaleDown, WorkloadKind.DaemonSet)]
    [InlineData(Operation.ScaleUp, WorkloadKind.Job)]
    [InlineData(Operation.RestartDeployment, WorkloadKind.Job)]
    [InlineData(Operation.RestartDeployment, WorkloadKind.Pod)]
    [InlineData(Operation.Rollback, WorkloadKind.Job)]
    public void An_operation_that_the_kind_does_not_know_is_refused(Operation operation, WorkloadKind kind)
        => Assert.Equal(PlanRefusal.KindNotSupported, Refused(new PlanRequest(operation, Cart.Deployment with { Kind = kind }, Replicas: 1), Cart.Facts(kind)));

    [Theory]
    [InlineData(Operation.RestartDeployment)]
    [InlineData(Operation.Rollback)]
    public void A_held_rollout_is_refused(Operation operation)
        => Assert.Equal(PlanRefusal.RolloutHeld, Refused(new PlanRequest(operation, Cart.Deployment), Cart.Facts() with { Paused = true, Revisions = TwoPrograms, Revision = 4 }));

    [Fact]
    public void A_pod_is_restarted_under_its_uid()
    {
        var plan = Planned(new PlanRequest(Operation.RestartPod, Cart.Deployment, "cart-a"), Cart.Facts(), Owned);

        Assert.Equal(("cart-a", "uid-1"), (plan.Target.Pod, plan.Target.PodUid));
    }

    [Fact]
    public void A_pod_that_nothing_would_bring_back_is_refused()
    {
        var request = new PlanRequest(Operation.RestartPod, Cart.Deployment, "cart-a");

        Assert.Equal(PlanRefusal.PodUnowned, Refused(request, Cart.Facts(), Owned with { Owner = null }));
        Assert.Equal(PlanRefusal.PodUnowned, Refused(request, Cart.Facts(), Owned with { OwnerUid = null }));
        Assert.Equal(PlanRefusal.PodOfOtherWorkload, Refused(request, Cart.Facts(), Owned with { Owner = Cart.Deployment with { Name = "basket" } }));
        Assert.Equal(PlanRefusal.PodTerminating, Refused(request, Cart.Facts(), Owned with { Terminating = true }));
        Assert.Equal(PlanRefusal.PodMissing, Refused(request, Cart.Facts(), Owned with { Name = "cart-b" }));
        Assert.Equal(PlanRefusal.PodMissing, Refused(request, Cart.Facts(), null));
    }

    [Fact]
    public void A_rollback_returns_to_the_newest_other_program_and_can_be_rolled_forward()
    {
        var plan = Planned(new PlanRequest(Operation.Rollback, Cart.Deployment), Cart.Facts() with { Revision = 5, Revisions = [Cart.Revision(5, "B"), .. TwoPrograms] });

        Assert.Equal("2", plan.Parameters[PlanParameters.Revision]);
        Assert.Equal("5", plan.Parameters[PlanParameters.FromRevision]);
        Assert.Equal((UndoKind.RollForward, "5"), (plan.Undo.Kind, plan.Undo.Parameters[PlanParameters.Revision]));
        Assert.Equal(RiskLevel.High, plan.Risk);
    }

    [Fact]
    public void A_rollback_needs_another_program()
    {
        var facts = Cart.Facts() with { Revision = 4, Revisions = [Cart.Revision(4, "B"), Cart.Revision(3, "B")] };

        Assert.Equal(PlanRefusal.NoOlderRevision, Refused(new PlanRequest(Operation.Rollback, Cart.Deployment), facts));
        Assert.Equal(PlanRefusal.RevisionUnfit, Refused(new PlanRequest(Operation.Rollback, Cart.Deployment, Revision: 9), facts with { Revisions = TwoPrograms }));
        Assert.Equal(PlanRefusal.RevisionUnfit, Refused(new PlanRequest(Operation.Rollback, Cart.Deployment, Revision: 4), facts with { Revisions = TwoPrograms }));
    }

    private static IReadOnlyList<RevisionFacts> TwoPrograms => [Cart.Revision(4, "B"), Cart.Revision(2, "A")];

    private static PodFacts Owned => Cart.Pod() with { Owner = Cart.Deployment, OwnerUid = "rs-1" };

    private static Plan Planned(PlanRequest request, WorkloadFacts facts, PodFacts? pod = null)
        => Assert.IsType<PlanResult.Planned>(Planner.Plan(request, facts, pod, Frame)).Plan;

    private static PlanRefusal Refused(PlanRequest request, WorkloadFacts facts, PodFacts? pod = null)
        => Assert.IsType<PlanResult.Refused>(Planner.Plan(request, facts, pod, Frame)).Reason;
}
