using System.Globalization;

namespace Awoooi.Core.Clusters.Mutations;

/// <summary>A rolling restart: a strategic merge patch that renews the restart time in the template.</summary>
public static class RestartWorkload
{
    public const string RestartedAt = "kubectl.kubernetes.io/restartedAt";

    public static bool Supports(WorkloadKind kind) => kind is WorkloadKind.Deployment or WorkloadKind.StatefulSet or WorkloadKind.DaemonSet;

    /// <summary>Repeating it changes nothing, because the time is part of the stored request. The uid in the patch makes the server refuse a namesake.</summary>
    public static ClusterMutation Build(WorkloadFacts workload, string marker, DateTimeOffset at)
    {
        if (!Supports(workload.Ref.Kind))
        {
            throw new ArgumentException($"{workload.Ref} cannot be restarted by a patch.", nameof(workload));
        }

        var body = MutationJson.Write(json =>
        {
            json.WriteStartObject();
            json.WriteStartObject("metadata");
            json.WriteString("uid", workload.Uid);
            json.WriteStartObject("annotations");
            json.WriteString(ExecutionMarker.Annotation, marker);
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteStartObject("spec");
            json.WriteStartObject("template");
            json.WriteStartObject("metadata");
            json.WriteStartObject("annotations");
            json.WriteString(RestartedAt, at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
            json.WriteString(ExecutionMarker.Annotation, marker);
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndObject();
        });
        return MutationJson.Patch(MutationKind.Restart, workload.Ref, marker, MutationJson.StrategicMerge, body);
    }
}
