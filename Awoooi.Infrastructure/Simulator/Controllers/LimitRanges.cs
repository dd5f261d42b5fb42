using System.Text.Json.Nodes;
using Awoooi.Infrastructure.Simulator.Objects;

namespace Awoooi.Infrastructure.Simulator.Controllers;

/// <summary>Fills container defaults from a namespace's LimitRange and refuses what exceeds it.</summary>
internal static class LimitRanges
{
    /// <summary>Null when the pod fits; otherwise why not.</summary>
    public static string? Apply(SimulatedCluster cluster, JsonObject pod)
    {
        foreach (var limit in cluster.Store.All(Kinds.LimitRange, pod.Namespace()).SelectMany(range => range.Maps("spec", "limits")).Where(l => l.Text("type") == "Container"))
        {
            foreach (var container in pod.Maps("spec", "containers"))
            {
                Default(container, "limits", limit.Map("default"));
                Default(container, "requests", limit.Map("defaultRequest"));
                foreach (var (resource, max) in limit.Map("max") ?? [])
                {
                    if (Quantity.Parse(container.Text("resources", "limits", resource)) is { } asked && Quantity.Parse(max?.ToString()) is { } most && asked > most)
                    {
                        return $"maximum {resource} usage per Container is {most}, but limit is {asked}";
                    }
                }
            }

            pod.Annotate("kubernetes.io/limit-ranger", Describe(pod, limit));
        }

        return null;
    }

    private static void Default(JsonObject container, string part, JsonObject? values)
    {
        foreach (var (resource, value) in values ?? [])
        {
            container.Make("resources", part)[resource] ??= value?.DeepClone();
        }
    }

    private static string Describe(JsonObject pod, JsonObject limit)
    {
        var filled = pod.Maps("spec", "containers").SelectMany(container =>
            new[] { ("defaultRequest", "request"), ("default", "limit") }.SelectMany(part =>
                (limit.Map(part.Item1) ?? []).Select(pair => $"{pair.Key} {part.Item2} for container {container.Text("name")}")));
        return $"LimitRanger plugin set: {string.Join("; ", filled)}";
    }
}
