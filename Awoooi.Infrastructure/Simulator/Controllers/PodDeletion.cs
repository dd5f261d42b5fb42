using System.Text.Json.Nodes;
using Awoooi.Infrastructure.Simulator.Objects;

namespace Awoooi.Infrastructure.Simulator.Controllers;

/// <summary>Graceful deletion: a pod on a node lives on with a deletion time in the future until its kubelet lets go.</summary>
internal static class PodDeletion
{
    public static JsonObject Begin(SimulatedCluster cluster, JsonObject pod, long? graceSeconds, bool dryRun)
    {
        var grace = graceSeconds ?? pod.Number("spec", "terminationGracePeriodSeconds") ?? 30;
        grace = grace < 0 && cluster.Version > KubernetesVersion.V1_20 ? 1 : grace;
        if (pod.Text("spec", "nodeName") is null || pod.Text("status", "phase") is "Succeeded" or "Failed")
        {
            grace = 0;
        }

        var after = pod.Copy();
        var metadata = after.Make("metadata");
        var deadline = cluster.Now.AddSeconds(grace);
        if (pod.Instant("metadata", "deletionTimestamp") is { } before && before <= deadline && grace != 0)
        {
            return pod;
        }

        metadata["deletionTimestamp"] = deadline.Rfc3339();
        metadata["deletionGracePeriodSeconds"] = grace;
        if (!pod.IsTerminating())
        {
            metadata["generation"] = pod.Generation() + 1;
        }

        if (dryRun)
        {
            return after;
        }

        if (grace == 0)
        {
            cluster.Store.Remove(Kinds.Pod, pod);
            return after;
        }

        return cluster.Store.Replace(Kinds.Pod, after);
    }
}
