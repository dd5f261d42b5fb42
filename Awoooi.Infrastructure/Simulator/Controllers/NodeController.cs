using System.Text.Json.Nodes;
using Awoooi.Infrastructure.Simulator.Objects;

namespace Awoooi.Infrastructure.Simulator.Controllers;

/// <summary>Notices silent nodes: Ready turns Unknown, their pods unready, and in the end the pods are taken away.</summary>
internal static class NodeController
{
    private const string Unreachable = "node.kubernetes.io/unreachable";

    public static void Run(SimulatedCluster cluster)
    {
        foreach (var node in cluster.Store.All(Kinds.Node))
        {
            Register(cluster, node);
            if (cluster.SilentNodes.TryGetValue(node.Name(), out var silent))
            {
                Silence(cluster, node, silent);
            }
        }
    }

    private static void Silence(SimulatedCluster cluster, JsonObject node, DateTimeOffset since)
    {
        if (cluster.Now < since + cluster.Timings.NodeGrace)
        {
            return;
        }

        if (node.Condition("Ready").Text("status") != "Unknown")
        {
            MarkUnknown(cluster, node);
        }

        var giveUp = since + cluster.Timings.NodeGrace + cluster.Timings.UnreachableToleration;
        foreach (var pod in cluster.Store.All(Kinds.Pod).Where(pod => pod.Text("spec", "nodeName") == node.Name() && pod.ControllerOwner().Text("kind") != "DaemonSet"))
        {
            if (cluster.Now >= giveUp && !pod.IsTerminating())
            {
                PodDeletion.Begin(cluster, pod, null, dryRun: false);
            }
        }
    }

    private static void Register(SimulatedCluster cluster, JsonObject node)
    {
        if (cluster.RegisteredNodes.Add(node.Uid()))
        {
            cluster.Events.Record(Kinds.Node, node, "Normal", "RegisteredNode", $"Node {node.Name()} event: Registered Node {node.Name()} in Controller", "node-controller");
        }
    }

    private static void MarkUnknown(SimulatedCluster cluster, JsonObject node)
    {
        var after = node.Copy();
        foreach (var condition in after.Maps("status", "conditions"))
        {
            condition["status"] = "Unknown";
            condition["reason"] = "NodeStatusUnknown";
            condition["message"] = "Kubelet stopped posting node status.";
            condition["lastTransitionTime"] = cluster.Now.Rfc3339();
        }

        after.Make("spec")["taints"] = new JsonArray(
            new JsonObject { ["key"] = Unreachable, ["effect"] = "NoSchedule", ["timeAdded"] = cluster.Now.Rfc3339() },
            new JsonObject { ["key"] = Unreachable, ["effect"] = "NoExecute", ["timeAdded"] = cluster.Now.Rfc3339() });
        cluster.Store.Replace(Kinds.Node, after);
        cluster.Events.Record(Kinds.Node, node, "Normal", "NodeNotReady", $"Node {node.Name()} status is now: NodeNotReady", "node-controller");
        foreach (var pod in cluster.Store.All(Kinds.Pod).Where(pod => pod.Text("spec", "nodeName") == node.Name()))
        {
            var unready = pod.Copy();
            Conditions.SetOnPod(unready, "Ready", "False", null, null, cluster.Now);
            cluster.Store.Replace(Kinds.Pod, unready);
            cluster.Events.Record(Kinds.Pod, pod, "Warning", "NodeNotReady", "Node is not ready", "node-controller");
        }
    }
}
