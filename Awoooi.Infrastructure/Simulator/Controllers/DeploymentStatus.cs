using System.Text.Json.Nodes;
using Awoooi.Infrastructure.Simulator.Objects;

namespace Awoooi.Infrastructure.Simulator.Controllers;

/// <summary>What a Deployment says about itself: counters, Available, Progressing, ReplicaFailure.</summary>
internal static class DeploymentStatus
{
    /// <summary>The first status after a new ReplicaSet: the revision moves, observedGeneration not yet.</summary>
    public static JsonObject NewSet(SimulatedCluster cluster, JsonObject deployment, JsonObject set)
    {
        var after = deployment.Copy();
        after.Annotate(ReplicaSets.Revision, set.Annotation(ReplicaSets.Revision)!);
        Conditions.SetOnDeployment(after, "Progressing", "True", "NewReplicaSetCreated", $"Created new replica set \"{set.Name()}\"", cluster.Now);
        return cluster.Store.Replace(Kinds.Deployment, after);
    }

    public static JsonObject Write(SimulatedCluster cluster, JsonObject deployment, List<JsonObject> sets, JsonObject? current)
    {
        var after = deployment.Copy();
        var status = after.Make("status");
        var wanted = deployment.Number("spec", "replicas") ?? 0;
        var before = (Updated: status.Number("updatedReplicas") ?? 0, Available: status.Number("availableReplicas") ?? 0,
            Replicas: status.Number("replicas") ?? 0, Ready: status.Number("readyReplicas") ?? 0);
        var replicas = Sum(sets, "replicas");
        var available = Sum(sets, "availableReplicas");
        var updated = current.Number("status", "replicas") ?? 0;
        var ready = Sum(sets, "readyReplicas");
        status["observedGeneration"] = deployment.Generation();
        status.SetCounter("replicas", replicas);
        status.SetCounter("updatedReplicas", updated);
        status.SetCounter("readyReplicas", ready);
        status.SetCounter("availableReplicas", available);
        status.SetCounter("unavailableReplicas", Math.Max(0, sets.Sum(set => set.Number("spec", "replicas") ?? 0) - available));
        status["terminatingReplicas"] = Sum(sets, "terminatingReplicas");

        var minimum = wanted - Rolling.Limits(deployment).Unavailable;
        if (available >= minimum)
        {
            Conditions.SetOnDeployment(after, "Available", "True", "MinimumReplicasAvailable", "Deployment has minimum availability.", cluster.Now);
        }
        else
        {
            Conditions.SetOnDeployment(after, "Available", "False", "MinimumReplicasUnavailable", "Deployment does not have minimum availability.", cluster.Now);
        }

        var progressed = updated > before.Updated || available > before.Available || ready > before.Ready
            || before.Replicas - before.Updated > replicas - updated;
        Progress(cluster, after, current, updated == wanted && replicas == wanted && available == wanted, progressed);
        Failure(cluster, after, sets);
        return cluster.Store.Replace(Kinds.Deployment, after);
    }

    private static void Progress(SimulatedCluster cluster, JsonObject deployment, JsonObject? current, bool complete, bool progressed)
    {
        var now = cluster.Now;
        var reason = deployment.Condition("Progressing").Text("reason");
        if (deployment.Flag("spec", "paused"))
        {
            Conditions.SetOnDeployment(deployment, "Progressing", "Unknown", "DeploymentPaused", "Deployment is paused", now);
            return;
        }

        if (reason == "DeploymentPaused")
        {
            Conditions.SetOnDeployment(deployment, "Progressing", "Unknown", "DeploymentResumed", "Deployment is resumed", now);
            return;
        }

        var set = $"ReplicaSet \"{current?.Name()}\"";
        if (complete)
        {
            if (reason != "NewReplicaSetAvailable" || deployment.Condition("Progressing").Text("message") != $"{set} has successfully progressed.")
            {
                Conditions.SetOnDeployment(deployment, "Progressing", "True", "NewReplicaSetAvailable", $"{set} has successfully progressed.", now);
            }
        }
        else if (progressed)
        {
            Touch(deployment, set, now);
        }
        else if (reason is "NewReplicaSetCreated" or "ReplicaSetUpdated" or "FoundNewReplicaSet" or "DeploymentResumed" && TimedOut(deployment, now))
        {
            Conditions.SetOnDeployment(deployment, "Progressing", "False", "ProgressDeadlineExceeded", $"{set} has timed out progressing.", now);
        }
    }

    // Progress moves lastUpdateTime even when the words stay the same: the deadline counts from it.
    private static void Touch(JsonObject deployment, string set, DateTimeOffset now)
    {
        Conditions.SetOnDeployment(deployment, "Progressing", "True", "ReplicaSetUpdated", $"{set} is progressing.", now);
        deployment.Condition("Progressing")!["lastUpdateTime"] = now.Rfc3339();
    }

    private static bool TimedOut(JsonObject deployment, DateTimeOffset now) =>
        deployment.Condition("Progressing").Instant("lastUpdateTime") is { } last
        && last.AddSeconds(deployment.Number("spec", "progressDeadlineSeconds") ?? 600) < now;

    private static void Failure(SimulatedCluster cluster, JsonObject deployment, List<JsonObject> sets)
    {
        var failed = sets.Select(set => set.Condition("ReplicaFailure")).FirstOrDefault(condition => condition is not null);
        if (failed is null)
        {
            Conditions.Remove(deployment, "ReplicaFailure");
        }
        else
        {
            Conditions.SetOnDeployment(deployment, "ReplicaFailure", "True", failed.Text("reason")!, failed.Text("message")!, cluster.Now);
        }
    }

    private static long Sum(List<JsonObject> sets, string counter) => sets.Sum(set => set.Number("status", counter) ?? 0);
}
