using System.Text.Json.Nodes;
using Awoooi.Infrastructure.Simulator.Objects;

namespace Awoooi.Infrastructure.Simulator.Controllers;

/// <summary>What controllers ask of pods, and how they make them from a template.</summary>
internal static class Pods
{
    public static List<JsonObject> OwnedBy(SimulatedCluster cluster, JsonObject owner) =>
        [.. cluster.Store.All(Kinds.Pod, owner.Namespace()).Where(pod => pod.IsControlledBy(owner))];

    public static bool IsReady(JsonObject pod) => pod.HasCondition("Ready") && !pod.IsTerminating();

    public static bool IsAvailable(SimulatedCluster cluster, JsonObject pod, long minReadySeconds) =>
        IsReady(pod) && (minReadySeconds == 0 || pod.Condition("Ready").Instant("lastTransitionTime") + TimeSpan.FromSeconds(minReadySeconds) <= cluster.Now);

    /// <summary>Creates a pod; the reason is given when a quota or limit refuses it.</summary>
    public static string? Create(SimulatedCluster cluster, ResourceKind ownerKind, JsonObject owner, JsonObject template, string name, Action<JsonObject>? adjust = null)
    {
        var pod = new JsonObject { ["metadata"] = new JsonObject { ["name"] = name, ["generateName"] = $"{owner.Name()}-", ["namespace"] = owner.Namespace(), ["generation"] = 1 } };
        foreach (var part in new[] { "labels", "annotations" })
        {
            if (template.Map("metadata", part) is { Count: > 0 } map)
            {
                pod.Make("metadata")[part] = map.DeepClone();
            }
        }

        pod.Make("metadata")["ownerReferences"] = new JsonArray(ObjectMetadata.OwnerReference(ownerKind, owner));
        pod["spec"] = template["spec"]!.DeepClone();
        adjust?.Invoke(pod);
        if (LimitRanges.Apply(cluster, pod) is { } overLimit)
        {
            return overLimit;
        }

        Defaults.Fill(Kinds.Pod, pod);
        if (QuotaController.Refuse(cluster, pod) is { } overQuota)
        {
            return overQuota;
        }

        cluster.Store.Add(Kinds.Pod, pod);
        return null;
    }

    public static string NewName(SimulatedCluster cluster, JsonObject owner, int index) =>
        $"{owner.Name()}-{NameSuffix.Of($"{owner.Uid()}{cluster.Store.Revision}/{index}", 5)}";
}
