using Awoooi.Core.Alerts;
using Awoooi.Core.Clusters;

namespace Awoooi.Core.Rca;

/// <summary>The workload or unowned pod behind an alert's target; all null when there is none.</summary>
internal sealed record FoundTarget(WorkloadFacts? Workload, PodFacts? Pod, (string Namespace, string Name)? Missing)
{
    public static FoundTarget Nothing { get; } = new(null, null, null);
}

/// <summary>Finds the workload behind a target in the cluster: the pod's owner, else the object of that kind, else any workload of that name.</summary>
internal sealed class TargetLocator(IClusterReader cluster, ClusterReads reads)
{
    public async Task<FoundTarget> FindAsync(Alert alert, CancellationToken cancel)
    {
        if (alert.Namespace.Length == 0 || alert.TargetResource.Length == 0)
        {
            return FoundTarget.Nothing;
        }

        return alert.ResourceType switch
        {
            "node" or "host" or "certificate" or "endpoint" or "persistentvolumeclaim" => FoundTarget.Nothing,
            "pod" => await OfPodAsync(alert, cancel),
            "deployment" => await OfKindAsync(WorkloadKind.Deployment, alert, cancel),
            "statefulset" => await OfKindAsync(WorkloadKind.StatefulSet, alert, cancel),
            "daemonset" => await OfKindAsync(WorkloadKind.DaemonSet, alert, cancel),
            "job" => await OfKindAsync(WorkloadKind.Job, alert, cancel),
            _ => await ByNameAsync(alert, cancel),
        };
    }

    private async Task<FoundTarget> OfPodAsync(Alert alert, CancellationToken cancel)
    {
        var answer = await reads.AskAsync("pod", true, token => cluster.ReadPodAsync(alert.Namespace, alert.TargetResource, token), cancel);
        if (answer is null || (answer.Fault is not null and not ClusterFault.NotFound))
        {
            return FoundTarget.Nothing;
        }

        if (answer.Value is not { } pod)
        {
            var byName = await ByNameAsync(alert, cancel);
            return byName with { Missing = (alert.Namespace, alert.TargetResource) };
        }

        if (pod.Owner is not { Kind: not WorkloadKind.Pod } owner)
        {
            return new FoundTarget(null, pod, null);
        }

        var workload = await reads.ReadAsync("workload", true, token => cluster.ReadWorkloadAsync(owner, token), cancel);
        return new FoundTarget(workload, pod, null);
    }

    private async Task<FoundTarget> OfKindAsync(WorkloadKind kind, Alert alert, CancellationToken cancel)
        => Answered(await reads.AskAsync("workload", true, token => cluster.ReadWorkloadAsync(new WorkloadRef(kind, alert.Namespace, alert.TargetResource), token), cancel), alert);

    private async Task<FoundTarget> ByNameAsync(Alert alert, CancellationToken cancel)
    {
        var name = alert.Workload.Length > 0 ? alert.Workload : alert.TargetResource;
        var found = Answered(await reads.AskAsync("workload", true, token => cluster.FindWorkloadAsync(alert.Namespace, name, token), cancel), alert);
        if (found.Missing is null || alert.ResourceType.Length > 0)
        {
            return found;
        }

        // A source that gives no kind may have named a pod.
        var pod = await reads.ReadAsync("pod", true, token => cluster.ReadPodAsync(alert.Namespace, alert.TargetResource, token), cancel);
        return pod?.Owner is { Kind: not WorkloadKind.Pod } owner
            ? new FoundTarget(await reads.ReadAsync("workload", true, token => cluster.ReadWorkloadAsync(owner, token), cancel), pod, null)
            : pod is null ? found : new FoundTarget(null, pod, null);
    }

    private static FoundTarget Answered(ClusterAnswer<WorkloadFacts>? answer, Alert alert)
        => answer?.Value is { } workload ? new FoundTarget(workload, null, null)
            : answer?.Fault is ClusterFault.NotFound ? new FoundTarget(null, null, (alert.Namespace, alert.TargetResource))
            : FoundTarget.Nothing;
}
