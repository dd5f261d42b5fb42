using Awoooi.Core.Clusters;

namespace Awoooi.Core.Remediation.Execution;

/// <summary>Reads a workload with its pods, for verification.</summary>
public sealed class WorkloadLooker(IClusterApi cluster)
{
    public async Task<WorkloadLook> LookAsync(WorkloadRef workload, CancellationToken cancel)
    {
        var reading = await cluster.ReadWorkloadAsync(workload, cancel);
        if (reading.Value is not { } facts)
        {
            return new WorkloadLook(null, [], reading.Fault == ClusterFault.NotFound, reading.Detail);
        }

        var pods = await cluster.ListPodsAsync(facts, cancel);
        return pods.Value is { } list ? new WorkloadLook(facts, list, false, "") : new WorkloadLook(null, [], false, $"pods: {pods.Detail}");
    }
}
