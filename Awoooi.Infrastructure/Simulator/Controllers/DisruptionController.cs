using System.Text.Json.Nodes;
using Awoooi.Infrastructure.Simulator.Objects;

namespace Awoooi.Infrastructure.Simulator.Controllers;

/// <summary>Keeps disruption budgets' counts; a spent disruption counts until its pod is gone or two minutes have passed.</summary>
internal static class DisruptionController
{
    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(2);

    public static void Run(SimulatedCluster cluster)
    {
        foreach (var budget in cluster.Store.All(Kinds.Budget))
        {
            Sync(cluster, budget);
        }
    }

    /// <summary>Books one disruption at once, before the pod goes: two evictions must not share one allowance.</summary>
    public static void Spend(SimulatedCluster cluster, JsonObject budget, JsonObject pod, long left)
    {
        var after = budget.Copy();
        var status = after.Make("status");
        status["disruptionsAllowed"] = left;
        after.Make("status", "disruptedPods")[pod.Name()] = cluster.Now.Rfc3339();
        if (left == 0)
        {
            Allowed(after, budget, false, cluster.Now);
        }

        cluster.Store.Replace(Kinds.Budget, after);
    }

    private static void Sync(SimulatedCluster cluster, JsonObject budget)
    {
        var selector = LabelSelector.FromSpec(budget.At("spec", "selector"));
        List<JsonObject> pods = [.. cluster.Store.All(Kinds.Pod, budget.Namespace()).Where(pod => selector.Matches(pod) && pod.Text("status", "phase") is not ("Succeeded" or "Failed"))];
        var disrupted = new JsonObject((budget.Map("status", "disruptedPods") ?? [])
            .Where(pair => pods.Exists(pod => pod.Name() == pair.Key && !pod.IsTerminating()) && budget.Instant("status", "disruptedPods", pair.Key) + Remembered > cluster.Now)
            .Select(pair => KeyValuePair.Create(pair.Key, pair.Value?.DeepClone())));
        var expected = Expected(cluster, pods);
        var healthy = pods.Count(pod => Pods.IsReady(pod) && !disrupted.ContainsKey(pod.Name()));
        var desired = budget.At("spec", "minAvailable") is { } minimum
            ? Share.Of(minimum, expected, roundUp: true)
            : Math.Max(0, expected - Share.Of(budget.At("spec", "maxUnavailable"), expected, roundUp: true));
        var allowed = expected == 0 ? 0 : Math.Max(0, healthy - desired);

        var after = budget.Copy();
        var status = after.Make("status");
        status["observedGeneration"] = budget.Generation();
        status.Remove("disruptedPods");
        if (disrupted.Count > 0)
        {
            status["disruptedPods"] = disrupted;
        }

        status["disruptionsAllowed"] = allowed;
        status["currentHealthy"] = healthy;
        status["desiredHealthy"] = desired;
        status["expectedPods"] = expected;
        Allowed(after, budget, allowed > 0, cluster.Now);
        cluster.Store.Replace(Kinds.Budget, after);
    }

    // Expected is what the owners want, not what is there: a pod that died is missed.
    private static int Expected(SimulatedCluster cluster, List<JsonObject> pods)
    {
        var free = pods.Count(pod => pod.ControllerOwner() is null);
        return free + pods.Select(pod => pod.ControllerOwner()).OfType<JsonObject>().GroupBy(owner => owner.Text("uid")).Sum(owners =>
        {
            var kind = new[] { Kinds.ReplicaSet, Kinds.StatefulSet }.FirstOrDefault(kind => kind.Kind == owners.First().Text("kind"));
            var owner = kind is null ? null : cluster.Store.All(kind).FirstOrDefault(o => o.Uid() == owners.Key);
            return (int)(owner.Number("spec", "replicas") ?? owners.Count());
        });
    }

    private static void Allowed(JsonObject after, JsonObject budget, bool allowed, DateTimeOffset now) => Conditions.Set(
        after, "DisruptionAllowed", allowed ? "True" : "False", allowed ? "SufficientPods" : "InsufficientPods", "", now,
        condition => condition["observedGeneration"] = budget.Generation());
}
