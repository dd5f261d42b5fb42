using Awoooi.Core.Clusters;
using Awoooi.Core.Clusters.Mutations;

namespace Awoooi.Tests.Kubernetes.Conformance;

public sealed class RestartCases(ConformanceCluster cluster) : IClassFixture<ConformanceCluster>
{
    [Fact]
    public async Task A_restart_replaces_every_pod_and_leaves_its_marker()
    {
        var before = await cluster.RunAsync(Manifests.Deployment("restarted", 2));
        var oldPods = (await cluster.PodsOfAsync(before)).Select(pod => pod.Uid).ToHashSet();
        var marker = ConformanceCluster.NewMarker();

        var applied = Assert.IsType<MutationAnswer.Applied>(await cluster.Api.SendAsync(RestartWorkload.Build(before, marker, Cart.Morning), default));
        var after = await cluster.UntilAsync(before.Ref, facts => facts.Generation == before.Generation + 1 && Rollout.IsComplete(facts) && facts.Revision == 2);

        Assert.Equal(before.Generation + 1, applied.Generation);
        Assert.Equal(marker, after.Annotations[ExecutionMarker.Annotation]);
        Assert.True((await cluster.Api.FindMarkerAsync(before.Ref, marker, default)).Value!.Found);
        await cluster.EventuallyAsync(async () => (await cluster.PodsOfAsync(after)).Where(pod => !pod.Terminating).All(pod => !oldPods.Contains(pod.Uid)));
    }

    [Fact]
    public async Task Right_after_the_restart_the_counters_are_the_old_ones_and_not_believed()
    {
        var before = await cluster.RunAsync(Manifests.Deployment("early"));

        var answer = await cluster.Raw.PatchAsync(cluster.Deployments + "/early", RestartWorkload.Build(before, ConformanceCluster.NewMarker(), Cart.Morning).Body);

        Assert.Equal(200, answer.Status);
        Assert.Equal(before.Generation + 1, answer.At("metadata.generation")!.Value.GetInt64());
        Assert.Equal(before.Generation, answer.At("status.observedGeneration")!.Value.GetInt64());
        Assert.Equal("1", answer["status.updatedReplicas"]);
    }

    [Fact]
    public async Task The_same_bytes_again_change_nothing()
    {
        var before = await cluster.RunAsync(Manifests.Deployment("twice"));
        var restart = RestartWorkload.Build(before, ConformanceCluster.NewMarker(), Cart.Morning);
        await cluster.Api.SendAsync(restart, default);
        var settled = await cluster.UntilAsync(before.Ref, facts => facts.Revision == 2 && Rollout.IsComplete(facts));

        var again = Assert.IsType<MutationAnswer.Applied>(await cluster.Api.SendAsync(restart, default));

        Assert.Equal(settled.Generation, again.Generation);
        Assert.Equal(2, (await cluster.ReadAsync(before.Ref)).Revisions.Count);
    }

    [Fact]
    public async Task Two_restarts_are_the_same_program_so_there_is_nothing_to_return_to()
    {
        var before = await cluster.RunAsync(Manifests.Deployment("again"));
        await cluster.Api.SendAsync(RestartWorkload.Build(before, ConformanceCluster.NewMarker(), Cart.Morning), default);
        var after = await cluster.UntilAsync(before.Ref, facts => facts.Revision == 2 && Rollout.IsComplete(facts));

        Assert.Equal(before.TemplateHash, after.TemplateHash);
        Assert.Null(RollbackWorkload.Choose(after));
    }

    [Fact]
    public async Task The_marker_of_the_Deployment_shows_up_on_its_ReplicaSet()
    {
        var before = await cluster.RunAsync(Manifests.Deployment("copied"));
        var marker = ConformanceCluster.NewMarker();
        await cluster.Api.SendAsync(RestartWorkload.Build(before, marker, Cart.Morning), default);

        await cluster.EventuallyAsync(async () =>
            (await cluster.Raw.GetAsync($"/apis/apps/v1/namespaces/{cluster.Namespace}/replicasets?labelSelector=app%3Dcopied")).At("items")!.Value.EnumerateArray()
                .Any(set => set.GetProperty("metadata").GetProperty("annotations").TryGetProperty(ExecutionMarker.Annotation, out var copied) && copied.GetString() == marker));
    }

    [Fact]
    public async Task Another_uid_in_the_patch_is_422_and_for_our_client_a_conflict()
    {
        var facts = await cluster.RunAsync(Manifests.Deployment("other"));
        var wrong = RestartWorkload.Build(facts with { Uid = "11111111-2222-3333-4444-555555555555" }, ConformanceCluster.NewMarker(), Cart.Morning);

        var answer = await cluster.Raw.PatchAsync(wrong.Path, wrong.Body);

        Assert.Equal((422, "Invalid", "metadata.uid"), (answer.Status, answer.Reason, answer["details.causes.0.field"]));
        Assert.Equal(ClusterFault.Conflict, Assert.IsType<MutationAnswer.Refused>(await cluster.Api.SendAsync(wrong, default)).Fault);
        Assert.Equal(facts.Generation, (await cluster.ReadAsync(facts.Ref)).Generation);
    }

    [Fact]
    public async Task A_restart_of_what_is_gone_is_404()
    {
        var restart = RestartWorkload.Build(Cart.Facts() with { Ref = new(WorkloadKind.Deployment, cluster.Namespace, "nosuch") }, "e", Cart.Morning);

        Assert.Equal(ClusterFault.NotFound, Assert.IsType<MutationAnswer.Refused>(await cluster.Api.SendAsync(restart, default)).Fault);
    }

    [Fact]
    public async Task A_paused_Deployment_takes_the_restart_and_rolls_nothing()
    {
        var before = await cluster.RunAsync(Manifests.Deployment("paused"));
        Assert.Equal(200, (await cluster.Raw.PatchAsync(cluster.Deployments + "/paused", """{"spec":{"paused":true}}""")).Status);

        Assert.IsType<MutationAnswer.Applied>(await cluster.Api.SendAsync(RestartWorkload.Build(before, ConformanceCluster.NewMarker(), Cart.Morning), default));
        var after = await cluster.UntilAsync(before.Ref, facts => facts.ObservedGeneration == facts.Generation && facts.Generation == before.Generation + 2);

        Assert.True(after.Paused);
        Assert.Equal(RolloutState.Held, after.Rollout);
        Assert.False(Rollout.IsComplete(after));
        Assert.Single(after.Revisions);
    }

    [Fact]
    public async Task A_StatefulSet_restarts_to_a_new_revision()
    {
        var before = await cluster.RunAsync(Manifests.StatefulSet("ordered", 2));

        Assert.IsType<MutationAnswer.Applied>(await cluster.Api.SendAsync(RestartWorkload.Build(before, ConformanceCluster.NewMarker(), Cart.Morning), default));
        var after = await cluster.UntilAsync(before.Ref, facts => facts.Generation > before.Generation && Rollout.IsComplete(facts) && facts.Revision == 2);

        Assert.Equal(before.TemplateHash, after.TemplateHash);
    }

    [Fact]
    public async Task A_DaemonSet_restarts_to_a_new_revision()
    {
        var before = await cluster.RunAsync(Manifests.DaemonSet("everywhere"));

        Assert.IsType<MutationAnswer.Applied>(await cluster.Api.SendAsync(RestartWorkload.Build(before, ConformanceCluster.NewMarker(), Cart.Morning), default));
        await cluster.UntilAsync(before.Ref, facts => facts.Generation > before.Generation && Rollout.IsComplete(facts) && facts.Revision == 2);
    }

    [Fact]
    public async Task A_rehearsed_restart_looks_done_and_leaves_the_object_alone()
    {
        var before = await cluster.RunAsync(Manifests.Deployment("rehearsed"));
        var restart = RestartWorkload.Build(before, ConformanceCluster.NewMarker(), Cart.Morning);

        var answer = await cluster.Raw.PatchAsync(restart.AsDryRun().Path, restart.Body);
        var accepted = await cluster.Api.DryRunAsync(restart, default);
        var after = await cluster.ReadAsync(before.Ref);

        Assert.Equal(before.Generation + 1, answer.At("metadata.generation")!.Value.GetInt64());
        Assert.IsType<DryRunAnswer.Accepted>(accepted);
        Assert.Equal((before.Generation, 1), (after.Generation, after.Revisions.Count));
        Assert.False((await cluster.Api.FindMarkerAsync(before.Ref, restart.Marker, default)).Value!.Found);
    }

    [Fact]
    public async Task A_rehearsal_asked_for_in_other_words_is_refused_not_done()
    {
        var before = await cluster.RunAsync(Manifests.Deployment("worded"));
        var restart = RestartWorkload.Build(before, ConformanceCluster.NewMarker(), Cart.Morning);

        Assert.Equal(422, (await cluster.Raw.PatchAsync(restart.Path + "&dryRun=true", restart.Body)).Status);
        Assert.Equal(before.Generation, (await cluster.ReadAsync(before.Ref)).Generation);
    }

    [Fact]
    public async Task A_plain_merge_patch_restarts_too()
    {
        var before = await cluster.RunAsync(Manifests.Deployment("merged"));

        var answer = await cluster.Raw.PatchAsync(cluster.Deployments + "/merged", RestartWorkload.Build(before, "e", Cart.Morning).Body, RawApi.Merge);

        Assert.Equal(200, answer.Status);
        Assert.Equal("2026-11-20T08:00:00Z", answer.At("spec.template.metadata.annotations")!.Value.GetProperty("kubectl.kubernetes.io/restartedAt").GetString());
    }
}
