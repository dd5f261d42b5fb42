using Awoooi.Core.Clusters;

namespace Awoooi.Core.Remediation;

/// <summary>Whether the namespace's quotas leave room for more pods of a workload.</summary>
internal static class QuotaRoom
{
    /// <summary>What does not fit; null when everything does.</summary>
    /// <param name="unknown">Names what a quota counts and the pods do not say.</param>
    public static string? Shortage(WorkloadFacts workload, int morePods, out string? unknown)
    {
        unknown = null;
        foreach (var quota in workload.Quotas)
        {
            foreach (var (resource, (hard, used)) in quota.Resources)
            {
                var (counts, perPod) = PerPod(resource, workload.Containers);
                if (counts && perPod is null)
                {
                    unknown = $"{resource} of the pods, which quota {quota.Name} counts";
                }
                else if (counts && used + (morePods * perPod) > hard)
                {
                    return $"quota {quota.Name} leaves {hard - used:0.###} of {resource}, {morePods * perPod:0.###} needed";
                }
            }
        }

        return null;
    }

    /// <summary>What one more pod takes of a resource, in the quota's base unit; null when a container does not say.</summary>
    private static (bool Counts, decimal? PerPod) PerPod(string resource, IReadOnlyList<ContainerSpec> containers)
    {
        decimal? Sum(Func<ContainerSpec, long?> part, decimal unit)
            => containers.Count > 0 && containers.All(container => part(container) is not null) ? containers.Sum(container => part(container)!.Value / unit) : null;

        return resource switch
        {
            "pods" or "count/pods" => (true, 1),
            "cpu" or "requests.cpu" => (true, Sum(container => container.CpuRequest, 1000)),
            "limits.cpu" => (true, Sum(container => container.CpuLimit, 1000)),
            "memory" or "requests.memory" => (true, Sum(container => container.MemoryRequest, 1)),
            "limits.memory" => (true, Sum(container => container.MemoryLimit, 1)),
            _ => (false, null),
        };
    }
}
