using Awoooi.Core.Clusters;
using Awoooi.Core.Clusters.Mutations;

namespace Awoooi.Tests.Kubernetes.Conformance;

public sealed class RolloutCases(ConformanceCluster cluster) : IClassFixture<ConformanceCluster>
{
    [Fact]
    public async Task A_rollout_that_cannot_come_up_is_stuck_while_old_pods_serve()
    {
        var before = await cluster.RunAsync(Manifests.Deployment("stuck", 2, more: WithDeadline));
        Assert.Equal(200, (await cluster.Raw.PatchAsync(cluster.Deployments + "/stuck", """{"spec":{"template":{"spec":{"containers":[{"name":"main","image":"IMAGE"}]}}}}""".Replace("IMAGE", Manifests.MissingImage, StringComparison.Ordinal))).Status);

        var stuck = await cluster.UntilAsync(before.Ref, facts => facts.RolloutStuck);

        Assert.Equal((RolloutState.Stuck, false), (stuck.Rollout, stuck.RolloutInProgress));
        Assert.Equal(2, stuck.AvailableReplicas);
        Assert.False(Rollout.IsComplete(stuck));
    }

    [Fact]
    public async Task A_stuck_rollout_comes_back_by_a_rollback()
    {
        var before = await cluster.RunAsync(Manifests.Deployment("rescued", 1, more: WithDeadline));
        await cluster.Raw.PatchAsync(cluster.Deployments + "/rescued", """{"spec":{"template":{"spec":{"containers":[{"name":"main","image":"IMAGE"}]}}}}""".Replace("IMAGE", Manifests.MissingImage, StringComparison.Ordinal));
        var stuck = await cluster.UntilAsync(before.Ref, facts => facts.RolloutStuck && facts.Revision == 2);
        var template = (await cluster.Api.ReadTemplateAsync(stuck, RollbackWorkload.Choose(stuck)!.Target, default)).Value!;

        Assert.IsType<MutationAnswer.Applied>(await cluster.Api.SendAsync(RollbackWorkload.Build(stuck, template, ConformanceCluster.NewMarker()), default));
        await cluster.UntilAsync(before.Ref, facts => facts.Revision == 3 && Rollout.IsComplete(facts));
    }

    [Fact]
    public async Task A_quota_refuses_no_Deployment_only_its_pods()
    {
        var quota = await cluster.CreateAsync($"/api/v1/namespaces/{cluster.Namespace}/resourcequotas", Manifests.Quota("mem", "40Mi"));
        Assert.Equal("mem", quota["metadata.name"]);
        await cluster.EventuallyAsync(async () => (await cluster.Raw.GetAsync($"/api/v1/namespaces/{cluster.Namespace}/resourcequotas/mem"))["status.hard"] is not null);
        try
        {
            var manifest = Manifests.Deployment("rationed");
            manifest["spec"]!["template"]!["spec"]!["containers"]!.AsArray()[0] = Manifests.Container("main", memory: "64Mi");
            await cluster.CreateAsync(cluster.Deployments, manifest);

            var facts = await cluster.UntilAsync(new(WorkloadKind.Deployment, cluster.Namespace, "rationed"), read => read.ReplicaFailure is not null && read.Revisions.Count > 0);

            Assert.Contains("exceeded quota", facts.ReplicaFailure, StringComparison.Ordinal);
            Assert.Equal(41943040m, Assert.Single(facts.Quotas).Resources["limits.memory"].Hard);
            await cluster.EventuallyAsync(async () => (await cluster.Api.ListWarningsAsync(cluster.Namespace, "ReplicaSet", facts.Revisions[0].Name, 10, default)).Value!.Any(item => item.Reason == "FailedCreate"));

            var pod = await cluster.Raw.SendAsync("POST", cluster.Pods, $$$$"""{"apiVersion":"v1","kind":"Pod","metadata":{"name":"direct"},"spec":{"containers":[{{{{Manifests.Container("main", memory: "64Mi").ToJsonString()}}}}]}}""", RawApi.PlainJson);
            Assert.Equal((403, "Forbidden"), (pod.Status, pod.Reason));
            Assert.Contains("exceeded quota", pod.Message, StringComparison.Ordinal);
        }
        finally
        {
            await cluster.Raw.DeleteAsync($"/api/v1/namespaces/{cluster.Namespace}/resourcequotas/mem");
        }
    }

    private static void WithDeadline(System.Text.Json.Nodes.JsonObject manifest) => manifest["spec"]!["progressDeadlineSeconds"] = 5;
}
