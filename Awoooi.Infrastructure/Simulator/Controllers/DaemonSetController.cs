using System.Text.Json.Nodes;
using Awoooi.Infrastructure.Simulator.Objects;

namespace Awoooi.Infrastructure.Simulator.Controllers;

/// <summary>One pod per node, replaced a few nodes at a time.</summary>
internal static class DaemonSetController
{
    public static void Run(SimulatedCluster cluster)
    {
        foreach (var set in cluster.Store.All(Kinds.DaemonSet).Where(set => !set.IsTerminating()))
        {
            Sync(cluster, set);
        }
    }

    private static void Sync(SimulatedCluster cluster, JsonObject set)
    {
        var hash = ControllerRevisions.HashOf(ControllerRevisions.Current(cluster, Kinds.DaemonSet, set));
        var nodes = cluster.Store.All(Kinds.Node);
        var pods = Pods.OwnedBy(cluster, set);
        if (set.Number("status", "observedGeneration") == set.Generation())
        {
            Fill(cluster, set, nodes, pods, hash);
            Replace(cluster, set, nodes.Count, hash);
        }

        WriteStatus(cluster, set, nodes.Count, hash);
    }

    private static void Fill(SimulatedCluster cluster, JsonObject set, IReadOnlyList<JsonObject> nodes, List<JsonObject> pods, string hash)
    {
        var index = 0;
        foreach (var node in nodes.Where(node => !pods.Exists(pod => pod.Text("spec", "nodeName") == node.Name())))
        {
            Pods.Create(cluster, Kinds.DaemonSet, set, set.Map("spec", "template")!, Pods.NewName(cluster, set, index++), pod =>
            {
                pod.Make("metadata", "labels")[ControllerRevisions.HashLabel] = hash;
                pod.Make("metadata", "labels")["pod-template-generation"] = set.Annotation("deprecated.daemonset.template.generation") ?? "1";
                pod.Make("spec")["nodeName"] = node.Name();
                Conditions.SetOnPod(pod, "PodScheduled", "True", null, null, cluster.Now);
            });
        }
    }

    private static void Replace(SimulatedCluster cluster, JsonObject set, int nodes, string hash)
    {
        if (set.Text("spec", "updateStrategy", "type") == "OnDelete")
        {
            return;
        }

        var pods = Pods.OwnedBy(cluster, set);
        var allowed = Math.Max(1, Share.Of(set.At("spec", "updateStrategy", "rollingUpdate", "maxUnavailable"), nodes, roundUp: true, missing: 1));
        var missing = nodes - pods.Count(Pods.IsReady);
        foreach (var pod in pods.Where(pod => !pod.IsTerminating() && pod.Labels().Text(ControllerRevisions.HashLabel) != hash))
        {
            // A pod that is not ready costs nothing to replace.
            if (Pods.IsReady(pod) && missing++ >= allowed)
            {
                return;
            }

            PodDeletion.Begin(cluster, pod, null, dryRun: false);
        }
    }

    private static void WriteStatus(SimulatedCluster cluster, JsonObject set, int nodes, string hash)
    {
        List<JsonObject> pods = [.. Pods.OwnedBy(cluster, set).Where(pod => !pod.IsTerminating())];
        var ready = pods.Count(Pods.IsReady);
        var after = set.Copy();
        var status = after.Make("status");
        status["currentNumberScheduled"] = Pods.OwnedBy(cluster, set).Count;
        status["numberMisscheduled"] = 0;
        status["desiredNumberScheduled"] = nodes;
        status["numberReady"] = ready;
        status["observedGeneration"] = set.Generation();
        status.SetCounter("updatedNumberScheduled", pods.Count(pod => pod.Labels().Text(ControllerRevisions.HashLabel) == hash));
        status.SetCounter("numberAvailable", ready);
        status.SetCounter("numberUnavailable", nodes - ready);
        cluster.Store.Replace(Kinds.DaemonSet, after);
        ControllerRevisions.ForgetOldest(cluster, set, [.. pods.Select(pod => $"{set.Name()}-{pod.Labels().Text(ControllerRevisions.HashLabel)}"), $"{set.Name()}-{hash}"]);
    }
}
