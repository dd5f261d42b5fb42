namespace Awoooi.Core.Plans;

/// <summary>What a plan does, in one line for people, in both languages. Names stay as they are.</summary>
public static class PlanTitle
{
    public static string English(Plan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var name = plan.Target.Workload.Name;
        return plan.Operation switch
        {
            Operation.RestartPod => $"Restart a pod of {name}",
            Operation.RestartDeployment => $"Restart {name}",
            Operation.ScaleUp or Operation.ScaleDown => $"Scale {name} {Of(plan, PlanParameters.FromReplicas)} → {Of(plan, PlanParameters.Replicas)}",
            Operation.Rollback => $"Roll back {name} to revision {Of(plan, PlanParameters.Revision)}",
            Operation.Manual => $"Look after {name}",
            _ => throw new ArgumentOutOfRangeException(nameof(plan), plan.Operation, "no title for this operation"),
        };
    }

    public static string Chinese(Plan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var name = plan.Target.Workload.Name;
        return plan.Operation switch
        {
            Operation.RestartPod => $"重新啟動 {name} 的一個 Pod",
            Operation.RestartDeployment => $"重新啟動 {name}",
            Operation.ScaleUp or Operation.ScaleDown => $"調整 {name} 副本數 {Of(plan, PlanParameters.FromReplicas)} → {Of(plan, PlanParameters.Replicas)}",
            Operation.Rollback => $"將 {name} 退回修訂版 {Of(plan, PlanParameters.Revision)}",
            Operation.Manual => $"人工處理 {name}",
            _ => throw new ArgumentOutOfRangeException(nameof(plan), plan.Operation, "no title for this operation"),
        };
    }

    private static string Of(Plan plan, string parameter) => plan.Parameters.TryGetValue(parameter, out var value) ? value : "?";
}
