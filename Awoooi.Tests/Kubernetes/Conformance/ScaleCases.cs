using Awoooi.Core.Clusters;
using Awoooi.Core.Clusters.Mutations;

namespace Awoooi.Tests.Kubernetes.Conformance;

public sealed class ScaleCasesToday(ConformanceCluster cluster) : ScaleCases(cluster), IClassFixture<ConformanceCluster>;

public sealed class ScaleCasesOnTheOldestServer(OldCluster cluster) : ScaleCases(cluster), IClassFixture<OldCluster>;

public abstract class ScaleCases(ConformanceCluster cluster)
{
    [Fact]
    public async Task A_scale_brings_the_pods_the_marker_and_no_new_revision()
    {
        var before = await cluster.RunAsync(Manifests.Deployment("up", 1));
        var marker = ConformanceCluster.NewMarker();

        Assert.IsType<MutationAnswer.Applied>(await SendFreshAsync(before.Ref, facts => ScaleWorkload.Build(facts, 3, marker)));
        var after = await cluster.UntilAsync(before.Ref, facts => facts.DesiredReplicas == 3 && Rollout.IsComplete(facts));

        Assert.Equal(3, after.ReadyReplicas);
        Assert.Single(after.Revisions);
        Assert.Equal(marker, after.Annotations[ExecutionMarker.Annotation]);
    }

    [Fact]
    public async Task Undoing_a_scale_is_the_same_request_with_the_old_count()
    {
        var before = await cluster.RunAsync(Manifests.Deployment("undone", 1));
        var marker = ConformanceCluster.NewMarker();
        await SendFreshAsync(before.Ref, facts => ScaleWorkload.Build(facts, 2, marker));
        var scaled = await cluster.UntilAsync(before.Ref, facts => facts.DesiredReplicas == 2 && Rollout.IsComplete(facts));

        var undo = await SendFreshAsync(scaled.Ref, facts => ScaleWorkload.Build(facts, before.DesiredReplicas, ExecutionMarker.ForUndo(marker)));
        var after = await cluster.UntilAsync(before.Ref, facts => facts.DesiredReplicas == 1 && Rollout.IsComplete(facts));

        Assert.IsType<MutationAnswer.Applied>(undo);
        Assert.Equal(marker + ".undo", after.Annotations[ExecutionMarker.Annotation]);
    }

    [Fact]
    public async Task A_StatefulSet_scales_the_same_way()
    {
        var before = await cluster.RunAsync(Manifests.StatefulSet("set", 1));

        Assert.IsType<MutationAnswer.Applied>(await SendFreshAsync(before.Ref, facts => ScaleWorkload.Build(facts, 2, ConformanceCluster.NewMarker())));
        await cluster.UntilAsync(before.Ref, facts => facts.DesiredReplicas == 2 && Rollout.IsComplete(facts));
    }

    [Fact]
    public async Task A_version_that_moved_on_is_a_409()
    {
        var stale = await cluster.RunAsync(Manifests.Deployment("stale"));
        Assert.Equal(200, (await cluster.Raw.PatchAsync(cluster.Deployments + "/stale", """{"metadata":{"labels":{"x":"y"}}}""")).Status);
        var scale = ScaleWorkload.Build(stale, 2, ConformanceCluster.NewMarker());

        var answer = await cluster.Raw.PatchAsync(scale.Path, scale.Body);

        Assert.Equal((409, "Conflict"), (answer.Status, answer.Reason));
        Assert.Equal(ClusterFault.Conflict, Assert.IsType<MutationAnswer.Refused>(await cluster.Api.SendAsync(scale, default)).Fault);
        Assert.Equal(1, (await cluster.ReadAsync(stale.Ref)).DesiredReplicas);
    }

    [Fact]
    public async Task A_scale_sent_again_conflicts_with_itself_and_the_marker_tells_why()
    {
        var before = await cluster.RunAsync(Manifests.Deployment("resent"));
        var marker = ConformanceCluster.NewMarker();
        ClusterMutation scale = null!;
        await SendFreshAsync(before.Ref, facts => scale = ScaleWorkload.Build(facts, 2, marker));

        Assert.Equal(ClusterFault.Conflict, Assert.IsType<MutationAnswer.Refused>(await cluster.Api.SendAsync(scale, default)).Fault);
        Assert.True((await cluster.Api.FindMarkerAsync(before.Ref, scale.Marker, default)).Value!.Found);
    }

    [Fact]
    public async Task The_right_uid_and_version_pass_and_even_an_annotation_is_a_new_generation()
    {
        await cluster.RunAsync(Manifests.Deployment("right"));
        var answer = await cluster.Raw.GetAsync(cluster.Deployments + "/right");

        var patched = await cluster.Raw.PatchAsync(cluster.Deployments + "/right", $$$$"""{"metadata":{"uid":"{{{{answer["metadata.uid"]}}}}","resourceVersion":"{{{{answer["metadata.resourceVersion"]}}}}","annotations":{"x":"y"}}}""");

        Assert.Equal(200, patched.Status);
        Assert.NotEqual(answer["metadata.resourceVersion"], patched["metadata.resourceVersion"]);
        Assert.Equal(answer.At("metadata.generation")!.Value.GetInt64() + 1, patched.At("metadata.generation")!.Value.GetInt64());
    }

    [Fact]
    public async Task A_rehearsed_scale_leaves_the_count_alone()
    {
        var before = await cluster.RunAsync(Manifests.Deployment("practice"));

        Assert.IsType<DryRunAnswer.Accepted>(await cluster.Api.DryRunAsync(ScaleWorkload.Build(before, 5, ConformanceCluster.NewMarker()), default));
        Assert.Equal((1, before.Generation), ((await cluster.ReadAsync(before.Ref)).DesiredReplicas, (await cluster.ReadAsync(before.Ref)).Generation));
    }

    [Fact]
    public async Task The_scale_subresource_leaves_zero_out()
    {
        await cluster.CreateAsync(cluster.Deployments, Manifests.Deployment("none", 0));

        var answer = await cluster.Raw.GetAsync(cluster.Deployments + "/none/scale");

        Assert.Equal(("Scale", "{}"), (answer["kind"], answer["spec"]));
        Assert.Equal("app=none", answer["status.selector"]);
    }

    [Fact]
    public async Task Another_uid_at_the_scale_subresource_is_409()
    {
        await cluster.CreateAsync(cluster.Deployments, Manifests.Deployment("subres", 0));

        var answer = await cluster.Raw.PatchAsync(cluster.Deployments + "/subres/scale", """{"metadata":{"uid":"11111111-2222-3333-4444-555555555555"},"spec":{"replicas":1}}""", RawApi.Merge);

        Assert.Equal((409, "Conflict"), (answer.Status, answer.Reason));
    }

    [Fact]
    public async Task A_DaemonSet_has_no_scale()
    {
        await cluster.CreateAsync(cluster.DaemonSets, Manifests.DaemonSet("noscale"));

        Assert.Equal(404, (await cluster.Raw.GetAsync(cluster.DaemonSets + "/noscale/scale")).Status);
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("\"three\"")]
    public async Task A_count_that_is_none_is_422(string replicas)
    {
        var name = "bad" + replicas.Length;
        await cluster.CreateAsync(cluster.Deployments, Manifests.Deployment(name, 0));

        var answer = await cluster.Raw.PatchAsync($"{cluster.Deployments}/{name}", $$$$"""{"spec":{"replicas":{{{{replicas}}}}}}""");

        Assert.Equal((422, "Invalid"), (answer.Status, answer.Reason));
    }

    [Fact]
    public async Task An_autoscaler_takes_a_count_above_its_maximum_back()
    {
        var before = await cluster.RunAsync(Manifests.Deployment("auto", 2));
        await cluster.CreateAsync(cluster.Autoscalers, Manifests.Autoscaler(cluster.Offered, "auto", 1, 2));
        await cluster.UntilAsync(before.Ref, facts => facts.Autoscaler is not null);

        Assert.IsType<MutationAnswer.Applied>(await SendFreshAsync(before.Ref, facts => ScaleWorkload.Build(facts, 4, ConformanceCluster.NewMarker())));
        await cluster.UntilAsync(before.Ref, facts => facts.DesiredReplicas == 2 && Rollout.IsComplete(facts));
    }

    [Fact]
    public async Task An_autoscaler_that_sees_no_load_says_unknown_not_zero()
    {
        var before = await cluster.RunAsync(Manifests.Deployment("blind", 2));
        await cluster.CreateAsync(cluster.Autoscalers, Manifests.Autoscaler(cluster.Offered, "blind", 2, 5));

        var facts = await cluster.UntilAsync(before.Ref, read => read.Autoscaler is { CurrentReplicas: 2 });

        Assert.Equal((2, 5, false), (facts.Autoscaler!.MinReplicas, facts.Autoscaler.MaxReplicas, facts.Autoscaler.ScalingActive));
        Assert.Equal(2, facts.DesiredReplicas);
    }

    // Controllers may write between reading and sending; a conflict is read again, as the executor does.
    private async Task<MutationAnswer> SendFreshAsync(WorkloadRef workload, Func<WorkloadFacts, ClusterMutation> build)
    {
        MutationAnswer? answer = null;
        await cluster.EventuallyAsync(async () =>
        {
            answer = await cluster.Api.SendAsync(build(await cluster.ReadAsync(workload)), default);
            return answer is not MutationAnswer.Refused { Fault: ClusterFault.Conflict };
        });
        return answer!;
    }
}
