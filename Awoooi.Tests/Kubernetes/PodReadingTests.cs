using Awoooi.Core.Clusters;

namespace Awoooi.Tests.Kubernetes;

public sealed class PodReadingTests
{
    [Fact]
    public async Task Pods_of_a_Deployment_are_those_its_ReplicaSets_control()
    {
        await using var server = await CannedServer.StartAsync();
        server.Play("04-pods-by-selector", "05-replicasets-after-restarts");
        await using var cluster = ClusterUnderTest.At(server.Url);
        var mine = Cart.Facts() with { Selector = "app=cart" };

        var pods = (await cluster.Api.ListPodsAsync(mine, default)).Value!;
        var strangers = (await cluster.Api.ListPodsAsync(mine with { Uid = "another" }, default)).Value!;

        Assert.NotEmpty(pods);
        Assert.All(pods, pod => Assert.Equal(Cart.Deployment, pod.Owner));
        Assert.Empty(strangers);
    }

    [Fact]
    public async Task A_crashing_pod_shows_why_and_whose_it_is()
    {
        await using var server = await CannedServer.StartAsync();
        server.Play("04-pod-crash").Answer("GET", "/apis/apps/v1/namespaces/shop/replicasets/cart-crash-7d7798bf5c", 200, """{"metadata":{"namespace":"shop","ownerReferences":[{"kind":"Deployment","name":"cart-crash","uid":"d","controller":true}]}}""");
        await using var cluster = ClusterUnderTest.At(server.Url);

        var pod = (await cluster.Api.ReadPodAsync("shop", "cart-crash-7d7798bf5c-ncq9q", default)).Value!;

        Assert.Equal(Cart.Deployment with { Name = "cart-crash" }, pod.Owner);
        var container = Assert.Single(pod.Containers);
        Assert.Equal(("CrashLoopBackOff", "Error", 1, 1), (container.WaitingReason, container.TerminationReason, container.ExitCode, container.RestartCount));
        Assert.False(pod.Ready);
    }

    [Fact]
    public async Task An_unschedulable_pod_has_no_containers_but_a_reason()
    {
        await using var server = await CannedServer.StartAsync();
        server.Play("04-pod-pvc");
        await using var cluster = ClusterUnderTest.At(server.Url);

        var pod = (await cluster.Api.ReadPodAsync("shop", "cart-pvc-dc86b7c44-jn2nd", default)).Value!;

        Assert.Empty(pod.Containers);
        Assert.Null(pod.Node);
        Assert.Contains("unbound immediate PersistentVolumeClaims", pod.Unschedulable, StringComparison.Ordinal);
        Assert.Equal(["cart-data"], pod.ClaimNames);
    }
}
