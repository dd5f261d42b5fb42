using Awoooi.Core.Approvals;
using Microsoft.Extensions.Logging;
using Awoooi.Core.Work;

namespace Awoooi.Core.Remediation.Execution;

/// <summary>The recordings that all phases share.</summary>
public sealed partial class RunRecorder(IExecutionStore store, RepairMetrics metrics, ILogger<RunRecorder> log)
{
    /// <summary>The end of an execution. A state that is unknown keeps its name until then.</summary>
    public async Task<WorkOutcome> EndAsync(ExecutionRun run, ApprovalState end, string reason, CancellationToken cancel, (ExecutionStep Step, StepResult Result, string Detail)? answer = null)
    {
        ArgumentNullException.ThrowIfNull(run);
        var ended = await store.RecordAsync(
            run,
            now => new RunChange
            {
                Progress = run.Progress! with { Phase = RunPhase.Ended },
                State = end,
                Reason = reason,
                Answer = answer is { } known ? (known.Step.Seq, new StepAnswer(known.Result, known.Detail, 0, now)) : null,
            },
            cancel);
        metrics.Ended(run.Id, run.Approval.Plan.Operation, end, ended.Now - run.StartedAt);
        Ended(log, run.Approval.ShortId, end, reason);
        return new WorkOutcome.Done();
    }

    /// <summary>What it may have done is open; the record says so until the cluster was read.</summary>
    public Task<ExecutionRun> UnknownAsync(ExecutionRun run, string reason, (int Seq, string Detail)? silent, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(run);
        return store.RecordAsync(
            run,
            now => new RunChange
            {
                Progress = run.Progress!,
                State = run.Next(ApprovalState.Unknown),
                Reason = reason,
                Answer = silent is { } step ? (step.Seq, new StepAnswer(StepResult.NoAnswer, step.Detail, 0, now)) : null,
            },
            cancel);
    }

    [LoggerMessage(LogLevel.Information, "{Approval} ended: {Outcome}. {Reason}")]
    private static partial void Ended(ILogger log, string approval, ApprovalState outcome, string reason);
}

/// <summary>Where an approval goes beside its execution.</summary>
internal static class RunStates
{
    /// <summary>An unknown outcome stays unknown until its end, whatever is learned on the way.</summary>
    public static ApprovalState? Next(this ExecutionRun run, ApprovalState to) => run.Approval.State == ApprovalState.Unknown || run.Approval.State == to ? null : to;
}
