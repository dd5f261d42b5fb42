using System.Text.Json.Nodes;
using Awoooi.Infrastructure.Simulator.Objects;

namespace Awoooi.Infrastructure.Simulator.Controllers;

/// <summary>Counts what a namespace uses and refuses pods (never workloads) that would exceed a quota.</summary>
internal static class QuotaController
{
    public static void Run(SimulatedCluster cluster)
    {
        foreach (var quota in cluster.Store.All(Kinds.Quota))
        {
            var after = quota.Copy();
            var status = after.Make("status");
            var hard = after.Map("spec", "hard") ?? [];
            status["hard"] = hard.DeepClone();
            status["used"] = new JsonObject(hard.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)Used(cluster, quota.Namespace(), pair.Key).ToString())));
            cluster.Store.Replace(Kinds.Quota, after);
        }
    }

    /// <summary>Null when the pod fits; otherwise why not.</summary>
    public static string? Refuse(SimulatedCluster cluster, JsonObject pod)
    {
        foreach (var quota in cluster.Store.All(Kinds.Quota, pod.Namespace()))
        {
            List<string> exceeded = [];
            foreach (var (resource, value) in quota.Map("spec", "hard") ?? [])
            {
                List<string> silent = [.. pod.Maps("spec", "containers").Where(c => resource.Contains('.', StringComparison.Ordinal) && Asked(c, resource) is null).Select(c => c.Text("name")!)];
                if (silent.Count > 0)
                {
                    return $"failed quota: {quota.Name()}: must specify {resource}{(cluster.Version == KubernetesVersion.V1_20 ? "" : $" for: {string.Join(',', silent)}")}";
                }

                var requested = Of(pod, resource);
                if (Quantity.Parse(value?.ToString()) is { } hard && Used(cluster, pod.Namespace(), resource) is var used && requested + used > hard)
                {
                    exceeded.Add($"requested: {resource}={requested}, used: {resource}={used}, limited: {resource}={hard}");
                }
            }

            if (exceeded.Count > 0)
            {
                return $"exceeded quota: {quota.Name()}, {string.Join(", ", exceeded)}";
            }
        }

        return null;
    }

    private static Quantity Used(SimulatedCluster cluster, string? ns, string resource) =>
        cluster.Store.All(Kinds.Pod, ns)
            .Where(pod => pod.Text("status", "phase") is not ("Succeeded" or "Failed"))
            .Aggregate(Quantity.Of(0), (sum, pod) => sum + Of(pod, resource));

    private static Quantity Of(JsonObject pod, string resource) => resource is "pods" or "count/pods"
        ? Quantity.Of(1)
        : pod.Maps("spec", "containers").Aggregate(Quantity.Of(0), (sum, container) => sum + (Asked(container, resource) ?? Quantity.Of(0)));

    // "limits.memory" names the limit; "requests.memory" and plain "memory" the request.
    private static Quantity? Asked(JsonObject container, string resource)
    {
        var parts = resource.Split('.', 2);
        return parts.Length == 2
            ? Quantity.Parse(container.Text("resources", parts[0], parts[1]))
            : Quantity.Parse(container.Text("resources", "requests", resource));
    }
}
