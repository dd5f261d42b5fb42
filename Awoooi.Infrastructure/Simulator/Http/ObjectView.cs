using System.Text.Json.Nodes;
using Awoooi.Infrastructure.Simulator.Objects;

namespace Awoooi.Infrastructure.Simulator.Http;

/// <summary>A stored object as one API version of one Kubernetes version shows it.</summary>
internal static class ObjectView
{
    public static JsonObject Render(SimulatedCluster cluster, ResourceKind kind, JsonObject stored)
    {
        var body = new JsonObject { ["kind"] = kind.Kind, ["apiVersion"] = kind.ApiVersion };
        foreach (var (name, value) in RenderItem(cluster, kind, stored))
        {
            body[name] = value?.DeepClone();
        }

        return body;
    }

    /// <summary>Items of a list carry neither kind nor apiVersion.</summary>
    public static JsonObject RenderItem(SimulatedCluster cluster, ResourceKind kind, JsonObject stored)
    {
        var o = stored.Copy();
        o.Remove("kind");
        o.Remove("apiVersion");
        if (kind.Group == "events.k8s.io")
        {
            o = EventViews.NewApi(o);
        }
        else if (kind.Kind == "HorizontalPodAutoscaler" && kind.Version == "v1")
        {
            o = AutoscalerViews.VersionOne(cluster.Version, o);
        }

        if (cluster.Version < KubernetesVersion.V1_36)
        {
            BeforeTerminatingReplicas(kind, o);
        }

        if (cluster.Version == KubernetesVersion.V1_20)
        {
            AsInTwenty(kind, o);
        }

        return o;
    }

    public static JsonObject RenderMetadata(JsonObject stored) => new()
    {
        ["kind"] = "PartialObjectMetadata",
        ["apiVersion"] = "meta.k8s.io/v1",
        ["metadata"] = stored["metadata"]!.DeepClone(),
    };

    private static void BeforeTerminatingReplicas(ResourceKind kind, JsonObject o)
    {
        switch (kind.Kind)
        {
            case "Pod":
                o.Map("metadata")?.Remove("generation");
                foreach (var condition in o.Maps("status", "conditions"))
                {
                    condition.Remove("observedGeneration");
                }

                break;
            case "Deployment" or "ReplicaSet" or "StatefulSet" or "DaemonSet":
                o.Map("status")?.Remove("terminatingReplicas");
                if (o.Map("spec", "template") is { } template)
                {
                    template.Make("metadata")["creationTimestamp"] = null;
                }

                break;
        }
    }

    private static void AsInTwenty(ResourceKind kind, JsonObject o)
    {
        switch (kind.Kind)
        {
            case "Namespace":
                o.Labels()?.Remove("kubernetes.io/metadata.name");
                if (o.Labels() is { Count: 0 })
                {
                    o.Map("metadata")!.Remove("labels");
                }

                break;
            case "PodDisruptionBudget":
                o.Map("status")?.Remove("conditions");
                break;
            case "DaemonSet":
                o.Map("spec", "updateStrategy", "rollingUpdate")?.Remove("maxSurge");
                break;
            case "HorizontalPodAutoscaler" when o.Maps("status", "currentMetrics").All(metric => metric.Text("type") is ""):
                o.Map("status")?.Remove("currentMetrics");
                if (kind.Version != "v1")
                {
                    o.Make("status")["currentMetrics"] = null;
                }

                break;
            case "StatefulSet":
                o.Map("spec")?.Remove("persistentVolumeClaimRetentionPolicy");
                o.Map("status")?.Remove("availableReplicas");
                break;
            case "Pod":
                var conditions = o.List("status", "conditions");
                foreach (var disruption in o.Maps("status", "conditions").Where(c => c.Text("type") == "DisruptionTarget").ToList())
                {
                    conditions!.Remove(disruption);
                }

                break;
        }
    }
}
