using Awoooi.Core.Approvals;
using Awoooi.Core.Clusters;
using Awoooi.Core.Plans;
using Awoooi.Core.Work;
using Microsoft.Extensions.Options;

namespace Awoooi.Core.Remediation.Execution;

/// <summary>Takes a change back, once, by the undo of the signed plan and by nothing else.</summary>
public sealed class UndoExecution(IExecutionStore store, IClusterApi cluster, RequestSender sender, RunRecorder recorder, IOptions<AutomationOptions> options)
{
    private WorkOutcome Later => new WorkOutcome.Again(options.Value.LookEvery);

    public async Task<WorkOutcome> BeginAsync(ExecutionRun run, string reason, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(run);
        var begun = await store.RecordAsync(
            run,
            now => new RunChange
            {
                Progress = run.Progress! with { Phase = RunPhase.Undoing, UndoReason = reason, UndoFrom = now, HealthySince = null, UnhealthySince = null },
                State = run.Next(ApprovalState.RollingBack),
                Reason = reason,
            },
            cancel);
        return await PrepareAsync(begun, cancel);
    }

    /// <summary>No request of the undo can be in the cluster yet.</summary>
    public async Task<WorkOutcome> PrepareAsync(ExecutionRun run, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(run);
        var plan = run.Approval.Plan;
        var reading = await cluster.ReadWorkloadAsync(plan.Target.Workload, cancel);
        if (reading.Value is not { } workload)
        {
            return await UnreadAsync(run, reading.Fault == ClusterFault.NotFound, reading.Detail, cancel);
        }

        var acted = run.Progress!.ActedGeneration;
        if (acted != 0 && workload.Generation != acted)
        {
            return await FailAsync(run, "somebody else has changed the workload since", cancel);
        }

        RevisionTemplate? template = null;
        if (MutationFor.Revision(plan, workload, undo: true) is { } revision)
        {
            var answer = await cluster.ReadTemplateAsync(workload, revision, cancel);
            if (answer.Value is null)
            {
                return await UnreadAsync(run, answer.Fault is ClusterFault.NotFound or ClusterFault.Conflict, answer.Detail, cancel);
            }

            template = answer.Value;
        }

        switch (MutationFor.Undo(plan, new MutationMaterial(workload, null, template, null), run.Id))
        {
            case MutationOutcome.Built built:
                var stored = await store.StoreUndoAsync(run, built.Mutation, workload.Generation, cancel);
                return await sender.SendAsync(stored, stored.Last(StepKind.Undo)!, cancel);
            case MutationOutcome.Refused refused:
                return await FailAsync(run, refused.Detail, cancel);
            default:
                throw new InvalidOperationException("a mutation is built or refused");
        }
    }

    /// <summary>The undo is in the cluster: the workload has to be as good as before, and stay so.</summary>
    public async Task<WorkOutcome> CheckAsync(ExecutionRun run, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(run);
        var (plan, progress) = (run.Approval.Plan, run.Progress!);
        var deadline = progress.UndoneAt!.Value + VerificationWindows.For(plan.Operation, options.Value, null).HealthyWithin;
        var reading = await cluster.ReadWorkloadAsync(plan.Target.Workload, cancel);
        if (reading.Value is not { } workload)
        {
            if (run.Now >= deadline && run.Approval.State != ApprovalState.Unknown)
            {
                await recorder.UnknownAsync(run, $"it was taken back, but the cluster cannot be read: {reading.Detail}", null, cancel);
            }

            return Later;
        }

        var good = workload.Uid == plan.Target.Uid && workload.ReadyReplicas >= progress.Before.Ready && !workload.RolloutInProgress;
        var since = good ? progress.HealthySince ?? run.Now : (DateTimeOffset?)null;
        if (since is { } from && run.Now - from >= options.Value.StableFor)
        {
            return await recorder.EndAsync(run, ApprovalState.RolledBack, progress.UndoReason ?? "taken back", cancel);
        }

        // As good as before gets its time to stay so, also when nobody could look for longer than the window.
        if (since is null && run.Now >= deadline)
        {
            return await recorder.EndAsync(
                run, ApprovalState.UndoFailed, $"it was taken back ({progress.UndoReason}), but {workload.ReadyReplicas} of {workload.DesiredReplicas} are ready, {progress.Before.Ready} of {progress.Before.Desired} before", cancel);
        }

        if (since != progress.HealthySince)
        {
            await store.RecordAsync(run, _ => new RunChange { Progress = progress with { HealthySince = since } }, cancel);
        }

        return Later;
    }

    private Task<WorkOutcome> FailAsync(ExecutionRun run, string detail, CancellationToken cancel)
        => recorder.EndAsync(run, ApprovalState.UndoFailed, $"{run.Progress!.UndoReason}; nothing was taken back: {detail}", cancel);

    private async Task<WorkOutcome> UnreadAsync(ExecutionRun run, bool final, string detail, CancellationToken cancel)
        => final || run.Now - run.Progress!.UndoFrom >= options.Value.HealthyWithin ? await FailAsync(run, detail, cancel) : Later;
}
