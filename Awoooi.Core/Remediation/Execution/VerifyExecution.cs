using Awoooi.Core.Approvals;
using Awoooi.Core.Plans;
using Awoooi.Core.Work;
using Microsoft.Extensions.Options;

namespace Awoooi.Core.Remediation.Execution;

/// <summary>Watches a changed workload until it is healthy and the alert has cleared, or until it is clear that this does not happen.</summary>
public sealed class VerifyExecution(IExecutionStore store, WorkloadLooker looker, UndoExecution undo, RunRecorder recorder, IOptions<AutomationOptions> options)
{
    public async Task<WorkOutcome> ContinueAsync(ExecutionRun run, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(run);
        var plan = run.Approval.Plan;
        if (run.Stop is { } stop)
        {
            return plan.Undo.Kind == UndoKind.None
                ? await recorder.EndAsync(run, ApprovalState.Failed, $"stopped by {stop.By}; the change stays, there is nothing to take back", cancel)
                : await undo.BeginAsync(run, $"stopped by {stop.By}", cancel);
        }

        var look = await looker.LookAsync(plan.Target.Workload, cancel);
        var signals = await store.ReadSignalsAsync(run, cancel);
        var windows = VerificationWindows.For(plan.Operation, options.Value, signals.DeliveryInterval);
        switch (Verification.Judge(plan, run.Progress!, look, signals, windows, run.Now))
        {
            case VerificationVerdict.Succeeded:
                return await recorder.EndAsync(run, ApprovalState.Succeeded, "healthy, and the alert has cleared", cancel);
            case VerificationVerdict.NoEffect none:
                return await recorder.EndAsync(run, ApprovalState.NoEffect, none.Reason, cancel);
            case VerificationVerdict.Failed failed:
                return await recorder.EndAsync(run, ApprovalState.Failed, failed.Reason, cancel);
            case VerificationVerdict.Undo worse:
                return await undo.BeginAsync(run, worse.Reason, cancel);
            case VerificationVerdict.Lost lost when run.Approval.State != ApprovalState.Unknown:
                await recorder.UnknownAsync(run, lost.Reason, null, cancel);
                break;
            case VerificationVerdict.Wait wait when wait.Progress != run.Progress:
                await store.RecordAsync(run, _ => new RunChange { Progress = wait.Progress }, cancel);
                break;
        }

        return new WorkOutcome.Again(options.Value.LookEvery);
    }
}
