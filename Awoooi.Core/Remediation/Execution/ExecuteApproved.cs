using Awoooi.Core.Approvals;
using Awoooi.Core.Work;
using Microsoft.Extensions.Logging;

namespace Awoooi.Core.Remediation.Execution;

/// <summary>
/// Carries an approved plan out: claim, act, verify, keep or undo. Every pass reads the record, does one thing and returns; all waiting
/// is a later pass, so that any worker can go on where another one ended.
/// </summary>
public sealed partial class ExecuteApproved(
    IExecutionStore store, IApprovalStore approvals, IWorkQueue queue, StartExecution start, RequestSender sender, VerifyExecution verify, UndoExecution undo, RepairMetrics metrics, ILogger<ExecuteApproved> log) : IWorkHandler
{
    private static readonly TimeSpan AfterParking = TimeSpan.FromMinutes(5);

    public string Kind => "execute";

    public async Task<WorkOutcome> HandleAsync(WorkItem item, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(item);
        if (!Guid.TryParse(item.Key, out var id) || await store.TakeAsync(id, item.Fence, cancel) is not { } run)
        {
            return new WorkOutcome.Done();
        }

        try
        {
            return await ContinueAsync(run, cancel);
        }
        catch (ExecutionOvertakenException)
        {
            // A worker without the lease postpones nothing; one that has it finds how things stand now.
            Overtaken(log, run.Approval.ShortId);
            metrics.Gone(run.Id);
            return new WorkOutcome.Again(TimeSpan.FromSeconds(1));
        }
    }

    public async Task ParkedAsync(WorkItem item, string reason, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(item);
        if (!Guid.TryParse(item.Key, out var id) || await approvals.FindByExecutionAsync(id, cancel) is not { } approval)
        {
            return;
        }

        if (approval.State == ApprovalState.Approved)
        {
            await approvals.ChangeAsync(approval.Id, $"it could not be started: {reason}", cancel);
            return;
        }

        if (approval.State.IsRunning())
        {
            await approvals.AdvanceAsync(approval.Id, ApprovalState.Unknown, "awoooi", $"it could not be followed: {reason}", cancel);
        }

        if (approval.State.IsOpen())
        {
            // An unknown outcome is never left alone: the cluster is read again.
            await queue.EnqueueAsync(Kind, item.Key, item.Priority, AfterParking, cancel);
        }
    }

    private async Task<WorkOutcome> ContinueAsync(ExecutionRun run, CancellationToken cancel)
    {
        var state = run.Approval.State;
        if (state == ApprovalState.Approved)
        {
            return await start.BeginAsync(run, cancel);
        }

        if (run.Progress is not { Phase: not RunPhase.Ended } progress)
        {
            return new WorkOutcome.Done();
        }

        if (state.IsEnd())
        {
            // A person said how an unknown outcome ended.
            await store.ReleaseAsync(run, cancel);
            metrics.Ended(run.Id, run.Approval.Plan.Operation, state, run.Now - run.StartedAt);
            return new WorkOutcome.Done();
        }

        metrics.Seen(run.Id);
        return progress.Phase switch
        {
            RunPhase.Acting => await RequestAsync(run, StepKind.Act, cancel),
            RunPhase.Verifying => await verify.ContinueAsync(run, cancel),
            RunPhase.Undoing => await RequestAsync(run, StepKind.Undo, cancel),
            RunPhase.CheckingUndo => await undo.CheckAsync(run, cancel),
            _ => throw new InvalidOperationException($"no way on from {progress.Phase}"),
        };
    }

    private Task<WorkOutcome> RequestAsync(ExecutionRun run, StepKind kind, CancellationToken cancel) => run.Last(kind) switch
    {
        { Answer: null } step => sender.RecoverAsync(run, step, cancel),
        { Answer.Result: StepResult.NoAnswer } step => sender.ResolveAsync(run, step, cancel),
        _ when kind == StepKind.Act => start.PrepareAsync(run, cancel),
        _ => undo.PrepareAsync(run, cancel),
    };

    [LoggerMessage(LogLevel.Information, "{Approval} was carried on by somebody else; it is read again")]
    private static partial void Overtaken(ILogger log, string approval);
}
