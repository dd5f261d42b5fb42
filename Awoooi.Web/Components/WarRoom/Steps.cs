using Awoooi.Core.Approvals;
using Awoooi.Core.Plans;
using Awoooi.Core.Remediation.Execution;
using Awoooi.Web.Components.Shared;
using Awoooi.Web.Resources;
using Microsoft.Extensions.Localization;

namespace Awoooi.Web.Components.WarRoom;

/// <summary>The three steps of every plan: act, verify, take back.</summary>
internal static class Steps
{
    public static IReadOnlyList<Step> Of(IStringLocalizer<WarRoomText> l, Approval approval, VerificationWindows windows)
    {
        var plan = approval.Plan;
        var (act, verify, undo) = Progress(approval.State);
        var command = CommandLine.Render(plan);
        var first = new Step(Act(l, plan), null, command.Length == 0 ? null : command, command.Length == 0 ? null : l["reading"].Value, act);
        return plan.Operation == Operation.Manual
            ? [first]
            : [first, new Step(Verify(l, windows), l["verify.lead"], State: verify), new Step(Undo(l, plan), l["undo.lead"], State: undo)];
    }

    public static string Undo(IStringLocalizer<WarRoomText> l, Plan plan) => plan.Undo.Kind switch
    {
        UndoKind.ScaleBack => l["undo.scale", Of(plan.Undo.Parameters, PlanParameters.Replicas)],
        UndoKind.RollForward => l["undo.forward", Of(plan.Undo.Parameters, PlanParameters.Revision)],
        _ => l["undo.none"],
    };

    private static string Verify(IStringLocalizer<WarRoomText> l, VerificationWindows windows)
        => l["verify.rule", windows.StableFor.TotalSeconds, windows.HealthyWithin.TotalMinutes, windows.AlertWithin.TotalMinutes];

    private static string Act(IStringLocalizer<WarRoomText> l, Plan plan) => plan.Operation switch
    {
        Operation.RestartPod => l["do.restartPod", plan.Target.Pod ?? "?"],
        Operation.RestartDeployment => l["do.restart", plan.Target.Workload.ToString()],
        Operation.ScaleUp or Operation.ScaleDown => l["do.scale", Of(plan.Parameters, PlanParameters.FromReplicas), Of(plan.Parameters, PlanParameters.Replicas)],
        Operation.Rollback => l["do.rollback", Of(plan.Parameters, PlanParameters.Revision)],
        Operation.Manual => l["do.manual"],
        _ => throw new ArgumentOutOfRangeException(nameof(plan), plan.Operation, null),
    };

    private static (StepState Act, StepState Verify, StepState Undo) Progress(ApprovalState state) => state switch
    {
        ApprovalState.Executing => (StepState.Running, StepState.Planned, StepState.Planned),
        ApprovalState.Verifying => (StepState.Done, StepState.Running, StepState.Planned),
        ApprovalState.RollingBack => (StepState.Done, StepState.Failed, StepState.Running),
        ApprovalState.Succeeded => (StepState.Done, StepState.Done, StepState.Planned),
        ApprovalState.NoEffect => (StepState.Done, StepState.Failed, StepState.Planned),
        ApprovalState.Failed => (StepState.Failed, StepState.Planned, StepState.Planned),
        ApprovalState.RolledBack => (StepState.Undone, StepState.Failed, StepState.Done),
        ApprovalState.UndoFailed => (StepState.Done, StepState.Failed, StepState.Failed),
        _ => (StepState.Planned, StepState.Planned, StepState.Planned),
    };

    private static string Of(IReadOnlyDictionary<string, string> values, string name) => values.GetValueOrDefault(name, "?");
}
