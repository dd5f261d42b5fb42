namespace Awoooi.Core.Clusters.Mutations;

/// <summary>The restart of one pod by eviction, which honours disruption budgets where a plain delete would not.</summary>
public static class EvictPod
{
    /// <param name="evictionVersion"><see cref="ClusterCapabilities.Eviction"/> of this cluster.</param>
    public static ClusterMutation Build(WorkloadRef workload, PodFacts pod, string marker, string evictionVersion)
    {
        var body = MutationJson.Write(json =>
        {
            json.WriteStartObject();
            json.WriteString("apiVersion", evictionVersion);
            json.WriteString("kind", "Eviction");
            json.WriteStartObject("metadata");
            json.WriteString("name", pod.Name);
            json.WriteString("namespace", pod.Namespace);
            json.WriteStartObject("annotations");
            json.WriteString(ExecutionMarker.Annotation, marker);
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteStartObject("deleteOptions");
            json.WriteStartObject("preconditions");
            json.WriteString("uid", pod.Uid);
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndObject();
        });
        return new ClusterMutation
        {
            Kind = MutationKind.EvictPod,
            Workload = workload,
            Marker = marker,
            Method = "POST",
            Path = ApiPath.Of(new WorkloadRef(WorkloadKind.Pod, pod.Namespace, pod.Name)) + "/eviction" + MutationJson.WriteQuery,
            ContentType = MutationJson.Json,
            Body = body,
            Pod = pod.Name,
            PodUid = pod.Uid,
        };
    }

    /// <summary>Whether the evicted pod has gone or is going, by a fresh reading of its name; null when the reading does not tell.</summary>
    public static bool? HasHappened(ClusterMutation eviction, ClusterAnswer<PodFacts> reading) => reading switch
    {
        { Fault: ClusterFault.NotFound } => true,
        { Value: { } pod } => pod.Uid != eviction.PodUid || pod.Terminating,
        _ => null,
    };
}
