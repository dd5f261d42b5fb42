using System.Text.Json.Nodes;
using Awoooi.Infrastructure.Simulator.Estate;
using Awoooi.Infrastructure.Simulator.Faults;
using Awoooi.Infrastructure.Simulator.Objects;

namespace Awoooi.Tests.Simulator;

public sealed class HealingTests
{
    private const string Cart = "/apis/apps/v1/namespaces/shop/deployments/cart";
    private const string Restart = """{"spec":{"template":{"metadata":{"annotations":{"restarted":"1"}}}}}""";

    [Fact]
    public async Task A_crashing_pod_backs_off_with_growing_restarts_and_is_well_after_its_eviction()
    {
        await using var world = await StartAsync();
        world.Cluster.Behaviours.ForWorkload("shop", "cart", PodFault.Crash(3), Healing.WhenReplaced, pods: 1);
        await world.PassAsync(60);
        var sick = Assert.Single(Pods(world), pod => !pod.HasCondition("Ready"));
        var status = sick.Maps("status", "containerStatuses").First();
        Assert.True(status.Number("restartCount") >= 1);
        Assert.Equal(3, status.Number("lastState", "terminated", "exitCode"));

        Assert.Equal(201, (await world.Call.EvictAsync("shop", sick.Name(), sick.Uid())).Status);
        await world.PassAsync(30);

        Assert.Equal(3, world.Cluster.Find("deployments", "shop", "cart").Number("status", "availableReplicas"));
    }

    [Fact]
    public async Task A_fault_that_nothing_heals_survives_a_restart()
    {
        await using var world = await StartAsync();
        world.Cluster.Behaviours.ForWorkload("shop", "cart", PodFault.OutOfMemory);
        await world.PassAsync(20);

        await world.Call.StrategicAsync(Cart, Restart);
        await world.PassAsync(60);

        Assert.All(Pods(world), pod => Assert.False(pod.HasCondition("Ready")));
    }

    [Fact]
    public async Task A_repair_can_make_things_worse()
    {
        await using var world = await StartAsync();
        world.Cluster.Behaviours.ForWorkload("shop", "cart", PodFault.NotReady, Healing.WorseWhenReplaced);
        await world.PassAsync(10);
        Assert.Equal(3, world.Cluster.Find("deployments", "shop", "cart").Number("status", "readyReplicas"));

        await world.Call.StrategicAsync(Cart, Restart);
        await world.PassAsync(30);

        Assert.Null(world.Cluster.Find("deployments", "shop", "cart").Number("status", "readyReplicas"));
    }

    [Fact]
    public async Task A_revision_that_is_well_heals_by_rollback()
    {
        await using var world = await StartAsync();
        var template = world.Cluster.Find("deployments", "shop", "cart")!.Map("spec", "template")!.ToJsonString();
        await world.Call.StrategicAsync(Cart, """{"spec":{"template":{"spec":{"containers":[{"name":"cart","image":"registry.example/cart:2.0"}]}}}}""");
        await world.PassAsync(40);
        world.Cluster.Behaviours.ForWorkload("shop", "cart", PodFault.Crash(), Healing.AtRevision(1));
        await world.PassAsync(20);
        Assert.Null(world.Cluster.Find("deployments", "shop", "cart").Number("status", "readyReplicas"));

        await world.Call.JsonPatchAsync(Cart, [new JsonObject { ["op"] = "replace", ["path"] = "/spec/template", ["value"] = JsonNode.Parse(template) }]);
        await world.PassAsync(60);

        var cart = world.Cluster.Find("deployments", "shop", "cart")!;
        Assert.Equal(3, cart.Number("status", "readyReplicas"));
        Assert.Equal("3", cart.Annotation("deployment.kubernetes.io/revision"));
    }

    [Fact]
    public async Task An_autoscaler_undoes_a_scale_by_hand()
    {
        await using var world = await SimulatedWorld.StartAsync(estate => estate.Namespace("shop", shop => shop.Deployment("cart", 3).Autoscaler("cart", "cart", 3, 3)));
        world.Cluster.Metrics.State = MetricsState.Serving;

        await world.Call.MergeAsync($"{Cart}/scale", """{"spec":{"replicas":5}}""");
        await world.PassAsync(40);

        Assert.Equal(3, world.Cluster.Find("deployments", "shop", "cart").Number("spec", "replicas"));
    }

    [Fact]
    public async Task The_demo_estate_comes_up_with_25_services_that_are_all_well()
    {
        await using var world = await SimulatedWorld.StartEmptyAsync(Awoooi.Infrastructure.Simulator.KubernetesVersion.V1_36);
        DemoEstate.Furnish(world.Cluster);
        await world.PassAsync(60);

        var deployments = (await world.Call.GetAsync("/apis/apps/v1/deployments")).Json.Maps("items").ToList();
        var sets = (await world.Call.GetAsync("/apis/apps/v1/statefulsets")).Json.Maps("items").ToList();

        var daemons = (await world.Call.GetAsync("/apis/apps/v1/daemonsets")).Json.Maps("items").ToList();

        Assert.Equal(25, deployments.Count + sets.Count + daemons.Count);
        Assert.All(deployments.Concat(sets), workload => Assert.Equal(workload.Number("spec", "replicas"), workload.Number("status", "readyReplicas")));
    }

    private static Task<SimulatedWorld> StartAsync() => SimulatedWorld.StartAsync(estate => estate.Namespace("shop", shop => shop.Deployment("cart", 3)));

    private static List<JsonObject> Pods(SimulatedWorld world)
    {
        lock (world.Cluster.Gate)
        {
            return [.. world.Cluster.Store.All(Kinds.Pod, "shop")];
        }
    }
}
