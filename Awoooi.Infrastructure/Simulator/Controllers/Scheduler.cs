using System.Text.Json.Nodes;
using Awoooi.Infrastructure.Simulator.Faults;
using Awoooi.Infrastructure.Simulator.Objects;

namespace Awoooi.Infrastructure.Simulator.Controllers;

/// <summary>Puts pods on nodes that have room, or says why none has.</summary>
internal static class Scheduler
{
    public static void Run(SimulatedCluster cluster)
    {
        foreach (var pod in cluster.Store.All(Kinds.Pod).Where(pod => pod.Text("spec", "nodeName") is null && !pod.IsTerminating()))
        {
            Schedule(cluster, pod);
        }
    }

    private static void Schedule(SimulatedCluster cluster, JsonObject pod)
    {
        var after = pod.Copy();
        var nodes = cluster.Store.All(Kinds.Node);
        var reasons = new List<string>();
        JsonObject? best = null;
        foreach (var node in nodes.OrderBy(node => CountOn(cluster, node)).ThenBy(node => node.Name(), StringComparer.Ordinal))
        {
            var refusal = Refuse(cluster, pod, node);
            if (refusal is null)
            {
                best = node;
                break;
            }

            reasons.Add(refusal);
        }

        if (UnboundClaim(cluster, pod) is { } claim)
        {
            best = null;
            reasons = [claim];
        }

        if (best is null)
        {
            var message = SchedulingText.Unschedulable(cluster.Version, nodes.Count, reasons);
            Conditions.SetOnPod(after, "PodScheduled", "False", "Unschedulable", message, cluster.Now);
            after.Condition("PodScheduled")!["observedGeneration"] = pod.Generation() is 0 ? 1 : pod.Generation();
            cluster.Store.Replace(Kinds.Pod, after);
            cluster.Events.RecordScheduling(pod, "Warning", "FailedScheduling", message, "Scheduling");
            return;
        }

        after.Make("spec")["nodeName"] = best.Name();
        Conditions.SetOnPod(after, "PodScheduled", "True", null, null, cluster.Now);
        cluster.Store.Replace(Kinds.Pod, after);
        cluster.Events.RecordScheduling(pod, "Normal", "Scheduled", $"Successfully assigned {pod.Namespace()}/{pod.Name()} to {best.Name()}", "Binding");
    }

    private static string? Refuse(SimulatedCluster cluster, JsonObject pod, JsonObject node)
    {
        if (cluster.Behaviours.FaultOf(cluster, pod) is { Kind: PodFaultKind.Unschedulable, Message: { } injected })
        {
            return injected;
        }

        if (node.Flag("spec", "unschedulable") && pod.ControllerOwner().Text("kind") != "DaemonSet")
        {
            return SchedulingText.Cordoned;
        }

        var taint = node.Maps("spec", "taints").FirstOrDefault(taint => taint.Text("effect") is "NoSchedule" or "NoExecute" && !Tolerates(pod, taint));
        if (taint is not null)
        {
            return SchedulingText.Taint(cluster.Version, taint.Text("key") ?? "", taint.Text("value") ?? "");
        }

        if (pod.Map("spec", "nodeSelector") is { } wanted && wanted.Any(pair => node.Labels().Text(pair.Key) != pair.Value?.ToString()))
        {
            return "node(s) didn't match Pod's node affinity/selector";
        }

        return Lacks(cluster, pod, node, "cpu") ?? Lacks(cluster, pod, node, "memory");
    }

    private static string? Lacks(SimulatedCluster cluster, JsonObject pod, JsonObject node, string resource)
    {
        if (Quantity.Parse(node.Text("status", "allocatable", resource)) is not { } room)
        {
            return null;
        }

        var taken = cluster.Store.All(Kinds.Pod).Where(other => other.Text("spec", "nodeName") == node.Name()).Aggregate(Quantity.Of(0), (sum, other) => sum + Requested(other, resource));
        return Requested(pod, resource) + taken > room ? $"Insufficient {resource}" : null;
    }

    private static Quantity Requested(JsonObject pod, string resource) => pod.Maps("spec", "containers").Aggregate(
        Quantity.Of(0),
        (sum, container) => sum + (Quantity.Parse(container.Text("resources", "requests", resource)) ?? Quantity.Parse(container.Text("resources", "limits", resource)) ?? Quantity.Of(0)));

    private static bool Tolerates(JsonObject pod, JsonObject taint) => pod.Maps("spec", "tolerations").Any(toleration =>
        (toleration.Text("key") is null || toleration.Text("key") == taint.Text("key"))
        && (toleration.Text("effect") is null || toleration.Text("effect") == taint.Text("effect"))
        && (toleration.Text("operator") == "Exists" || toleration.Text("value") == taint.Text("value")));

    private static string? UnboundClaim(SimulatedCluster cluster, JsonObject pod)
    {
        foreach (var name in pod.Maps("spec", "volumes").Select(volume => volume.Text("persistentVolumeClaim", "claimName")).OfType<string>())
        {
            var claim = cluster.Store.Find(Kinds.Claim, pod.Namespace(), name);
            if (claim is null)
            {
                return $"persistentvolumeclaim \"{name}\" not found";
            }

            if (claim.Text("status", "phase") != "Bound")
            {
                return SchedulingText.UnboundClaim;
            }
        }

        return null;
    }

    private static int CountOn(SimulatedCluster cluster, JsonObject node) => cluster.Store.All(Kinds.Pod).Count(pod => pod.Text("spec", "nodeName") == node.Name());
}
