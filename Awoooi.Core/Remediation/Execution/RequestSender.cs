using Awoooi.Core.Approvals;
using Awoooi.Core.Clusters;
using Awoooi.Core.Work;
using Microsoft.Extensions.Options;

namespace Awoooi.Core.Remediation.Execution;

/// <summary>
/// Sends stored requests and learns their fate. A request whose answer is missing goes again, with the same bytes, only when the
/// cluster shows that it was not applied; where it shows nothing, the outcome is unknown.
/// </summary>
public sealed class RequestSender(IExecutionStore store, IClusterApi cluster, EffectReader effects, RunRecorder recorder, IOptions<AutomationOptions> options)
{
    private const int MostRequests = 3;
    private static readonly TimeSpan SlowLook = TimeSpan.FromMinutes(1);

    private WorkOutcome Later => new WorkOutcome.Again(options.Value.LookEvery);

    /// <summary>The stored step was never answered, or it is the first try.</summary>
    public async Task<WorkOutcome> SendAsync(ExecutionRun run, ExecutionStep step, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(step);
        return await cluster.SendAsync(step.Mutation, cancel) switch
        {
            MutationAnswer.Applied applied => await AppliedAsync(run, step, Words(applied), applied.Generation, cancel),
            MutationAnswer.Refused refused when step.Sends > 1 => await DoubtAsync(run, step, refused, cancel),
            MutationAnswer.Refused refused => await RefusedAsync(run, step, refused, cancel),
            MutationAnswer.NoAnswer silent => await SilentAsync(run, step, silent.Detail, cancel),
            var other => throw new InvalidOperationException($"unknown answer {other.GetType().Name}"),
        };
    }

    /// <summary>A worker ended between storing the request and recording its answer.</summary>
    public async Task<WorkOutcome> RecoverAsync(ExecutionRun run, ExecutionStep step, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(step);
        switch (await effects.ReadAsync(run, step, cancel))
        {
            case Effect.Seen seen:
                return await AppliedAsync(run, step, "found in the cluster after an interruption", seen.Generation, cancel);
            case Effect.Absent when step.Kind == StepKind.Act && run.Stop is { } stop:
                return await SilentAsync(run, step, $"stopped by {stop.By} while it was being sent", cancel);
            case Effect.Absent:
                var again = await store.RecordAsync(run, _ => new RunChange { Progress = run.Progress!, SendAgain = step.Seq }, cancel);
                return await SendAsync(again, again.Last(step.Kind)!, cancel);
            case Effect.Covered covered:
                return await SilentAsync(run, step, covered.Detail, cancel);
            case Effect.Unreadable unreadable when run.Now - step.StoredAt >= options.Value.LateRequests:
                return await SilentAsync(run, step, unreadable.Detail, cancel);
            default:
                return Later;
        }
    }

    /// <summary>The answer is missing for good: only the cluster can tell.</summary>
    public async Task<WorkOutcome> ResolveAsync(ExecutionRun run, ExecutionStep step, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(step);
        switch (await effects.ReadAsync(run, step, cancel))
        {
            case Effect.Seen seen:
                return await AppliedAsync(run, step, "found in the cluster", seen.Generation, cancel);

            // Until then the server may still be at it.
            case Effect.Absent when run.Now - step.Answer!.At >= options.Value.LateRequests:
                var reason = $"it was not applied: {options.Value.LateRequests.TotalSeconds:0} s after the missing answer the cluster does not show it";
                return await recorder.EndAsync(run, step.Kind == StepKind.Act ? ApprovalState.Failed : ApprovalState.UndoFailed, reason, cancel, (step, StepResult.Refused, reason));
            case Effect.Covered:
                return new WorkOutcome.Again(SlowLook > options.Value.LateRequests ? options.Value.LateRequests : SlowLook);
            default:
                return Later;
        }
    }

    private async Task<WorkOutcome> AppliedAsync(ExecutionRun run, ExecutionStep step, string detail, long generation, CancellationToken cancel)
    {
        await store.RecordAsync(
            run,
            now => new RunChange
            {
                Progress = step.Kind == StepKind.Act
                    ? run.Progress! with { Phase = RunPhase.Verifying, ActedAt = now, ActedGeneration = generation }
                    : run.Progress! with { Phase = RunPhase.CheckingUndo, UndoneAt = now, HealthySince = null, UnhealthySince = null },
                State = step.Kind == StepKind.Act ? run.Next(ApprovalState.Verifying) : null,
                Answer = (step.Seq, new StepAnswer(StepResult.Applied, detail, generation, now)),
            },
            cancel);
        return Later;
    }

    // A first try that came through makes its own repeat fail, so a refusal of a repeat proves nothing by itself.
    private async Task<WorkOutcome> DoubtAsync(ExecutionRun run, ExecutionStep step, MutationAnswer.Refused refused, CancellationToken cancel)
        => await effects.ReadAsync(run, step, cancel) switch
        {
            Effect.Seen seen => await AppliedAsync(run, step, "found in the cluster", seen.Generation, cancel),
            Effect.Absent => await RefusedAsync(run, step, refused, cancel),
            Effect.Covered covered => await SilentAsync(run, step, covered.Detail, cancel),
            Effect.Unreadable unreadable => await SilentAsync(run, step, unreadable.Detail, cancel),
            var other => throw new InvalidOperationException($"unknown effect {other.GetType().Name}"),
        };

    private async Task<WorkOutcome> RefusedAsync(ExecutionRun run, ExecutionStep step, MutationAnswer.Refused refused, CancellationToken cancel)
    {
        // A status update is enough to make the version stale: read, judge and write the request anew.
        var stale = refused.Fault == ClusterFault.Conflict && step.Mutation.Kind is MutationKind.Scale or MutationKind.Rollback;
        if (stale && run.Count(step.Kind) < MostRequests)
        {
            await store.RecordAsync(run, now => new RunChange { Progress = run.Progress!, Answer = (step.Seq, new StepAnswer(StepResult.Refused, refused.Detail, 0, now)) }, cancel);
            return new WorkOutcome.Again(TimeSpan.Zero);
        }

        var (end, words) = step.Kind == StepKind.Act ? (ApprovalState.Failed, "nothing was changed") : (ApprovalState.UndoFailed, "nothing was taken back");
        return await recorder.EndAsync(run, end, $"{words}: {refused.Detail}", cancel, (step, StepResult.Refused, refused.Detail));
    }

    private async Task<WorkOutcome> SilentAsync(ExecutionRun run, ExecutionStep step, string detail, CancellationToken cancel)
    {
        await recorder.UnknownAsync(run, $"{(step.Kind == StepKind.Act ? "the change" : "the undo")} may or may not have happened: {detail}", (step.Seq, detail), cancel);
        return Later;
    }

    private static string Words(MutationAnswer.Applied applied)
        => applied.Warnings.Count == 0 ? $"applied, generation {applied.Generation}" : $"applied, generation {applied.Generation}; warnings: {string.Join("; ", applied.Warnings)}";
}
