using System.Text.Json;
using System.Text.Json.Nodes;

namespace Awoooi.Core.Clusters.Mutations;

/// <summary>The revision to return to, and when the program that runs now began to roll out.</summary>
/// <param name="RolloutBeganAt">Never later than the truth: a reused revision keeps its first date.</param>
public sealed record RollbackChoice(RevisionFacts Target, DateTimeOffset RolloutBeganAt);

/// <summary>A return to an older pod template; undoing it is the same request towards the template left behind.</summary>
public static class RollbackWorkload
{
    private const string RevisionAnnotation = "deployment.kubernetes.io/revision";

    public static bool Supports(WorkloadKind kind) => RestartWorkload.Supports(kind);

    /// <summary>The newest older revision whose program differs; null when there is none, or when the current one is not known yet.</summary>
    /// <remarks>After a restart the previous revision is the same program with another restart time: returning to it would repair nothing.</remarks>
    public static RollbackChoice? Choose(WorkloadFacts workload)
    {
        var newestFirst = workload.Revisions.OrderByDescending(revision => revision.Revision).ToList();
        if (newestFirst.Count == 0 || newestFirst[0].TemplateHash != workload.TemplateHash)
        {
            return null;
        }

        var same = newestFirst.TakeWhile(revision => revision.TemplateHash == workload.TemplateHash).ToList();
        return newestFirst.Count == same.Count ? null : new RollbackChoice(newestFirst[same.Count], same.Min(revision => revision.CreatedAt));
    }

    public static ClusterMutation Build(WorkloadFacts workload, RevisionTemplate target, string marker)
    {
        if (!Supports(workload.Ref.Kind) || target.Kind != workload.Ref.Kind)
        {
            throw new ArgumentException($"{workload.Ref} cannot return to a template of a {target.Kind}.", nameof(target));
        }

        return workload.Ref.Kind == WorkloadKind.Deployment ? JsonPatch(workload, target, marker) : Merge(workload, target, marker);
    }

    // A test on resourceVersion would be lost to every status update; uid, generation and revision move only when somebody changes the workload.
    private static ClusterMutation JsonPatch(WorkloadFacts workload, RevisionTemplate target, string marker)
    {
        var body = MutationJson.Write(json =>
        {
            json.WriteStartArray();
            Step(json, "test", "/metadata/uid", () => json.WriteStringValue(workload.Uid));
            Step(json, "test", "/metadata/generation", () => json.WriteNumberValue(workload.Generation));
            if (workload.Annotations.TryGetValue(RevisionAnnotation, out var revision))
            {
                Step(json, "test", "/metadata/annotations/" + Escape(RevisionAnnotation), () => json.WriteStringValue(revision));
            }
            else if (workload.Annotations.Count == 0)
            {
                // "add" below a missing parent is refused, and a test for null holds for a missing key.
                Step(json, "test", "/metadata/annotations", json.WriteNullValue);
                Step(json, "add", "/metadata/annotations", () => { json.WriteStartObject(); json.WriteEndObject(); });
            }

            Step(json, "replace", "/spec/template", () => json.WriteRawValue(WithoutHashLabel(target.Json)));
            Step(json, "add", "/metadata/annotations/" + Escape(ExecutionMarker.Annotation), () => json.WriteStringValue(marker));
            json.WriteEndArray();
        });
        return MutationJson.Patch(MutationKind.Rollback, workload.Ref, marker, MutationJson.JsonPatch, body);
    }

    private static ClusterMutation Merge(WorkloadFacts workload, RevisionTemplate target, string marker)
    {
        var patch = JsonNode.Parse(target.Json)!.AsObject();
        var metadata = patch["metadata"] as JsonObject ?? [];
        patch["metadata"] = metadata;
        metadata["uid"] = workload.Uid;
        metadata["resourceVersion"] = workload.ResourceVersion;
        var annotations = metadata["annotations"] as JsonObject ?? [];
        metadata["annotations"] = annotations;
        annotations[ExecutionMarker.Annotation] = marker;
        return MutationJson.Patch(MutationKind.Rollback, workload.Ref, marker, MutationJson.StrategicMerge, patch.ToJsonString(MutationJson.Options));
    }

    private static void Step(Utf8JsonWriter json, string op, string path, Action value)
    {
        json.WriteStartObject();
        json.WriteString("op", op);
        json.WriteString("path", path);
        json.WritePropertyName("value");
        value();
        json.WriteEndObject();
    }

    // The server accepts a left-over hash label without a word and then selects the wrong pods.
    private static string WithoutHashLabel(string template)
    {
        var node = JsonNode.Parse(template)!.AsObject();
        (node["metadata"]?["labels"] as JsonObject)?.Remove("pod-template-hash");
        return node.ToJsonString(MutationJson.Options);
    }

    private static string Escape(string key) =>
        key.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
}
