using Awoooi.Core.Clusters;
using Awoooi.Core.Clusters.Mutations;
using Awoooi.Tests.Kubernetes;

namespace Awoooi.Tests.Clusters.Mutations;

public sealed class RollbackChoiceTests
{
    [Fact]
    public void The_newest_older_program_is_chosen_across_restarts_and_gaps()
    {
        var facts = Cart.Facts() with
        {
            Revisions = [Cart.Revision(3, "A", 30), Cart.Revision(9, "B", 1), Cart.Revision(7, "B", 2), Cart.Revision(1, "0", 90)],
        };

        var choice = RollbackWorkload.Choose(facts);

        Assert.Equal(3, choice!.Target.Revision);
        Assert.Equal(Cart.Morning.AddHours(-2), choice.RolloutBeganAt);
    }

    [Fact]
    public void Restarts_alone_give_nothing_to_return_to() =>
        Assert.Null(RollbackWorkload.Choose(Cart.Facts() with { Revisions = [Cart.Revision(2, "B"), Cart.Revision(1, "B")] }));

    [Fact]
    public void Without_history_there_is_no_choice() => Assert.Null(RollbackWorkload.Choose(Cart.Facts()));

    [Fact]
    public void While_the_live_template_has_no_revision_yet_there_is_no_choice() =>
        Assert.Null(RollbackWorkload.Choose(Cart.Facts() with { TemplateHash = "C", Revisions = [Cart.Revision(2, "B"), Cart.Revision(1, "A")] }));

    [Fact]
    public void An_eviction_has_happened_when_the_pod_is_gone_going_or_replaced()
    {
        var eviction = EvictPod.Build(Cart.Deployment, Cart.Pod(), "e", "policy/v1");

        Assert.True(EvictPod.HasHappened(eviction, ClusterAnswer<PodFacts>.Failed(ClusterFault.NotFound, "")));
        Assert.True(EvictPod.HasHappened(eviction, ClusterAnswer<PodFacts>.Of(Cart.Pod("uid-2"))));
        Assert.True(EvictPod.HasHappened(eviction, ClusterAnswer<PodFacts>.Of(Cart.Pod() with { Terminating = true })));
        Assert.False(EvictPod.HasHappened(eviction, ClusterAnswer<PodFacts>.Of(Cart.Pod())));
        Assert.Null(EvictPod.HasHappened(eviction, ClusterAnswer<PodFacts>.Failed(ClusterFault.NoAnswer, "")));
    }
}
