using Awoooi.Core.Clusters;
using Awoooi.Core.Clusters.Mutations;
using Awoooi.Core.Plans;

namespace Awoooi.Core.Remediation;

/// <summary>The request that carries out a step, or why it cannot be written for the world as it is.</summary>
public abstract record MutationOutcome
{
    private MutationOutcome()
    {
    }

    public sealed record Built(ClusterMutation Mutation) : MutationOutcome;

    public sealed record Refused(string Detail) : MutationOutcome;
}

/// <summary>What a mutation is written from, as read just now.</summary>
/// <param name="Pod">The plan's pod, for an eviction only.</param>
/// <param name="Template">Template of <see cref="MutationFor.Revision"/>, for a rollback or its undo only.</param>
public sealed record MutationMaterial(WorkloadFacts Workload, PodFacts? Pod, RevisionTemplate? Template, ClusterCapabilities? Capabilities);

/// <summary>Writes the one request of a plan, and the one of its undo. Pure: same plan, material, execution and time, same bytes.</summary>
public static class MutationFor
{
    /// <param name="at">Restart time written into the request; fixed before the first try.</param>
    public static MutationOutcome Action(Plan plan, MutationMaterial material, Guid executionId, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(material);
        if (Differs(plan.Target, material.Workload) is { } difference)
        {
            return new MutationOutcome.Refused(difference);
        }

        var marker = Marker(executionId);
        return plan.Operation switch
        {
            Operation.RestartPod => Evict(plan, material, marker),
            Operation.RestartDeployment => Built(RestartWorkload.Build(material.Workload, marker, at)),
            Operation.ScaleUp or Operation.ScaleDown => Scale(material.Workload, plan.Parameters, marker),
            Operation.Rollback => Return(material, marker),
            _ => new MutationOutcome.Refused("this plan executes nothing"),
        };
    }

    /// <summary>The signed undo step; the generation is not the plan's any more, so the uid alone must be.</summary>
    public static MutationOutcome Undo(Plan plan, MutationMaterial material, Guid executionId)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(material);
        var marker = ExecutionMarker.ForUndo(Marker(executionId));
        return plan.Undo.Kind switch
        {
            _ when material.Workload.Uid != plan.Target.Uid => new MutationOutcome.Refused("the workload was replaced"),
            UndoKind.ScaleBack => Scale(material.Workload, plan.Undo.Parameters, marker),
            UndoKind.RollForward => Return(material, marker),
            _ => new MutationOutcome.Refused("there is nothing to undo"),
        };
    }

    public static string Marker(Guid executionId) => executionId.ToString("D");

    /// <summary>The revision whose template the step needs; null when it needs none or the workload no longer has it.</summary>
    public static RevisionFacts? Revision(Plan plan, WorkloadFacts workload, bool undo)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(workload);
        var parameters = undo ? plan.Undo.Parameters : plan.Parameters;
        return plan.Operation == Operation.Rollback && parameters.Whole(PlanParameters.Revision) is { } number
            ? workload.Revisions.FirstOrDefault(revision => revision.Revision == number)
            : null;
    }

    /// <summary>What differs from the pinned target; null when nothing does.</summary>
    public static string? Differs(Target target, WorkloadFacts workload)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(workload);
        return workload.Uid != target.Uid ? $"the workload was replaced: uid {workload.Uid}, planned for {target.Uid}"
            : workload.Generation != target.Generation ? $"the workload was changed: generation {workload.Generation}, planned for {target.Generation}"
            : null;
    }

    private static MutationOutcome Evict(Plan plan, MutationMaterial material, string marker) => material switch
    {
        { Capabilities: null } => new MutationOutcome.Refused("which evictions the server takes is not known"),
        { Pod: null } => new MutationOutcome.Refused($"the pod {plan.Target.Pod} is not there"),
        { Pod: { } pod } when pod.Name != plan.Target.Pod || pod.Uid != plan.Target.PodUid => new MutationOutcome.Refused($"the pod {plan.Target.Pod} was replaced: uid {pod.Uid}, planned for {plan.Target.PodUid}"),
        { Pod: { Owner: null } } => new MutationOutcome.Refused($"nothing would bring {plan.Target.Pod} back"),
        { Pod: { } pod } => Built(EvictPod.Build(material.Workload.Ref, pod, marker, material.Capabilities.Eviction)),
    };

    private static MutationOutcome Scale(WorkloadFacts workload, IReadOnlyDictionary<string, string> parameters, string marker)
        => parameters.Whole(PlanParameters.Replicas) is { } replicas and <= int.MaxValue
            ? Built(ScaleWorkload.Build(workload, (int)replicas, marker))
            : new MutationOutcome.Refused("the plan names no replica count");

    private static MutationOutcome Return(MutationMaterial material, string marker)
        => material.Template is { } template
            ? Built(RollbackWorkload.Build(material.Workload, template, marker))
            : new MutationOutcome.Refused("the revision is no longer kept");

    private static MutationOutcome.Built Built(ClusterMutation mutation) => new(mutation);
}
