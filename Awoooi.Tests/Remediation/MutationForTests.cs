using Awoooi.Core.Clusters;
using Awoooi.Core.Plans;
using Awoooi.Core.Remediation;
using Awoooi.Tests.Kubernetes;
using Awoooi.Tests.TestKit;

namespace Awoooi.Tests.Remediation;

public sealed class MutationForTests
{
    private static readonly Guid Execution = new("0199d5a0-0000-7000-8000-0000000000ee");

    [Fact]
    public void The_same_plan_world_execution_and_time_give_the_same_bytes()
    {
        var plan = A.Scale(3, 5, uid: Cart.Facts().Uid);

        Assert.Equal(Built(plan, Material()).Body, Built(plan, Material()).Body);
        Assert.Contains(Execution.ToString(), Built(plan, Material()).Body, StringComparison.Ordinal);
        Assert.Contains("\"replicas\":5", Built(plan, Material()).Body, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_uid_or_generation_gets_no_request()
    {
        var plan = A.Scale(3, 5, uid: Cart.Facts().Uid);

        Assert.IsType<MutationOutcome.Refused>(MutationFor.Action(plan, Material(Cart.Facts() with { Uid = "other" }), Execution, An.Noon));
        Assert.IsType<MutationOutcome.Refused>(MutationFor.Action(plan, Material(Cart.Facts() with { Generation = 8 }), Execution, An.Noon));
    }

    [Fact]
    public void An_eviction_needs_the_very_pod()
    {
        var plan = A.Plan(uid: Cart.Facts().Uid);
        var pod = Cart.Pod("uid-pod") with { Name = "cart-1", Owner = Cart.Deployment };
        var material = Material() with { Capabilities = new ClusterCapabilities("v1.36.2", "policy/v1", "policy/v1", "autoscaling/v2") };

        Assert.Equal(MutationKind.EvictPod, Built(plan, material with { Pod = pod }).Kind);
        Assert.IsType<MutationOutcome.Refused>(MutationFor.Action(plan, material with { Pod = pod with { Uid = "other" } }, Execution, An.Noon));
        Assert.IsType<MutationOutcome.Refused>(MutationFor.Action(plan, material with { Pod = pod with { Owner = null } }, Execution, An.Noon));
        Assert.IsType<MutationOutcome.Refused>(MutationFor.Action(plan, material, Execution, An.Noon));
        Assert.IsType<MutationOutcome.Refused>(MutationFor.Action(plan, Material() with { Pod = pod }, Execution, An.Noon));
    }

    [Fact]
    public void An_undo_has_a_marker_of_its_own_and_any_generation()
    {
        var plan = A.Scale(3, 5, uid: Cart.Facts().Uid);

        var undo = Assert.IsType<MutationOutcome.Built>(MutationFor.Undo(plan, Material(Cart.Facts() with { Generation = 8 }), Execution)).Mutation;

        Assert.Equal($"{Execution}.undo", undo.Marker);
        Assert.Contains("\"replicas\":3", undo.Body, StringComparison.Ordinal);
        Assert.IsType<MutationOutcome.Refused>(MutationFor.Undo(plan, Material(Cart.Facts() with { Uid = "other" }), Execution));
        Assert.IsType<MutationOutcome.Refused>(MutationFor.Undo(A.Plan(Operation.RestartDeployment, uid: Cart.Facts().Uid), Material(), Execution));
    }

    private static MutationMaterial Material(WorkloadFacts? facts = null) => new(facts ?? Cart.Facts(), null, null, null);

    private static ClusterMutation Built(Plan plan, MutationMaterial material) => Assert.IsType<MutationOutcome.Built>(MutationFor.Action(plan, material, Execution, An.Noon)).Mutation;
}
