using Awoooi.Core.Clusters;
using Awoooi.Core.Plans;

namespace Awoooi.Core.Remediation.PreFlight;

/// <summary>Checks about the state of the workload and what surrounds it.</summary>
internal static class WorkloadChecks
{
    public static Finding NoRollout(World world) => On(world, workload =>
    {
        var operation = world.Plan.Operation;
        return workload.Rollout switch
        {
            // A rollout that does not end is what a rollback is for.
            RolloutState.Progressing or RolloutState.NotObserved => operation == Operation.Rollback ? Finding.Amber("a rollout is in progress; this ends it") : Finding.Red("a rollout is in progress"),
            RolloutState.Stuck => Finding.Amber("the last rollout is stuck"),
            RolloutState.Held => operation is Operation.RestartDeployment or Operation.Rollback
                ? Finding.Red("paused, or pods are replaced by hand only: nothing would roll")
                : Finding.Amber("paused, or pods are replaced by hand only"),
            _ => Finding.Green("no rollout in progress"),
        };
    });

    public static Finding ReplicasHealthy(World world) => On(world, workload =>
    {
        var (ready, desired) = (workload.ReadyReplicas, workload.DesiredReplicas);
        var left = world.Plan.Operation switch
        {
            Operation.RestartPod => ready - (world.Pod?.Value?.Ready == false ? 0 : 1),
            Operation.RestartDeployment or Operation.Rollback => ready - (Rollout.ReadyTakenAway(workload) ?? ready),
            Operation.ScaleDown => Math.Min(ready, world.Plan.Number(PlanParameters.Replicas) ?? 0),
            _ => ready,
        };
        var value = $"{ready} of {desired} ready";
        return left < Math.Min(1, ready) ? Finding.Red($"{value}, {Math.Max(0, left)} would be left meanwhile")
            : ready < desired ? Finding.Amber(value)
            : Finding.Green(value);
    });

    public static Finding DisruptionBudget(World world) => On(world, workload =>
    {
        if (Missing(workload, "disruption budgets") is { } missing)
        {
            return Finding.Unread(missing);
        }

        var budgets = workload.DisruptionBudgets;
        if (budgets.Count == 0)
        {
            return Finding.Green("no disruption budget");
        }

        var value = string.Join(", ", budgets.Select(budget => $"{budget.Name} allows {budget.DisruptionsAllowed}"));
        if (world.Plan.Operation != Operation.RestartPod)
        {
            return budgets.Any(budget => budget.DisruptionsAllowed == 0) ? Finding.Amber($"{value}; rollouts and scaling do not ask it") : Finding.Green(value);
        }

        return budgets.Count > 1 ? Finding.Red($"{budgets.Count} budgets select the pod, then the server evicts nothing")
            : budgets[0].DisruptionsAllowed > 0 ? Finding.Green(value)
            : world.Pod?.Value?.Ready == false ? Finding.Amber($"{value}; the pod is not ready")
            : Finding.Red(value);
    });

    public static Finding Autoscaler(World world) => On(world, workload =>
    {
        if (Missing(workload, "autoscaler") is { } missing)
        {
            return Finding.Unread(missing);
        }

        if (workload.Autoscaler is not { } scaler)
        {
            return Finding.Green("no autoscaler");
        }

        var value = $"{scaler.Name} keeps {scaler.MinReplicas}–{scaler.MaxReplicas} replicas";
        return world.Plan.Operation is not (Operation.ScaleUp or Operation.ScaleDown) ? Finding.Green(value)
            : scaler.ScalingActive ? Finding.Red($"{value} and would undo this")
            : Finding.Amber($"{value}, but gets no measurements now");
    });

    public static Finding Quota(World world) => On(world, workload =>
    {
        if (Missing(workload, "quotas") is { } missing)
        {
            return Finding.Unread(missing);
        }

        var (more, why) = world.Plan.Operation switch
        {
            Operation.ScaleUp => (Math.Max(0, (world.Plan.Number(PlanParameters.Replicas) ?? 0) - workload.DesiredReplicas), "asked for"),
            Operation.RestartDeployment or Operation.Rollback => (workload.MaxSurge, "while it rolls"),
            _ => (0, ""),
        };
        if (more == 0)
        {
            return Finding.Green("no more pods than now");
        }

        var shortage = QuotaRoom.Shortage(workload, more, out var unknown);
        var scaling = world.Plan.Operation == Operation.ScaleUp;
        return shortage is not null ? (scaling ? Finding.Red(shortage) : Finding.Amber($"{shortage} {why}"))
            : unknown is not null ? (scaling ? Finding.Red($"not known: {unknown}") : Finding.Amber($"not known: {unknown}"))
            : Finding.Green(workload.Quotas.Count == 0 ? "no quota" : $"room for {more} more {why}");
    });

    public static Finding NotGitOps(World world) => On(world, workload => workload.GitOpsOwner switch
    {
        null => Finding.Green("not owned by GitOps"),
        { } owner when OperationCatalogue.Of(world.Plan.Operation).RestartsOnly => Finding.Amber($"owned by {owner}; a restart leaves its declared state alone"),
        { } owner => Finding.Red($"{owner} would put it back"),
    });

    public static Finding UndoPossible(World world) => On(world, workload => world.Plan.Undo.Kind switch
    {
        UndoKind.None => Finding.Green("nothing to undo"),
        UndoKind.ScaleBack => Finding.Green($"scale back to {world.Plan.Undo.Parameters.Whole(PlanParameters.Replicas)}"),
        UndoKind.RollForward when Missing(workload, "revisions") is { } missing => Finding.Unread(missing),
        UndoKind.RollForward when MutationFor.Revision(world.Plan, workload, undo: true) is { } revision => Finding.Green($"roll forward to revision {revision.Revision}"),
        _ => Finding.Red("the revision to return to is no longer kept"),
    });

    private static Finding On(World world, Func<WorkloadFacts, Finding> judge)
        => world.Workload.Value is { } workload ? judge(workload) : Finding.Unread(world.Workload.Detail);

    private static string? Missing(WorkloadFacts workload, string part)
        => workload.Missing.FirstOrDefault(entry => entry.Split(':')[0].Contains(part, StringComparison.Ordinal));
}
