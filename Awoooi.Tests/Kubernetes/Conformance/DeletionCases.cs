using Awoooi.Core.Clusters;
using Awoooi.Core.Clusters.Mutations;

namespace Awoooi.Tests.Kubernetes.Conformance;

public sealed class DeletionCases(ConformanceCluster cluster) : IClassFixture<ConformanceCluster>
{
    [Fact]
    public async Task A_delete_with_another_uid_is_409_and_deletes_nothing()
    {
        var pod = await PodAsync("precise");

        var answer = await cluster.Raw.DeleteAsync($"{cluster.Pods}/{pod.Name}", Options("11111111-2222-3333-4444-555555555555"));

        Assert.Equal((409, "Conflict", "Pod"), (answer.Status, answer.Reason, answer["details.kind"]));
        Assert.Null((await cluster.Raw.GetAsync($"{cluster.Pods}/{pod.Name}"))["metadata.deletionTimestamp"]);
    }

    [Fact]
    public async Task A_deleted_pod_is_answered_as_the_pod_and_lives_on_for_its_grace()
    {
        var pod = await PodAsync("graceful");

        var answer = await cluster.Raw.DeleteAsync($"{cluster.Pods}/{pod.Name}", Options(pod.Uid));

        Assert.Equal((200, "Pod"), (answer.Status, answer["kind"]));
        Assert.NotNull(answer["metadata.deletionTimestamp"]);
        await cluster.EventuallyAsync(async () => (await cluster.Raw.GetAsync($"{cluster.Pods}/{pod.Name}")).Status == 404);
    }

    [Fact]
    public async Task A_rehearsed_delete_in_the_query_alone_leaves_the_pod()
    {
        var pod = await PodAsync("query");

        Assert.Equal(200, (await cluster.Raw.DeleteAsync($"{cluster.Pods}/{pod.Name}?dryRun=All")).Status);
        Assert.Null((await cluster.Raw.GetAsync($"{cluster.Pods}/{pod.Name}"))["metadata.deletionTimestamp"]);
    }

    [Fact]
    public async Task A_rehearsal_in_the_query_is_ignored_beside_a_body_and_really_deletes()
    {
        var pod = await PodAsync("trap");

        Assert.Equal(200, (await cluster.Raw.DeleteAsync($"{cluster.Pods}/{pod.Name}?dryRun=All", Options(pod.Uid))).Status);
        var after = await cluster.Raw.GetAsync($"{cluster.Pods}/{pod.Name}");

        Assert.True(after.Status == 404 || after["metadata.deletionTimestamp"] is not null);
    }

    [Fact]
    public async Task So_our_rehearsal_of_a_delete_is_in_the_body_and_leaves_the_pod()
    {
        var pod = await PodAsync("body");
        var delete = EvictPod.Build(new(WorkloadKind.Deployment, cluster.Namespace, "body"), pod, "e", "policy/v1") with { Method = "DELETE", Path = $"{cluster.Pods}/{pod.Name}", Body = Options(pod.Uid) };

        Assert.IsType<DryRunAnswer.Accepted>(await cluster.Api.DryRunAsync(delete, default));
        Assert.False((await cluster.Api.ReadPodAsync(cluster.Namespace, pod.Name, default)).Value!.Terminating);
    }

    [Fact]
    public async Task A_StatefulSet_pod_returns_under_its_name_with_another_uid()
    {
        var facts = await cluster.RunAsync(Manifests.StatefulSet("reborn"));
        var pod = await cluster.PodOfAsync(facts);

        await cluster.Raw.DeleteAsync($"{cluster.Pods}/{pod.Name}", Options(pod.Uid));

        await cluster.EventuallyAsync(async () => (await cluster.Api.ReadPodAsync(cluster.Namespace, pod.Name, default)).Value is { Ready: true } reborn && reborn.Uid != pod.Uid);
    }

    [Fact]
    public async Task A_negative_grace_is_refused_or_means_now_but_never_a_5xx()
    {
        var pod = await PodAsync("negative");

        Assert.InRange((await cluster.Raw.DeleteAsync($"{cluster.Pods}/{pod.Name}", """{"apiVersion":"v1","kind":"DeleteOptions","gracePeriodSeconds":-1}""")).Status, 200, 499);
    }

    private async Task<PodFacts> PodAsync(string name) => await cluster.PodOfAsync(await cluster.RunAsync(Manifests.Deployment(name)));

    private static string Options(string uid) => """{"apiVersion":"v1","kind":"DeleteOptions","preconditions":{"uid":"UID"}}""".Replace("UID", uid, StringComparison.Ordinal);
}
