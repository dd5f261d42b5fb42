using Awoooi.Core.Clusters;
using Awoooi.Core.Plans;
using Awoooi.Tests.TestKit;

namespace Awoooi.Tests.Plans;

public sealed class CommandLineTests
{
    public static TheoryData<string, Plan> Lines => new()
    {
        { "kubectl -n shop evict pod/cart-1", A.Plan() },
        { "kubectl -n shop rollout restart deployment/cart", A.Plan(Operation.RestartDeployment) },
        { "kubectl -n shop scale deployment/cart --current-replicas=3 --replicas=4", A.Scale(3, 4) },
        { "kubectl -n shop scale deployment/cart --current-replicas=3 --replicas=2", A.Scale(3, 2) },
        { "kubectl -n shop rollout undo deployment/cart --to-revision=41", A.Plan(Operation.Rollback, parameters: (PlanParameters.Revision, "41")) },
        { "", A.Plan(Operation.Manual) },
    };

    [Theory]
    [MemberData(nameof(Lines))]
    internal void A_plan_reads_as_the_command_a_person_would_type(string line, Plan plan) => Assert.Equal(line, CommandLine.Render(plan));

    [Theory]
    [InlineData("a b", "'a b'")]
    [InlineData("$(reboot)", "'$(reboot)'")]
    [InlineData("it's", "'it'\\''s'")]
    [InlineData("", "''")]
    [InlineData("shop-1.x", "shop-1.x")]
    public void Words_that_a_shell_would_read_are_quoted(string ns, string quoted)
    {
        var plan = A.Plan(Operation.RestartDeployment);
        var odd = plan with { Target = plan.Target with { Workload = new WorkloadRef(WorkloadKind.Deployment, ns, "cart") } };

        Assert.Equal($"kubectl -n {quoted} rollout restart deployment/cart", CommandLine.Render(odd));
    }

    [Fact]
    public void Every_operation_has_its_row_and_its_wire_name()
    {
        Assert.Equal(Enum.GetValues<Operation>().Order(), OperationCatalogue.All.Select(traits => traits.Operation).Order());
        Assert.All(OperationCatalogue.All, traits => Assert.Same(traits, OperationCatalogue.Find(traits.WireName)));
        Assert.Null(OperationCatalogue.Find("restart_pod"));
        Assert.Equal(Proposers.PeopleOnly, OperationCatalogue.Of(Operation.ScaleDown).Proposers);
    }
}
