using System.Text.Json.Nodes;
using Awoooi.Infrastructure.Simulator.Objects;

namespace Awoooi.Infrastructure.Simulator.Controllers;

/// <summary>Keeps as many pods as a ReplicaSet wants and counts them.</summary>
internal static class ReplicaSetController
{
    public static void Run(SimulatedCluster cluster)
    {
        foreach (var set in cluster.Store.All(Kinds.ReplicaSet).Where(set => !set.IsTerminating()))
        {
            Sync(cluster, set);
        }
    }

    private static void Sync(SimulatedCluster cluster, JsonObject set)
    {
        var pods = Pods.OwnedBy(cluster, set);
        List<JsonObject> active = [.. pods.Where(pod => !pod.IsTerminating() && pod.Text("status", "phase") is not ("Failed" or "Succeeded"))];
        var wanted = (int)(set.Number("spec", "replicas") ?? 0);
        if (cluster.Settled.IsUnchanged(set, pods) && active.Count == wanted && set.Number("spec", "minReadySeconds") is not > 0)
        {
            return;
        }

        string? failure = null;
        for (var i = active.Count; i < wanted && failure is null; i++)
        {
            var name = Pods.NewName(cluster, set, i);
            failure = Pods.Create(cluster, Kinds.ReplicaSet, set, set.Map("spec", "template")!, name);
            failure = Report(cluster, set, name, failure);
        }

        foreach (var surplus in Surplus(active).Take(Math.Max(0, active.Count - wanted)))
        {
            PodDeletion.Begin(cluster, surplus, null, dryRun: false);
            cluster.Events.Record(Kinds.ReplicaSet, set, "Normal", "SuccessfulDelete", $"Deleted pod: {surplus.Name()}", "replicaset-controller");
        }

        WriteStatus(cluster, set, failure);
    }

    private static string? Report(SimulatedCluster cluster, JsonObject set, string pod, string? failure)
    {
        if (failure is null)
        {
            cluster.Events.Record(Kinds.ReplicaSet, set, "Normal", "SuccessfulCreate", $"Created pod: {pod}", "replicaset-controller");
            return null;
        }

        // The name of the refused pod changes with every try; the condition keeps the first one so that it does not flicker.
        var known = set.Condition("ReplicaFailure").Text("message");
        var why = $"pods \"{pod}\" is forbidden: {failure}";
        if (known is null || !known.EndsWith(failure, StringComparison.Ordinal))
        {
            cluster.Events.Record(Kinds.ReplicaSet, set, "Warning", "FailedCreate", $"Error creating: {why}", "replicaset-controller");
            return why;
        }

        return known;
    }

    // Pods that never ran go first, then unready ones, then the youngest.
    private static IEnumerable<JsonObject> Surplus(IEnumerable<JsonObject> active) => active
        .OrderBy(pod => pod.Text("spec", "nodeName") is not null)
        .ThenBy(pod => pod.Text("status", "phase") == "Running")
        .ThenBy(Pods.IsReady)
        .ThenByDescending(pod => pod.Created())
        .ThenBy(pod => pod.Name(), StringComparer.Ordinal);

    private static void WriteStatus(SimulatedCluster cluster, JsonObject set, string? failure)
    {
        var pods = Pods.OwnedBy(cluster, set);
        List<JsonObject> active = [.. pods.Where(pod => !pod.IsTerminating())];
        var after = set.Copy();
        var status = after.Make("status");
        status["replicas"] = active.Count;
        status.SetCounter("fullyLabeledReplicas", active.Count);
        status.SetCounter("readyReplicas", active.Count(Pods.IsReady));
        status.SetCounter("availableReplicas", active.Count(pod => Pods.IsAvailable(cluster, pod, set.Number("spec", "minReadySeconds") ?? 0)));
        status["terminatingReplicas"] = pods.Count - active.Count;
        status["observedGeneration"] = set.Generation();
        if (failure is not null)
        {
            Conditions.Set(after, "ReplicaFailure", "True", "FailedCreate", failure, cluster.Now);
        }
        else
        {
            Conditions.Remove(after, "ReplicaFailure");
            if (after.List("status", "conditions") is { Count: 0 })
            {
                status.Remove("conditions");
            }
        }

        cluster.Store.Replace(Kinds.ReplicaSet, after);
    }
}
