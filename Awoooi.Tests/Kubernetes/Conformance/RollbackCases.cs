using Awoooi.Core.Clusters;
using Awoooi.Core.Clusters.Mutations;

namespace Awoooi.Tests.Kubernetes.Conformance;

public sealed class RollbackCasesToday(ConformanceCluster cluster) : RollbackCases(cluster), IClassFixture<ConformanceCluster>;

public sealed class RollbackCasesOnTheOldestServer(OldCluster cluster) : RollbackCases(cluster), IClassFixture<OldCluster>;

public abstract class RollbackCases(ConformanceCluster cluster)
{
    [Fact]
    public async Task A_rollback_brings_the_old_program_back_under_a_new_number_and_its_own_marker()
    {
        var (before, choice, rollback) = await ChangedAsync("back");

        Assert.IsType<MutationAnswer.Applied>(await cluster.Api.SendAsync(rollback, default));
        var after = await cluster.UntilAsync(before.Ref, facts => facts.Generation > before.Generation && Rollout.IsComplete(facts) && facts.Revision == 3);

        Assert.Equal(Manifests.Image, Assert.Single(after.Containers).Image);
        Assert.Equal(choice.Target.TemplateHash, after.TemplateHash);
        Assert.Equal([3, 2], after.Revisions.Select(revision => revision.Revision));
        Assert.Equal(choice.Target.Name, after.Revisions[0].Name);
        Assert.True((await cluster.Api.FindMarkerAsync(before.Ref, rollback.Marker, default)).Value!.Found);
    }

    [Fact]
    public async Task A_rollback_goes_past_restarts_to_another_program()
    {
        await ChangedAsync("past");
        var changed = new WorkloadRef(WorkloadKind.Deployment, cluster.Namespace, "past");
        await cluster.Api.SendAsync(RestartWorkload.Build(await cluster.ReadAsync(changed), ConformanceCluster.NewMarker(), Cart.Morning), default);
        var restarted = await cluster.UntilAsync(changed, facts => facts.Revision == 3 && Rollout.IsComplete(facts));

        var choice = RollbackWorkload.Choose(restarted)!;

        Assert.Equal(1, choice.Target.Revision);
        Assert.Equal([Manifests.Image], choice.Target.Images);
    }

    [Fact]
    public async Task Rolling_forward_again_undoes_a_rollback()
    {
        var (before, _, rollback) = await ChangedAsync("forward");
        var left = (await cluster.Api.ReadTemplateAsync(before, before.Revisions[0], default)).Value!;
        await cluster.Api.SendAsync(rollback, default);
        var back = await cluster.UntilAsync(before.Ref, facts => facts.Revision == 3 && Rollout.IsComplete(facts));

        Assert.IsType<MutationAnswer.Applied>(await cluster.Api.SendAsync(RollbackWorkload.Build(back, left, ExecutionMarker.ForUndo(rollback.Marker)), default));
        var after = await cluster.UntilAsync(before.Ref, facts => facts.Revision == 4 && Rollout.IsComplete(facts));

        Assert.Equal(Manifests.OtherImage, after.Containers[0].Image);
    }

    [Fact]
    public async Task The_same_rollback_again_fails_its_own_test_and_changes_nothing()
    {
        var (before, _, rollback) = await ChangedAsync("onceonly");
        await cluster.Api.SendAsync(rollback, default);
        var after = await cluster.UntilAsync(before.Ref, facts => facts.Revision == 3 && Rollout.IsComplete(facts));

        Assert.Equal(ClusterFault.Conflict, Assert.IsType<MutationAnswer.Refused>(await cluster.Api.SendAsync(rollback, default)).Fault);
        Assert.Equal(after.Generation, (await cluster.ReadAsync(before.Ref)).Generation);
    }

    [Fact]
    public async Task A_generation_that_moved_on_fails_the_test_with_a_422_that_explains_nothing()
    {
        var (before, _, rollback) = await ChangedAsync("moved");
        Assert.Equal(200, (await cluster.Raw.PatchAsync(cluster.Deployments + "/moved", """{"spec":{"minReadySeconds":1}}""")).Status);

        var answer = await cluster.Raw.PatchAsync(rollback.Path, rollback.Body, RawApi.JsonPatch);

        Assert.Equal((422, "Invalid", "{}"), (answer.Status, answer.Reason, answer["details"]));
        Assert.Equal(ClusterFault.Conflict, Assert.IsType<MutationAnswer.Refused>(await cluster.Api.SendAsync(rollback, default)).Fault);
        Assert.Equal(Manifests.OtherImage, (await cluster.ReadAsync(before.Ref)).Containers[0].Image);
    }

    [Fact]
    public async Task Another_uid_fails_the_test()
    {
        var (before, _, rollback) = await ChangedAsync("namesake");
        var wrong = rollback with { Body = rollback.Body.Replace(before.Uid, "11111111-2222-3333-4444-555555555555", StringComparison.Ordinal) };

        Assert.Equal(ClusterFault.Conflict, Assert.IsType<MutationAnswer.Refused>(await cluster.Api.SendAsync(wrong, default)).Fault);
    }

    [Fact]
    public async Task A_rehearsed_rollback_leaves_the_object_alone()
    {
        var (before, _, rollback) = await ChangedAsync("rehearsal");

        Assert.IsType<DryRunAnswer.Accepted>(await cluster.Api.DryRunAsync(rollback, default));
        Assert.Equal((Manifests.OtherImage, before.Generation), ((await cluster.ReadAsync(before.Ref)).Containers[0].Image, (await cluster.ReadAsync(before.Ref)).Generation));
    }

    [Fact]
    public async Task A_StatefulSet_returns_by_its_stored_patch()
    {
        var set = new WorkloadRef(WorkloadKind.StatefulSet, cluster.Namespace, "basket");
        await cluster.RunAsync(Manifests.StatefulSet("basket"));

        await ReturnAsync(set, cluster.StatefulSets);
    }

    [Fact]
    public async Task A_DaemonSet_returns_by_its_stored_patch()
    {
        var set = new WorkloadRef(WorkloadKind.DaemonSet, cluster.Namespace, "agent");
        await cluster.RunAsync(Manifests.DaemonSet("agent"));

        await ReturnAsync(set, cluster.DaemonSets);
    }

    [Fact]
    public async Task A_revision_of_a_namesake_is_not_ours()
    {
        var facts = await cluster.RunAsync(Manifests.Deployment("mine"));

        Assert.Equal(ClusterFault.Conflict, (await cluster.Api.ReadTemplateAsync(facts with { Uid = "another" }, facts.Revisions[0], default)).Fault);
    }

    [Fact]
    public async Task A_template_with_the_hash_label_left_in_is_accepted_without_a_word()
    {
        var (before, choice, rollback) = await ChangedAsync("hashed");
        var template = (await cluster.Api.ReadTemplateAsync(before, choice.Target, default)).Value!;
        Assert.Contains("pod-template-hash", template.Json, StringComparison.Ordinal);
        Assert.DoesNotContain("pod-template-hash", rollback.Body, StringComparison.Ordinal);

        var answer = await cluster.Raw.PatchAsync(cluster.Deployments + "/hashed?dryRun=All", $$"""[{"op":"replace","path":"/spec/template","value":{{template.Json}}}]""", RawApi.JsonPatch);

        Assert.Equal(200, answer.Status);
        Assert.NotNull(answer["spec.template.metadata.labels.pod-template-hash"]);
    }

    private async Task<(WorkloadFacts Changed, RollbackChoice Choice, ClusterMutation Rollback)> ChangedAsync(string name)
    {
        var first = await cluster.RunAsync(Manifests.Deployment(name));
        Assert.Equal(200, (await cluster.Raw.PatchAsync($"{cluster.Deployments}/{name}", SetImage(Manifests.OtherImage))).Status);
        var changed = await cluster.UntilAsync(first.Ref, facts => facts.Revision == 2 && Rollout.IsComplete(facts) && facts.Revisions[0].Revision == 2);
        var choice = RollbackWorkload.Choose(changed)!;
        var template = (await cluster.Api.ReadTemplateAsync(changed, choice.Target, default)).Value!;
        return (changed, choice, RollbackWorkload.Build(changed, template, ConformanceCluster.NewMarker()));
    }

    private async Task ReturnAsync(WorkloadRef set, string collection)
    {
        Assert.Equal(200, (await cluster.Raw.PatchAsync($"{collection}/{set.Name}", SetImage(Manifests.OtherImage))).Status);
        await cluster.UntilAsync(set, facts => facts.Revision == 2 && Rollout.IsComplete(facts));

        MutationAnswer? answer = null;
        var marker = ConformanceCluster.NewMarker();
        await cluster.EventuallyAsync(async () =>
        {
            var changed = await cluster.ReadAsync(set);
            var template = (await cluster.Api.ReadTemplateAsync(changed, RollbackWorkload.Choose(changed)!.Target, default)).Value!;
            answer = await cluster.Api.SendAsync(RollbackWorkload.Build(changed, template, marker), default);
            return answer is not MutationAnswer.Refused { Fault: ClusterFault.Conflict };
        });
        var after = await cluster.UntilAsync(set, facts => facts.Containers[0].Image == Manifests.Image && Rollout.IsComplete(facts) && facts.Revision == 3);

        Assert.IsType<MutationAnswer.Applied>(answer);
        Assert.Equal([3, 2], after.Revisions.Select(revision => revision.Revision));
        Assert.Equal(marker, after.Annotations[ExecutionMarker.Annotation]);
    }

    private static string SetImage(string image) => """{"spec":{"template":{"spec":{"containers":[{"name":"main","image":"IMAGE"}]}}}}""".Replace("IMAGE", image, StringComparison.Ordinal);
}
