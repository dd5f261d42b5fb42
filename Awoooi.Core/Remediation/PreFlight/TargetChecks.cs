using Awoooi.Core.Clusters;

namespace Awoooi.Core.Remediation.PreFlight;

/// <summary>Checks about the pinned object and the exact request.</summary>
internal static class TargetChecks
{
    public static Finding Exists(World world)
    {
        var target = world.Plan.Target;
        if (world.Workload.Value is not { } workload)
        {
            return world.Workload.Fault == ClusterFault.NotFound ? Finding.Red($"{target.Workload} does not exist") : Finding.Unread(world.Workload.Detail);
        }

        if (MutationFor.Differs(target, workload) is { } difference)
        {
            return Finding.Red(difference);
        }

        return target.Pod is null ? Finding.Green($"uid {workload.Uid}, generation {workload.Generation}") : Pod(world, target.Pod, target.PodUid);
    }

    private static Finding Pod(World world, string name, string? uid) => world.Pod switch
    {
        { Value: { } pod } when pod.Uid != uid => Finding.Red($"pod {name} was replaced: uid {pod.Uid}, planned for {uid}"),
        { Value.Terminating: true } => Finding.Red($"pod {name} is going already"),
        { Value: { Owner: var owner } } when owner != world.Plan.Target.Workload => Finding.Red(owner is null ? $"nothing would bring pod {name} back" : $"pod {name} belongs to {owner}"),
        { Value: { } pod } => Finding.Green($"pod {name}, uid {pod.Uid}"),
        { Fault: ClusterFault.NotFound } => Finding.Red($"pod {name} does not exist"),
        _ => Finding.Unread(world.Pod?.Detail ?? "not asked"),
    };

    public static Finding Allowed(World world) => world.Access switch
    {
        null => Finding.Red(NoRequest(world)),
        { Value: { Allowed: true } } => Finding.Green("AWOOOI may do this"),
        { Value: { } denied } => Finding.Red(denied.Reason.Length == 0 ? "AWOOOI's account may not do this" : $"AWOOOI's account may not do this: {denied.Reason}"),
        _ => Finding.Unread(world.Access.Detail),
    };

    public static Finding DryRun(World world) => world.Rehearsal switch
    {
        null => Finding.Red(NoRequest(world)),
        DryRunAnswer.Accepted { Warnings.Count: 0 } => Finding.Green("the server would take it"),
        DryRunAnswer.Accepted accepted => Finding.Amber($"the server would take it and warns: {string.Join("; ", accepted.Warnings)}"),
        DryRunAnswer.Unsupported unsupported => Finding.Amber($"not supported by webhook {unsupported.Webhook}"),
        DryRunAnswer.Refused refused => Finding.Red($"the server would refuse it: {refused.Detail}"),
        DryRunAnswer.NoAnswer silent => Finding.Unread(silent.Detail),
        _ => throw new InvalidOperationException($"unknown answer {world.Rehearsal.GetType().Name}"),
    };

    private static string NoRequest(World world)
        => world.Mutation is MutationOutcome.Refused refused ? $"nothing could be asked: {refused.Detail}" : $"could not be read: {world.Workload.Detail}";
}
