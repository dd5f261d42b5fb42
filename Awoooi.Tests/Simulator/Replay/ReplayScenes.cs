using System.Text.Json.Nodes;
using Awoooi.Infrastructure.Simulator.Estate;
using Awoooi.Infrastructure.Simulator.Faults;
using Awoooi.Infrastructure.Simulator.Objects;

namespace Awoooi.Tests.Simulator.Replay;

/// <summary>What had happened before a recorded call was made; the result names the pod it is about, when that matters.</summary>
internal static partial class ReplayScenes
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
}
