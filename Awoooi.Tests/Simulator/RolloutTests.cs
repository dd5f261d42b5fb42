using Awoooi.Infrastructure.Simulator.Faults;
using Awoooi.Infrastructure.Simulator.Objects;

namespace Awoooi.Tests.Simulator;

public sealed class RolloutTests
{
    private const string Cart = "/apis/apps/v1/namespaces/shop/deployments/cart";
    private const string Restart = """{"metadata":{"annotations":{"awoooi.io/execution-id":"exec-1"}},"spec":{"template":{"metadata":{"annotations":{"kubectl.kubernetes.io/restartedAt":"2026-11-20T08:00:00Z"}}}}}""";

    [Fact]
    public async Task A_new_deployment_comes_up_complete()
    {
        await using var world = await SimulatedWorld.StartAsync(estate => estate.Namespace("shop", ns => ns.Deployment("cart", 3)));

        var cart = (await world.Call.GetAsync(Cart)).Json;

        Assert.Equal(3, cart.Number("status", "availableReplicas"));
        Assert.Equal(3, cart.Number("status", "updatedReplicas"));
        Assert.Null(cart.At("status", "unavailableReplicas"));
        Assert.Equal("1", cart.Annotation("deployment.kubernetes.io/revision"));
        Assert.Equal("NewReplicaSetAvailable", cart.Condition("Progressing").Text("reason"));
    }

    [Fact]
    public async Task A_restart_rolls_every_pod_without_going_below_the_minimum()
    {
        await using var world = await SimulatedWorld.StartAsync(estate => estate.Namespace("shop", ns => ns.Deployment("cart", 3)));
        var before = await PodUidsAsync(world);

        var answer = await world.Call.StrategicAsync(Cart, Restart);
        Assert.Equal(200, answer.Status);
        Assert.Equal(2, answer.Json.Generation());
        Assert.Equal(1, answer.Json.Number("status", "observedGeneration"));

        for (var i = 0; i < 40; i++)
        {
            await world.PassAsync(1);
            Assert.True((await world.Call.GetAsync(Cart)).Json.Number("status", "availableReplicas") >= 3);
        }

        var cart = (await world.Call.GetAsync(Cart)).Json;
        Assert.Equal(2, cart.Number("status", "observedGeneration"));
        Assert.Equal(3, cart.Number("status", "updatedReplicas"));
        Assert.Equal(3, cart.Number("status", "replicas"));
        Assert.Empty(before.Intersect(await PodUidsAsync(world)));
    }

    [Fact]
    public async Task A_rollout_of_a_broken_image_gets_stuck_and_the_old_pods_keep_serving()
    {
        await using var world = await SimulatedWorld.StartAsync(estate => estate.Namespace("shop", ns => ns.Deployment("cart", 2, cart => cart.ProgressDeadline(30))));
        world.Cluster.Behaviours.ForImage("registry.example/cart:2.0", PodFault.ImageMissing());

        await world.Call.StrategicAsync(Cart, """{"spec":{"template":{"spec":{"containers":[{"name":"cart","image":"registry.example/cart:2.0"}]}}}}""");
        await world.PassAsync(60);

        var cart = (await world.Call.GetAsync(Cart)).Json;
        Assert.Equal("ProgressDeadlineExceeded", cart.Condition("Progressing").Text("reason"));
        Assert.Equal("True", cart.Condition("Available").Text("status"));
        Assert.Equal(2, cart.Number("status", "availableReplicas"));
        Assert.Equal(1, cart.Number("status", "unavailableReplicas"));
    }

    private static async Task<HashSet<string>> PodUidsAsync(SimulatedWorld world) =>
        [.. (await world.Call.GetAsync("/api/v1/namespaces/shop/pods?labelSelector=app%3Dcart")).Json.Maps("items").Select(pod => pod.Uid())];
}
