using Awoooi.Core.Clusters;

namespace Awoooi.Tests.TestKit;

/// <summary>Answers from lists; each read can be made to hang or to fail.</summary>
public sealed class FakeClusterReader : IClusterReader
{
    public List<WorkloadFacts> Workloads { get; } = [];

    public List<PodFacts> Pods { get; } = [];

    public List<EventFacts> Events { get; } = [];

    public List<string> Log { get; } = [];

    /// <summary>Names of reads (<c>pods</c>, <c>events</c>, …) that never answer, even when cancelled.</summary>
    public HashSet<string> Hanging { get; } = [];

    public HashSet<string> Throwing { get; } = [];

    public Dictionary<string, ClusterFault> Faults { get; } = [];

    public int Calls { get; private set; }

    public Task<ClusterAnswer<WorkloadFacts>> ReadWorkloadAsync(WorkloadRef workload, CancellationToken cancel)
        => Answer("workload", Workloads.Find(item => item.Ref == workload));

    public Task<ClusterAnswer<WorkloadFacts>> FindWorkloadAsync(string ns, string name, CancellationToken cancel)
        => Answer("workload", Workloads.Find(item => item.Ref.Namespace == ns && item.Ref.Name == name));

    public Task<ClusterAnswer<PodFacts>> ReadPodAsync(string ns, string name, CancellationToken cancel)
        => Answer("pod", Pods.Find(item => item.Namespace == ns && item.Name == name));

    public Task<ClusterAnswer<IReadOnlyList<PodFacts>>> ListPodsAsync(WorkloadFacts workload, CancellationToken cancel)
        => Answer<IReadOnlyList<PodFacts>>("pods", [.. Pods.Where(item => item.Owner == workload.Ref)]);

    public Task<ClusterAnswer<IReadOnlyList<EventFacts>>> ListWarningsAsync(string ns, string? kind, string? name, int limit, CancellationToken cancel)
        => Answer<IReadOnlyList<EventFacts>>("events", [.. Events.Where(item => item.Namespace == ns && (kind is null || item.Kind == kind) && (name is null || item.Name == name)).Take(limit)]);

    public Task<ClusterAnswer<IReadOnlyList<string>>> ReadLogAsync(string ns, string pod, string container, bool previous, int lines, CancellationToken cancel)
        => Answer<IReadOnlyList<string>>("logs", Log);

    public Task<ClusterAnswer<NodeFacts>> ReadNodeAsync(string name, CancellationToken cancel)
        => Answer("nodes", new NodeFacts(name, true, null, [], false, []));

    public Task<ClusterAnswer<ClaimFacts>> ReadClaimAsync(string ns, string name, CancellationToken cancel)
        => Answer("claims", new ClaimFacts(ns, name, "Bound", "fast", null));

    public Task<ClusterAnswer<IReadOnlyList<WorkloadFacts>>> ListWorkloadsAsync(string? ns, CancellationToken cancel)
        => Answer<IReadOnlyList<WorkloadFacts>>("workloads", Workloads);

    private Task<ClusterAnswer<T>> Answer<T>(string read, T? value)
        where T : class
    {
        Calls++;
        if (Hanging.Contains(read))
        {
            return new TaskCompletionSource<ClusterAnswer<T>>().Task;
        }

        if (Throwing.Contains(read))
        {
            throw new HttpRequestException("connection reset");
        }

        return Task.FromResult(Faults.TryGetValue(read, out var fault) ? ClusterAnswer<T>.Failed(fault, "") : value is null ? ClusterAnswer<T>.Failed(ClusterFault.NotFound, "") : ClusterAnswer<T>.Of(value));
    }
}
