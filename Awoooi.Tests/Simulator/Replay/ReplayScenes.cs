using System.Text.Json.Nodes;
using Awoooi.Infrastructure.Simulator.Estate;
using Awoooi.Infrastructure.Simulator.Faults;
using Awoooi.Infrastructure.Simulator.Objects;

namespace Awoooi.Tests.Simulator.Replay;

/// <summary>What had happened before a recorded call was made; the result names the pod it is about, when that matters.</summary>
internal static class ReplayScenes
{
    private const string Cart = "/apis/apps/v1/namespaces/shop/deployments/cart";

    private static readonly Dictionary<string, Func<SimulatedWorld, Task<string?>>> Scenes = new(StringComparer.Ordinal)
    {
        ["02-namespace-create"] = Free(world => DeleteAsync(world, "/api/v1/namespaces/shop", 5)),
        ["03-deployment-create"] = Free(world => DeleteAsync(world, Cart, 5)),
        ["05-replicasets-after-restarts"] = Free(RestartTwiceAsync),
        ["06-restart-deployment-again"] = Free(world => RestartAsync(world, Cart, "exec-0001", "2026-11-20T08:00:00Z", 25)),
        ["06-restart-deployment-second"] = Free(world => RestartAsync(world, Cart, "exec-0001", "2026-11-20T08:00:00Z", 25)),
        ["06-restart-merge-patch"] = Free(RestartTwiceAsync),
        ["06-patch-right-uid-and-rv"] = Free(RestartTwiceAsync),
        ["06-unknown-field-warn"] = Free(RestartTwiceAsync),
        ["06-restart-paused"] = Free(PauseAsync),
        ["06-restart-paused-after"] = Free(async world =>
        {
            await PauseAsync(world);
            await RestartAsync(world, "/apis/apps/v1/namespaces/shop/deployments/held", "exec-0001", "2026-11-20T08:00:00Z", 10);
        }),
        ["07-scale-get"] = Free(RestartTwiceAsync),
        ["07-scale-patch-same"] = Free(world => world.Call.MergeAsync($"{Cart}/scale", """{"spec":{"replicas":4}}""")),
        ["07-scale-patch-right-rv"] = Free(world => ScaleAsync(world, "cart", 4)),
        ["07-scale-put"] = Free(world => ScaleAsync(world, "cart", 4)),
        ["07-scale-string"] = Free(world => ScaleAsync(world, "cart", 4)),
        ["07-scale-zero-get"] = Free(world => ScaleAsync(world, "cart-pending", 0)),
        ["07-deployment-at-zero"] = Free(world => ScaleAsync(world, "cart-pending", 0)),
        ["08-delete-again"] = world => DeletePodAsync(world),
        ["08-delete-gone"] = async world =>
        {
            await DeletePodAsync(world);
            await world.PassAsync(5);
            return "cart-bcdfghjklm-gggbb";
        },
        ["08-delete-grace-0-after"] = _ => Task.FromResult<string?>("cart-bcdfghjklm-gggbb"),
        ["08-delete-query-dryrun-with-body-after"] = world => DeletePodAsync(world),
        ["08-delete-deployment-background"] = Free(world => world.Call.PostAsync(
            "/apis/apps/v1/namespaces/shop/deployments", Simple("brief2"))),
        ["08-delete-deployment-foreground"] = Free(async world =>
        {
            await world.Call.PostAsync("/apis/apps/v1/namespaces/shop/deployments", Simple("brief"));
            await world.PassAsync(5);
        }),
        ["09-evict-blocked"] = Free(world => BudgetAsync(world, 3)),
        ["09-evict-blocked-dryrun"] = Free(world => BudgetAsync(world, 3)),
        ["18-pdb-blocking"] = Free(world => BudgetAsync(world, 3)),
        ["18-pdb-allowing"] = Free(world => BudgetAsync(world, 2)),
        ["09-evict-first"] = Free(world => BudgetAsync(world, 2)),
        ["09-evict-second-blocked"] = Free(async world =>
        {
            await BudgetAsync(world, 2);
            await EvictFirstAsync(world);
            await world.PassAsync(1);
        }),
        ["09-evict-terminating-again"] = world => EvictFirstAsync(world),
        ["09-evict-terminating-state"] = world => EvictFirstAsync(world),
        ["09-evict-pdb-processing"] = Free(world => BudgetAsync(world, 3, settle: false)),
        ["09-evict-uid-wrong"] = Free(world => BudgetAsync(world, 2)),
        ["09-evict-uid-wrong-pdb-after"] = Free(SpendAsync),
        ["09-evict-uid-wrong-pod-after"] = Free(SpendAsync),
        ["09-evict-uid-wrong-then-right"] = Free(SpendAsync),
        ["09-evict-two-pdbs"] = Free(async world =>
        {
            await BudgetAsync(world, 2);
            await BudgetAsync(world, 1, name: "second");
        }),
        ["09-evict-pending-ignores-pdb"] = Free(StuckPodAsync),
        ["11-limitrange-deployment-after"] = Free(world => LimitAsync(world, "limits", "512Mi")),
        ["11-limitrange-events"] = Free(world => LimitAsync(world, "limits", "512Mi")),
        ["11-quota-deployment-after"] = Free(world => LimitAsync(world, "budget", "280Mi")),
        ["11-quota-events"] = Free(world => LimitAsync(world, "budget", "280Mi")),
        ["14-namespace-terminating-create"] = Free(world => world.Call.DeleteAsync("/api/v1/namespaces/closing", token: "admin")),
        ["14-policy-denied"] = Now(world => world.Cluster.Admission.Deny("guarded", "no-restart", "changes are frozen this week")),
        ["14-webhook-down"] = Now(world => world.Cluster.Admission.WebhookDown("guarded", "guard.shop.example")),
        ["14-throttled"] = Now(world => world.Cluster.Faults.Next(ApiFault.Throttled())),
        ["14-apiservice-unavailable"] = Now(world => world.Cluster.Metrics.State = MetricsState.Dead),
        ["01-apis-with-dead-apiservice"] = Now(world => world.Cluster.Metrics.State = MetricsState.Dead),
        ["18-node-cordoned"] = Now(world => new EstateBuilder(world.Cluster).Cordon("fake-node-1")),
        ["18-node-ready-false"] = Free(async world =>
        {
            await SilenceAsync(world);
            new EstateBuilder(world.Cluster).NotReady("fake-node-2");
        }),
        ["18-node-notready"] = Free(SilenceAsync),
        ["18-node-notready-events"] = Free(SilenceAsync),
        ["18-node-notready-pods"] = Free(SilenceAsync),
        ["18-pdb-matching-nothing"] = Free(world => BudgetAsync(world, 1, name: "any", app: "nosuch")),
        ["10-daemonset-before"] = Free(RestartSetsAsync),
        ["10-statefulset-before"] = Free(RestartSetsAsync),
        ["10-controllerrevisions-daemonset"] = Free(RestartSetsAsync),
        ["10-controllerrevisions-statefulset"] = Free(RestartSetsAsync),
        ["10-rollback-daemonset"] = Free(RestartSetsAsync),
        ["10-rollback-daemonset-dryrun"] = Free(RestartSetsAsync),
        ["10-rollback-statefulset"] = Free(RestartSetsAsync),
        ["10-rollback-statefulset-dryrun"] = Free(RestartSetsAsync),
        ["10-rollback-daemonset-after"] = Free(world => RollBackSetAsync(world, "10-rollback-daemonset")),
        ["10-rollback-statefulset-after"] = Free(world => RollBackSetAsync(world, "10-rollback-statefulset")),
        ["06-unknown-field-strict"] = Free(RestartTwiceAsync),
        ["11-resources-strategic"] = Free(TagAsync),
        ["11-resources-json-patch"] = Free(BeforeRollbackAsync),
        ["11-resources-invalid"] = Free(BeforeRollbackAsync),
        ["11-resources-merge-loses-sidecar"] = Free(BeforeRollbackAsync),
        ["03-list-continue-expired"] = Now(world => world.Cluster.Compact()),
        ["03-list-continue-expired-deployments"] = Now(world => world.Cluster.Compact()),
        ["15-events-core-deployment"] = Free(world => RestartAsync(world, Cart, "exec-0001", "2026-11-20T08:00:00Z", 1)),
        ["19-rollout-stuck-final"] = Free(StuckAsync),
        ["19-rollout-stuck-pods"] = Free(StuckAsync),
        ["19-rollout-stuck-patch"] = Free(PayAsync),
        ["06-custom-resource-merge"] = Free(RolloutAsync),
        ["06-custom-resource-strategic"] = Free(RolloutAsync),
        ["08-delete-recreated-same-name"] = Free(_ => Task.CompletedTask),
    };

    static ReplayScenes()
    {
        // Everything about rollback and dry runs was recorded after two restarts and a new image.
        foreach (var name in RecordedCall.Names.Where(name => (name.StartsWith("10-", StringComparison.Ordinal) || name.StartsWith("12-", StringComparison.Ordinal)) && !Scenes.ContainsKey(name)))
        {
            Scenes[name] = Free(world => name is "10-replicasets-after" or "10-deployment-after" or "10-rollback-noop" || name.StartsWith("12-", StringComparison.Ordinal) ? RolledBackAsync(world) : BeforeRollbackAsync(world));
        }
    }

    // Deleting and evicting were recorded on the pods of the second restart.
    private static bool FollowsRestarts(string name) => name.StartsWith("08-", StringComparison.Ordinal) || name.StartsWith("09-", StringComparison.Ordinal);

    public static bool Has(string name) => Scenes.ContainsKey(name) || FollowsRestarts(name);

    public static async Task<string?> PlayAsync(string name, SimulatedWorld world)
    {
        if (FollowsRestarts(name))
        {
            await RestartTwiceAsync(world);
        }

        return Scenes.TryGetValue(name, out var scene) ? await scene(world) : null;
    }

    private static Func<SimulatedWorld, Task<string?>> Free(Func<SimulatedWorld, Task> steps) => async world =>
    {
        await steps(world);
        return null;
    };

    private static Func<SimulatedWorld, Task<string?>> Now(Action<SimulatedWorld> step) => world =>
    {
        step(world);
        return Task.FromResult<string?>(null);
    };

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
        var rollback = RecordedCall.Load("10-rollback", Awoooi.Infrastructure.Simulator.KubernetesVersion.V1_36)!;
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
        var rollback = RecordedCall.Load(recording, Awoooi.Infrastructure.Simulator.KubernetesVersion.V1_36)!;
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
        var version = world.Cluster.Version == Awoooi.Infrastructure.Simulator.KubernetesVersion.V1_20 ? "policy/v1beta1" : "policy/v1";
        await world.Call.PostAsync($"/api/v1/namespaces/shop/pods/{pod}/eviction", new JsonObject { ["apiVersion"] = version, ["kind"] = "Eviction", ["metadata"] = new JsonObject { ["name"] = pod } });
        return pod;
    }

    private static async Task BudgetAsync(SimulatedWorld world, int minAvailable, bool settle = true, string name = "cart", string app = "cart")
    {
        var version = world.Cluster.Version == Awoooi.Infrastructure.Simulator.KubernetesVersion.V1_20 ? "v1beta1" : "v1";
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
        var version = world.Cluster.Version == Awoooi.Infrastructure.Simulator.KubernetesVersion.V1_20 ? "policy/v1beta1" : "policy/v1";
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
        var patch = RecordedCall.Load("19-rollout-stuck-patch", Awoooi.Infrastructure.Simulator.KubernetesVersion.V1_36)!;
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
