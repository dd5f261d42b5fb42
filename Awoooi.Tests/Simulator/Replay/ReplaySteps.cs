using System.Text.Json.Nodes;
using Awoooi.Infrastructure.Simulator;
using Awoooi.Infrastructure.Simulator.Estate;
using Awoooi.Infrastructure.Simulator.Faults;
using Awoooi.Infrastructure.Simulator.Objects;

namespace Awoooi.Tests.Simulator.Replay;

/// <summary>The steps that scenes are made of.</summary>
internal static partial class ReplayScenes
{
    private static async Task DeleteAsync(SimulatedWorld world, string path, int seconds)
    {
        await world.Call.DeleteAsync(path, token: "admin");
        await world.PassAsync(seconds);
    }

    private static async Task RestartAsync(SimulatedWorld world, string path, string execution, string at, int seconds)
    {
        var answer = await world.Call.StrategicAsync(path, 
            """{"metadata":{"annotations":{"awoooi.io/execution-id":"EXEC"}},"spec":{"template":{"metadata":{"annotations":{"kubectl.kubernetes.io/restartedAt":"AT","awoooi.io/execution-id":"EXEC"}}}}}"""
            .Replace("EXEC", execution, StringComparison.Ordinal).Replace("AT", at, StringComparison.Ordinal));
        Assert.Equal(200, answer.Status);
        await world.PassAsync(seconds);
    }

    private static async Task RestartTwiceAsync(SimulatedWorld world)
    {
        await RestartAsync(world, Cart, "exec-0001", "2026-11-20T08:00:00Z", 25);
        await RestartAsync(world, Cart, "exec-0002", "2026-11-20T08:05:00Z", 25);
    }

    private static async Task RestartSetsAsync(SimulatedWorld world)
    {
        await world.Call.MergeAsync("/apis/apps/v1/namespaces/shop/statefulsets/basket/scale", """{"spec":{"replicas":3}}""");
        await world.PassAsync(10);
        foreach (var path in new[] { "statefulsets/basket", "daemonsets/agent" })
        {
            await RestartAsync(world, $"/apis/apps/v1/namespaces/shop/{path}", "exec-0001", "2026-11-20T08:00:00Z", 0);
        }

        await world.PassAsync(40);
    }

    private static async Task BeforeRollbackAsync(SimulatedWorld world)
    {
        await TagAsync(world);
        await world.Call.StrategicAsync(Cart, """{"spec":{"template":{"spec":{"containers":[{"name":"cart","resources":{"limits":{"memory":"256Mi"}}}]}}}}""");
        await world.PassAsync(25);
    }

    private static async Task RolledBackAsync(SimulatedWorld world)
    {
        await BeforeRollbackAsync(world);
        var rollback = RecordedCall.Load("10-rollback", KubernetesVersion.V1_36)!;
        Assert.Equal(200, (await new ReplayedRequest(world, rollback, null).SendAsync()).Status);
        await world.PassAsync(25);
    }

    private static async Task TagAsync(SimulatedWorld world)
    {
        await RestartTwiceAsync(world);
        await world.Call.MergeAsync(Cart, """{"metadata":{"annotations":{"awoooi.io/execution-id":"exec-0003"}}}""");
        await world.PassAsync(1);
    }

    private static async Task RollBackSetAsync(SimulatedWorld world, string recording)
    {
        await RestartSetsAsync(world);
        var rollback = RecordedCall.Load(recording, KubernetesVersion.V1_36)!;
        Assert.Equal(200, (await new ReplayedRequest(world, rollback, null).SendAsync()).Status);
        await world.PassAsync(5);
    }

    private static Task PauseAsync(SimulatedWorld world) => PauseAndWaitAsync(world, "/apis/apps/v1/namespaces/shop/deployments/held");

    private static async Task PauseAndWaitAsync(SimulatedWorld world, string path)
    {
        await world.Call.MergeAsync(path, """{"spec":{"paused":true}}""");
        await world.PassAsync(5);
    }

    private static async Task ScaleAsync(SimulatedWorld world, string name, int replicas)
    {
        await world.Call.MergeAsync($"/apis/apps/v1/namespaces/shop/deployments/{name}/scale", new JsonObject { ["spec"] = new JsonObject { ["replicas"] = replicas } }.ToJsonString());
        await world.PassAsync(20);
    }

    private static async Task<string> FirstPodAsync(SimulatedWorld world, string app) =>
        (await world.Call.GetAsync($"/api/v1/namespaces/shop/pods?labelSelector=app%3D{app}")).Json.Maps("items").First().Name();

    private static async Task<string?> DeletePodAsync(SimulatedWorld world)
    {
        var pod = await FirstPodAsync(world, "cart");
        await world.Call.DeleteAsync($"/api/v1/namespaces/shop/pods/{pod}");
        return pod;
    }

    private static async Task<string?> EvictFirstAsync(SimulatedWorld world)
    {
        var pod = await FirstPodAsync(world, "cart");
        var version = world.Cluster.Version == KubernetesVersion.V1_20 ? "policy/v1beta1" : "policy/v1";
        await world.Call.PostAsync($"/api/v1/namespaces/shop/pods/{pod}/eviction", new JsonObject { ["apiVersion"] = version, ["kind"] = "Eviction", ["metadata"] = new JsonObject { ["name"] = pod } });
        return pod;
    }

    private static async Task BudgetAsync(SimulatedWorld world, int minAvailable, bool settle = true, string name = "cart", string app = "cart")
    {
        var version = world.Cluster.Version == KubernetesVersion.V1_20 ? "v1beta1" : "v1";
        var answer = await world.Call.PostAsync($"/apis/policy/{version}/namespaces/shop/poddisruptionbudgets", new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = name },
            ["spec"] = new JsonObject { ["minAvailable"] = minAvailable, ["selector"] = new JsonObject { ["matchLabels"] = new JsonObject { ["app"] = app } } },
        });
        Assert.Equal(201, answer.Status);
        await world.PassAsync(settle ? 2 : 0);
    }

    private static async Task SpendAsync(SimulatedWorld world)
    {
        await BudgetAsync(world, 2);
        var pod = await FirstPodAsync(world, "cart");
        var version = world.Cluster.Version == KubernetesVersion.V1_20 ? "policy/v1beta1" : "policy/v1";
        var answer = await world.Call.PostAsync($"/api/v1/namespaces/shop/pods/{pod}/eviction", new JsonObject
        {
            ["apiVersion"] = version,
            ["kind"] = "Eviction",
            ["metadata"] = new JsonObject { ["name"] = pod },
            ["deleteOptions"] = new JsonObject { ["preconditions"] = new JsonObject { ["uid"] = "11111111-2222-3333-4444-555555555555" } },
        });
        Assert.Equal(409, answer.Status);
        await world.PassAsync(1);
    }

    private static async Task StuckPodAsync(SimulatedWorld world)
    {
        await BudgetAsync(world, 3);
        await world.Call.PostAsync("/api/v1/namespaces/shop/pods", JsonNode.Parse("""
            {"metadata":{"name":"stuck","labels":{"app":"cart"}},"spec":{"nodeSelector":{"no":"such"},"containers":[{"name":"stuck","image":"registry.example/stuck:1.0"}]}}
            """)!);
    }

    private static async Task LimitAsync(SimulatedWorld world, string ns, string memory)
    {
        var path = $"/apis/apps/v1/namespaces/{ns}/deployments/cart";
        await world.Call.StrategicAsync(path, """{"spec":{"template":{"spec":{"containers":[{"name":"cart","resources":{"limits":{"memory":"SIZE"}}}]}}}}""".Replace("SIZE", memory, StringComparison.Ordinal));
        await world.PassAsync(5);
    }

    private static async Task SilenceAsync(SimulatedWorld world)
    {
        new EstateBuilder(world.Cluster).Silence("fake-node-2");
        await world.PassAsync(60);
    }

    private static async Task PayAsync(SimulatedWorld world)
    {
        new EstateBuilder(world.Cluster).Namespace("shop", shop => shop.Deployment("pay", 2, pay => pay.Label("tier", "web").ProgressDeadline(8)));
        world.Cluster.Behaviours.ForImage("registry.example/pay-badpull:2.0", PodFault.ImageMissing());
        await world.PassAsync(20);
    }

    private static async Task StuckAsync(SimulatedWorld world)
    {
        await PayAsync(world);
        var patch = RecordedCall.Load("19-rollout-stuck-patch", KubernetesVersion.V1_36)!;
        Assert.Equal(200, (await new ReplayedRequest(world, patch, null).SendAsync()).Status);
        await world.PassAsync(30);
    }

    private static Task RolloutAsync(SimulatedWorld world) => world.Call.PostAsync("/apis/shop.example/v1/namespaces/shop/rollouts", JsonNode.Parse("""
        {"apiVersion":"shop.example/v1","kind":"Rollout","metadata":{"name":"cart"},"spec":{"replicas":3,"template":{"metadata":{"labels":{"app":"cart"}}}}}
        """)!);

    private static JsonObject Simple(string name) => JsonNode.Parse("""
        {"metadata":{"name":"NAME","labels":{"app":"NAME","tier":"web"}},"spec":{"selector":{"matchLabels":{"app":"NAME"}},"template":{"metadata":{"labels":{"app":"NAME"}},"spec":{"containers":[{"name":"NAME","image":"registry.example/NAME:1.0"}]}}}}
        """.Replace("NAME", name, StringComparison.Ordinal))!.AsObject();
}
