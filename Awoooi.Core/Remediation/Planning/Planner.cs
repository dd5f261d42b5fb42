using System.Globalization;
using Awoooi.Core.Clusters;
using Awoooi.Core.Clusters.Mutations;
using Awoooi.Core.Plans;

namespace Awoooi.Core.Remediation.Planning;

/// <summary>Binds a request to the workload as it is now: target pinned, parameters exact, undo known. Pure.</summary>
public static class Planner
{
    /// <param name="workload">Fresh facts of the requested workload.</param>
    /// <param name="pod">Fresh facts of the requested pod; null when it has none or the pod is not there.</param>
    public static PlanResult Plan(PlanRequest request, WorkloadFacts workload, PodFacts? pod, PlanFrame frame)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(workload);
        ArgumentNullException.ThrowIfNull(frame);
        if (workload.Ref != request.Workload)
        {
            return Refuse(PlanRefusal.OtherWorkload, $"{workload.Ref} is not {request.Workload}");
        }

        return request.Operation switch
        {
            Operation.RestartPod => RestartPod(request, workload, pod, frame),
            Operation.RestartDeployment => RestartWorkloadOf(workload, frame),
            Operation.ScaleUp => ScaleUp(request, workload, frame),
            Operation.ScaleDown => ScaleDown(request, workload, frame),
            Operation.Rollback => Rollback(request, workload, frame),
            _ => Refuse(PlanRefusal.Manual, "left to people"),
        };
    }

    /// <summary>Half as many again, rounded up, at least one more.</summary>
    public static int NextStep(int replicas) => replicas + Math.Max(1, (replicas + 1) / 2);

    private static PlanResult RestartPod(PlanRequest request, WorkloadFacts workload, PodFacts? pod, PlanFrame frame)
    {
        if (pod is null || pod.Name != request.Pod || pod.Namespace != workload.Ref.Namespace)
        {
            return Refuse(PlanRefusal.PodMissing, $"no pod {request.Pod} in {workload.Ref.Namespace}");
        }

        if (pod.Owner is null || pod.OwnerUid is null)
        {
            return Refuse(PlanRefusal.PodUnowned, $"nothing would bring {pod.Name} back");
        }

        if (pod.Owner != workload.Ref)
        {
            return Refuse(PlanRefusal.PodOfOtherWorkload, $"{pod.Name} belongs to {pod.Owner}");
        }

        return pod.Terminating
            ? Refuse(PlanRefusal.PodTerminating, $"{pod.Name} is going already")
            : Planned(Operation.RestartPod, workload, frame, [], UndoPlan.Nothing, pod);
    }

    private static PlanResult RestartWorkloadOf(WorkloadFacts workload, PlanFrame frame)
        => !RestartWorkload.Supports(workload.Ref.Kind) ? Unsupported(workload)
            : workload.Paused ? Held(workload)
            : Planned(Operation.RestartDeployment, workload, frame, [], UndoPlan.Nothing);

    private static PlanResult ScaleUp(PlanRequest request, WorkloadFacts workload, PlanFrame frame)
    {
        if (!ScaleWorkload.Supports(workload.Ref.Kind))
        {
            return Unsupported(workload);
        }

        if (workload.DesiredReplicas >= frame.MaxReplicas || request.Replicas > frame.MaxReplicas)
        {
            return Refuse(PlanRefusal.AtCeiling, $"{request.Replicas ?? workload.DesiredReplicas} replicas, at most {frame.MaxReplicas}");
        }

        var wished = request.Replicas ?? Math.Min(frame.MaxReplicas, NextStep(workload.DesiredReplicas));
        return wished <= workload.DesiredReplicas
            ? Refuse(PlanRefusal.NoSuchStep, $"{wished} is not more than {workload.DesiredReplicas}")
            : Scaled(Operation.ScaleUp, workload, wished, frame);
    }

    private static PlanResult ScaleDown(PlanRequest request, WorkloadFacts workload, PlanFrame frame) => request.Replicas switch
    {
        _ when !ScaleWorkload.Supports(workload.Ref.Kind) => Unsupported(workload),
        null => Refuse(PlanRefusal.ReplicasMissing, "how many should be left is not said"),
        { } wished when wished < 0 || wished >= workload.DesiredReplicas => Refuse(PlanRefusal.NoSuchStep, $"{wished} is not less than {workload.DesiredReplicas}"),
        { } wished => Scaled(Operation.ScaleDown, workload, wished, frame),
    };

    private static PlanResult.Planned Scaled(Operation operation, WorkloadFacts workload, int replicas, PlanFrame frame)
    {
        var (from, to) = (Text(workload.DesiredReplicas), Text(replicas));
        return Planned(
            operation, workload, frame,
            [new(PlanParameters.FromReplicas, from), new(PlanParameters.Replicas, to)],
            new UndoPlan(UndoKind.ScaleBack, new Dictionary<string, string> { [PlanParameters.FromReplicas] = to, [PlanParameters.Replicas] = from }));
    }

    private static PlanResult Rollback(PlanRequest request, WorkloadFacts workload, PlanFrame frame)
    {
        if (!RollbackWorkload.Supports(workload.Ref.Kind))
        {
            return Unsupported(workload);
        }

        if (workload.Paused)
        {
            return Held(workload);
        }

        var target = RollbackWorkload.Choose(workload)?.Target;
        if (target is null || workload.Revision == 0)
        {
            return Refuse(PlanRefusal.NoOlderRevision, "no older revision runs another program");
        }

        if (request.Revision is { } named)
        {
            target = workload.Revisions.FirstOrDefault(revision => revision.Revision == named);
            if (target is null || target.Revision == workload.Revision || target.TemplateHash == workload.TemplateHash)
            {
                return Refuse(PlanRefusal.RevisionUnfit, target is null ? $"there is no revision {named}" : $"revision {named} runs the same program");
            }
        }

        var (from, to) = (Text(workload.Revision), Text(target.Revision));
        return Planned(
            Operation.Rollback, workload, frame,
            [new(PlanParameters.FromRevision, from), new(PlanParameters.Revision, to)],
            new UndoPlan(UndoKind.RollForward, new Dictionary<string, string> { [PlanParameters.FromRevision] = to, [PlanParameters.Revision] = from }));
    }

    private static PlanResult.Planned Planned(
        Operation operation, WorkloadFacts workload, PlanFrame frame, IEnumerable<KeyValuePair<string, string>> parameters, UndoPlan undo, PodFacts? pod = null) => new(new Plan(
            frame.ApprovalId,
            operation,
            new Target(frame.Cluster, workload.Ref, workload.Uid, workload.Generation, pod?.Name, pod?.Uid),
            parameters.ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal),
            undo,
            OperationCatalogue.Of(operation).Floor ?? RiskLevel.Critical,
            frame.PolicyVersion));

    private static PlanResult.Refused Refuse(PlanRefusal reason, string detail) => new(reason, detail);

    private static PlanResult.Refused Unsupported(WorkloadFacts workload) => Refuse(PlanRefusal.KindNotSupported, $"not for a {workload.Ref.Kind}");

    private static PlanResult.Refused Held(WorkloadFacts workload) => Refuse(PlanRefusal.RolloutHeld, $"{workload.Ref} is paused or replaces its pods by hand only");

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
