using System.Text.Json;
using Awoooi.Core.Clusters;
using Awoooi.Infrastructure.Kubernetes.Transport;

namespace Awoooi.Infrastructure.Kubernetes.Reading;

/// <summary>Reads pods and follows their owners up to the workload a person would name.</summary>
internal sealed class PodReader(ApiReader reader)
{
    public async Task<ClusterAnswer<PodFacts>> ReadAsync(string ns, string name, CancellationToken cancel)
    {
        var read = await reader.GetAsync(ApiPath.Of(new WorkloadRef(WorkloadKind.Pod, ns, name)), cancel);
        if (read.Fault is not null)
        {
            return read.Failed<PodFacts>();
        }

        var owner = Direct(read.Value);
        if (owner is { Kind: WorkloadKind.ReplicaSet })
        {
            var set = await reader.GetAsync(ApiPath.Of(owner), cancel);
            if (set.Fault is not null and not ClusterFault.NotFound)
            {
                return set.Failed<PodFacts>();
            }

            owner = set.Fault is null ? Direct(set.Value) ?? owner : owner;
        }

        return ClusterAnswer<PodFacts>.Of(PodMapping.Read(read.Value, owner));
    }

    /// <summary>The pods that the workload controls: a selector alone would also catch a neighbour's.</summary>
    public async Task<ClusterAnswer<IReadOnlyList<PodFacts>>> ListAsync(WorkloadFacts workload, CancellationToken cancel)
    {
        if (workload.Ref.Kind == WorkloadKind.Pod)
        {
            var one = await ReadAsync(workload.Ref.Namespace, workload.Ref.Name, cancel);
            return one.Value is { } pod ? ClusterAnswer<IReadOnlyList<PodFacts>>.Of([pod]) : ClusterAnswer<IReadOnlyList<PodFacts>>.Failed(one.Fault!.Value, one.Detail);
        }

        if (workload.Selector is null)
        {
            return ClusterAnswer<IReadOnlyList<PodFacts>>.Failed(ClusterFault.Invalid, $"{workload.Ref} selects no pods.");
        }

        var query = $"?labelSelector={Uri.EscapeDataString(workload.Selector)}";
        var controllers = new HashSet<string>(StringComparer.Ordinal) { workload.Uid };
        if (workload.Ref.Kind == WorkloadKind.Deployment)
        {
            var sets = await reader.ListAsync(ApiPath.Collection(WorkloadKind.ReplicaSet, workload.Ref.Namespace) + query, cancel);
            if (sets.Fault is not null)
            {
                return sets.Failed<IReadOnlyList<PodFacts>>();
            }

            controllers = [.. sets.Value!.Where(set => set.Controller()?.Text("uid") == workload.Uid).Select(set => set.Text("metadata", "uid")).OfType<string>()];
        }

        var pods = await reader.ListAsync(ApiPath.Collection(WorkloadKind.Pod, workload.Ref.Namespace) + query, cancel);
        return pods.Fault is not null
            ? pods.Failed<IReadOnlyList<PodFacts>>()
            : ClusterAnswer<IReadOnlyList<PodFacts>>.Of([.. pods.Value!
                .Where(pod => pod.Controller()?.Text("uid") is { } uid && controllers.Contains(uid))
                .Select(pod => PodMapping.Read(pod, workload.Ref))]);
    }

    private static WorkloadRef? Direct(JsonElement item) =>
        item.Controller() is { } owner && Enum.TryParse<WorkloadKind>(owner.Text("kind"), out var kind)
            ? new WorkloadRef(kind, item.Text("metadata", "namespace") ?? "", owner.Text("name") ?? "")
            : null;
}
