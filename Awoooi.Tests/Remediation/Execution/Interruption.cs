using Awoooi.Core.Clusters;
using Awoooi.Core.Remediation;
using Awoooi.Core.Remediation.Execution;
using Awoooi.Core.Remediation.GuardRails;

namespace Awoooi.Tests.Remediation.Execution;

/// <summary>Where a worker can end while it carries a repair out.</summary>
public enum Moment
{
    BeforeClaim,
    BeforeStore,
    BeforeSend,
    AfterSend,
    BeforeRecord,
    AfterRecord,
    BeforeUndoStore,
    BeforeUndoSend,
    AfterUndoSend,
}

/// <summary>The worker's process ended here.</summary>
internal sealed class WorkerDied(Moment at) : Exception($"the worker died {at}");

/// <summary>Hooks into store and cluster: kills the worker once, or lets the test act at that moment.</summary>
internal sealed class Interruption
{
    private Moment? _deadly;
    private int _skip;

    /// <summary>Runs just before a request leaves.</summary>
    public Func<ClusterMutation, Task>? Sending { get; set; }

    /// <param name="skip">How many passings survive first.</param>
    public void Kill(Moment at, int skip = 0) => (_deadly, _skip) = (at, skip);

    public bool Armed => _deadly is not null;

    public void Pass(Moment at)
    {
        if (_deadly == at && _skip-- == 0)
        {
            _deadly = null;
            throw new WorkerDied(at);
        }
    }
}

internal sealed class InterruptedStore(IExecutionStore inner, Interruption interruption) : IExecutionStore
{
    public Task<ExecutionRun?> TakeAsync(Guid executionId, long fence, CancellationToken cancel) => inner.TakeAsync(executionId, fence, cancel);

    public Task<ClaimOutcome> ClaimAsync(ExecutionRun run, WorkloadSnapshot before, Func<ClaimMoment, GuardRailVerdict> judge, CancellationToken cancel)
    {
        interruption.Pass(Moment.BeforeClaim);
        return inner.ClaimAsync(run, before, judge, cancel);
    }

    public Task<ExecutionRun> StoreRequestAsync(ExecutionRun run, ApprovedAction action, ClusterMutation mutation, long baseGeneration, CancellationToken cancel)
    {
        interruption.Pass(Moment.BeforeStore);
        return inner.StoreRequestAsync(run, action, mutation, baseGeneration, cancel);
    }

    public Task<ExecutionRun> StoreUndoAsync(ExecutionRun run, ClusterMutation mutation, long baseGeneration, CancellationToken cancel)
    {
        interruption.Pass(Moment.BeforeUndoStore);
        return inner.StoreUndoAsync(run, mutation, baseGeneration, cancel);
    }

    public async Task<ExecutionRun> RecordAsync(ExecutionRun run, Func<DateTimeOffset, RunChange> change, CancellationToken cancel)
    {
        interruption.Pass(Moment.BeforeRecord);
        var recorded = await inner.RecordAsync(run, change, cancel);
        interruption.Pass(Moment.AfterRecord);
        return recorded;
    }

    public Task ReleaseAsync(ExecutionRun run, CancellationToken cancel) => inner.ReleaseAsync(run, cancel);

    public Task<AlertSignals> ReadSignalsAsync(ExecutionRun run, CancellationToken cancel) => inner.ReadSignalsAsync(run, cancel);
}

internal sealed class InterruptedCluster(IClusterApi inner, Interruption interruption) : IClusterApi
{
    public async Task<MutationAnswer> SendAsync(ClusterMutation mutation, CancellationToken cancel)
    {
        var undo = mutation.Marker.EndsWith(".undo", StringComparison.Ordinal);
        interruption.Pass(undo ? Moment.BeforeUndoSend : Moment.BeforeSend);
        if (interruption.Sending is { } act)
        {
            interruption.Sending = null;
            await act(mutation);
        }

        var answer = await inner.SendAsync(mutation, cancel);
        interruption.Pass(undo ? Moment.AfterUndoSend : Moment.AfterSend);
        return answer;
    }

    public Task<DryRunAnswer> DryRunAsync(ClusterMutation mutation, CancellationToken cancel) => inner.DryRunAsync(mutation, cancel);

    public Task<ClusterAnswer<ClusterCapabilities>> ReadCapabilitiesAsync(CancellationToken cancel) => inner.ReadCapabilitiesAsync(cancel);

    public Task<ClusterAnswer<RevisionTemplate>> ReadTemplateAsync(WorkloadFacts workload, RevisionFacts revision, CancellationToken cancel) => inner.ReadTemplateAsync(workload, revision, cancel);

    public Task<ClusterAnswer<AccessAnswer>> MayAsync(AccessQuestion question, CancellationToken cancel) => inner.MayAsync(question, cancel);

    public Task<ClusterAnswer<MarkerSighting>> FindMarkerAsync(WorkloadRef workload, string marker, CancellationToken cancel) => inner.FindMarkerAsync(workload, marker, cancel);

    public Task<ClusterAnswer<WorkloadFacts>> ReadWorkloadAsync(WorkloadRef workload, CancellationToken cancel) => inner.ReadWorkloadAsync(workload, cancel);

    public Task<ClusterAnswer<WorkloadFacts>> FindWorkloadAsync(string ns, string name, CancellationToken cancel) => inner.FindWorkloadAsync(ns, name, cancel);

    public Task<ClusterAnswer<PodFacts>> ReadPodAsync(string ns, string name, CancellationToken cancel) => inner.ReadPodAsync(ns, name, cancel);

    public Task<ClusterAnswer<IReadOnlyList<PodFacts>>> ListPodsAsync(WorkloadFacts workload, CancellationToken cancel) => inner.ListPodsAsync(workload, cancel);

    public Task<ClusterAnswer<IReadOnlyList<EventFacts>>> ListWarningsAsync(string ns, string? kind, string? name, int limit, CancellationToken cancel) => inner.ListWarningsAsync(ns, kind, name, limit, cancel);

    public Task<ClusterAnswer<IReadOnlyList<string>>> ReadLogAsync(string ns, string pod, string container, bool previous, int lines, CancellationToken cancel) => inner.ReadLogAsync(ns, pod, container, previous, lines, cancel);

    public Task<ClusterAnswer<NodeFacts>> ReadNodeAsync(string name, CancellationToken cancel) => inner.ReadNodeAsync(name, cancel);

    public Task<ClusterAnswer<ClaimFacts>> ReadClaimAsync(string ns, string name, CancellationToken cancel) => inner.ReadClaimAsync(ns, name, cancel);

    public Task<ClusterAnswer<IReadOnlyList<WorkloadFacts>>> ListWorkloadsAsync(string? ns, CancellationToken cancel) => inner.ListWorkloadsAsync(ns, cancel);
}
