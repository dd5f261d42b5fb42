using System.Text.Json.Nodes;
using Awoooi.Infrastructure.Simulator.Objects;

namespace Awoooi.Infrastructure.Simulator.Controllers;

/// <summary>Rolls Deployments over ReplicaSets. Each pass takes one small step, so that observers see what they would see for real.</summary>
internal static class DeploymentController
{
    public static void Run(SimulatedCluster cluster)
    {
        foreach (var deployment in cluster.Store.All(Kinds.Deployment).Where(deployment => !deployment.IsTerminating()))
        {
            Sync(cluster, deployment);
        }
    }

    private static void Sync(SimulatedCluster cluster, JsonObject deployment)
    {
        var sets = ReplicaSets.Of(cluster, deployment);

        // Only an unfinished rollout has a deadline to watch; a finished one changes with its objects alone.
        if (cluster.Settled.IsUnchanged(deployment, sets) && deployment.Condition("Progressing").Text("reason") == "NewReplicaSetAvailable")
        {
            return;
        }

        var current = sets.FirstOrDefault(set => ReplicaSets.SameTemplate(deployment, set));
        if (deployment.Flag("spec", "paused"))
        {
            ScaleProportionally(cluster, deployment, sets, current);
            DeploymentStatus.Write(cluster, deployment, ReplicaSets.Of(cluster, deployment), current);
            return;
        }

        if (current is null)
        {
            current = ReplicaSets.Make(cluster, deployment, sets);
            deployment = DeploymentStatus.NewSet(cluster, deployment, current);
        }
        else
        {
            (deployment, current) = ReplicaSets.Promote(cluster, deployment, sets, current);
        }

        sets = ReplicaSets.Of(cluster, deployment);
        if (deployment.Text("spec", "strategy", "type") == "Recreate")
        {
            Recreate(cluster, deployment, sets, current);
        }
        else
        {
            RollForward(cluster, deployment, sets, current);
        }

        sets = ReplicaSets.Of(cluster, deployment);
        current = sets.First(set => set.Name() == current.Name());
        deployment = DeploymentStatus.Write(cluster, deployment, sets, current);
        ReplicaSets.ForgetOldest(cluster, deployment, sets, current);
    }

    private static void RollForward(SimulatedCluster cluster, JsonObject deployment, List<JsonObject> sets, JsonObject current)
    {
        var wanted = (int)(deployment.Number("spec", "replicas") ?? 0);
        var (surge, unavailable) = Rolling.Limits(deployment);
        List<JsonObject> old = [.. sets.Where(set => set.Name() != current.Name())];
        var total = sets.Sum(Wanted);
        var now = Wanted(current);
        if (now > wanted)
        {
            ReplicaSets.Scale(cluster, deployment, current, wanted);
            return;
        }

        if (now < wanted)
        {
            // Without old pods there is nothing to keep alive and nothing to be careful about.
            var room = old.Sum(Wanted) == 0 ? wanted : wanted + surge - total;
            var target = Math.Min(wanted, now + Math.Max(0, room));
            if (target > now)
            {
                ReplicaSets.Scale(cluster, deployment, current, target);
                return;
            }
        }

        ScaleDownOld(cluster, deployment, old, current, wanted - unavailable);
    }

    // Old pods that are not ready go first: they serve nobody.
    private static void ScaleDownOld(SimulatedCluster cluster, JsonObject deployment, List<JsonObject> old, JsonObject current, int minAvailable)
    {
        var newUnavailable = Wanted(current) - Available(current);
        var budget = old.Sum(Wanted) + Wanted(current) - minAvailable - newUnavailable;
        foreach (var set in old.OrderBy(set => set.Created()))
        {
            var broken = Math.Min(Math.Max(0, Wanted(set) - Available(set)), Math.Max(0, budget));
            if (broken > 0 && Observed(set))
            {
                ReplicaSets.Scale(cluster, deployment, set, Wanted(set) - broken);
                return;
            }
        }

        var spare = old.Sum(Available) + Available(current) - minAvailable;
        foreach (var set in old.OrderBy(set => set.Created()).Where(set => Wanted(set) > 0))
        {
            var down = Math.Min(Wanted(set), spare);
            if (down > 0)
            {
                ReplicaSets.Scale(cluster, deployment, set, Wanted(set) - down);
                return;
            }
        }
    }

    private static void Recreate(SimulatedCluster cluster, JsonObject deployment, List<JsonObject> sets, JsonObject current)
    {
        List<JsonObject> old = [.. sets.Where(set => set.Name() != current.Name())];
        foreach (var set in old.Where(set => Wanted(set) > 0))
        {
            ReplicaSets.Scale(cluster, deployment, set, 0);
        }

        if (old.TrueForAll(set => Pods.OwnedBy(cluster, set).Count == 0))
        {
            ReplicaSets.Scale(cluster, deployment, current, (int)(deployment.Number("spec", "replicas") ?? 0));
        }
    }

    // A paused Deployment still follows its replica count, on whatever template it runs.
    private static void ScaleProportionally(SimulatedCluster cluster, JsonObject deployment, List<JsonObject> sets, JsonObject? current)
    {
        var active = current ?? sets.LastOrDefault(set => Wanted(set) > 0);
        if (active is not null && sets.Count(set => Wanted(set) > 0) <= 1)
        {
            ReplicaSets.Scale(cluster, deployment, active, (int)(deployment.Number("spec", "replicas") ?? 0));
        }
    }

    private static int Wanted(JsonObject set) => (int)(set.Number("spec", "replicas") ?? 0);

    private static int Available(JsonObject set) => (int)(set.Number("status", "availableReplicas") ?? 0);

    private static bool Observed(JsonObject set) => set.Number("status", "observedGeneration") == set.Generation();
}
