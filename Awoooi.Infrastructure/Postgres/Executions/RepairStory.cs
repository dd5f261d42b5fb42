using Awoooi.Core.Approvals;
using Awoooi.Core.Incidents;
using Awoooi.Core.Plans;
using Awoooi.Core.Remediation.Execution;

namespace Awoooi.Infrastructure.Postgres.Executions;

/// <summary>Tells an incident's story of its repair, one line per turn.</summary>
internal static class RepairStory
{
    public static IReadOnlyList<TimelineLine> Of(ExecutionRun before, ExecutionRun after)
    {
        if (after.Approval.IncidentId is not { } incident || Line(before, after) is not var (verb, english, chinese))
        {
            return [];
        }

        return [new TimelineLine(incident, after.Now, verb, english, chinese)];
    }

    private static (string Verb, string English, string Chinese)? Line(ExecutionRun before, ExecutionRun after)
    {
        var approval = after.Approval;
        var what = $"{OperationCatalogue.Of(approval.Plan.Operation).WireName} {approval.Plan.Target.Workload}";
        if (before.Approval.State != approval.State)
        {
            var reason = approval.StateReason is { Length: > 0 } text ? $": {text}" : "";
            return approval.State switch
            {
                ApprovalState.Executing => ("Acted", $"{what} starts ({approval.ShortId})", $"開始執行 {what}（{approval.ShortId}）"),
                ApprovalState.Verifying => ("Waiting", "The change is in the cluster. Waiting for the workload to become healthy", "變更已套用，等待工作負載恢復健康"),
                ApprovalState.RollingBack => ("Acted", $"Taking it back{reason}", $"正在還原{reason}"),
                ApprovalState.Succeeded => ("Verified", $"{what} worked: healthy, and the alert has cleared", $"{what} 成功：已恢復健康，告警已解除"),
                ApprovalState.NoEffect => ("Verified", $"{what} did not help{reason}", $"{what} 沒有效果{reason}"),
                ApprovalState.Failed => ("Verified", $"{what} failed{reason}", $"{what} 失敗{reason}"),
                ApprovalState.RolledBack => ("Verified", $"{what} was taken back{reason}", $"{what} 已還原{reason}"),
                ApprovalState.UndoFailed => ("Verified", $"{what} could not be taken back{reason}", $"{what} 無法還原{reason}"),
                ApprovalState.Unknown => ("Watching", $"What {what} did is not known{reason}", $"{what} 的結果未知{reason}"),
                _ => null,
            };
        }

        return before.Progress?.HealthyAt is null && after.Progress is { HealthyAt: not null, Phase: RunPhase.Verifying }
            ? ("Waiting", "Healthy. Waiting for the alert to clear", "已恢復健康，等待告警解除")
            : null;
    }
}
