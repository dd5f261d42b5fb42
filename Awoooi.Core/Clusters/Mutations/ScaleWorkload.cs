namespace Awoooi.Core.Clusters.Mutations;

/// <summary>A change of the replica count by a patch of the workload itself, because the scale subresource carries no marker.</summary>
public static class ScaleWorkload
{
    public static bool Supports(WorkloadKind kind) => kind is WorkloadKind.Deployment or WorkloadKind.StatefulSet;

    /// <summary>Bound to the version that was read: whoever scaled in between makes it a conflict. To undo, build it again from fresh facts with the old count.</summary>
    public static ClusterMutation Build(WorkloadFacts workload, int replicas, string marker)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(replicas);
        if (!Supports(workload.Ref.Kind))
        {
            throw new ArgumentException($"{workload.Ref} has no replica count.", nameof(workload));
        }

        var body = MutationJson.Write(json =>
        {
            json.WriteStartObject();
            json.WriteStartObject("metadata");
            json.WriteString("uid", workload.Uid);
            json.WriteString("resourceVersion", workload.ResourceVersion);
            json.WriteStartObject("annotations");
            json.WriteString(ExecutionMarker.Annotation, marker);
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteStartObject("spec");
            json.WriteNumber("replicas", replicas);
            json.WriteEndObject();
            json.WriteEndObject();
        });
        return MutationJson.Patch(MutationKind.Scale, workload.Ref, marker, MutationJson.StrategicMerge, body);
    }
}
