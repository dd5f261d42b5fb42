using System.Globalization;
using System.Text.Json;
using Awoooi.Core.Clusters;
using Awoooi.Infrastructure.Kubernetes.Transport;

namespace Awoooi.Infrastructure.Kubernetes.Reading;

/// <summary>Turns ReplicaSets and ControllerRevisions into revisions.</summary>
internal static class RevisionMapping
{
    public const string RevisionAnnotation = "deployment.kubernetes.io/revision";

    /// <summary>Newest first. Lists come by name and numbers have gaps, so only the number orders them; a namesake's leftovers have another owner uid.</summary>
    public static IReadOnlyList<RevisionFacts> Read(WorkloadKind kind, string ownerUid, IEnumerable<JsonElement> items) =>
        [.. items.Where(item => item.Controller()?.Text("uid") == ownerUid)
            .Select(item => Read(kind, item))
            .Where(revision => revision.Revision > 0)
            .OrderByDescending(revision => revision.Revision)];

    /// <summary>The revision that runs, or 0. A Deployment names it itself, the others give the highest number to what they roll out.</summary>
    public static long Current(WorkloadFacts workload, IReadOnlyList<RevisionFacts> revisions) =>
        workload.Ref.Kind == WorkloadKind.Deployment
            ? Number(workload.Annotations.GetValueOrDefault(RevisionAnnotation))
            : revisions.Count > 0 ? revisions[0].Revision : 0;

    /// <summary>What a rollback sends for this object.</summary>
    public static string? Template(WorkloadKind kind, JsonElement item) =>
        (kind == WorkloadKind.Deployment ? item.At("spec", "template") : item.At("data"))?.GetRawText();

    private static RevisionFacts Read(WorkloadKind kind, JsonElement item)
    {
        var template = (kind == WorkloadKind.Deployment ? item.At("spec", "template") : item.At("data", "spec", "template")) ?? default;
        return new RevisionFacts(
            kind == WorkloadKind.Deployment ? Number(item.Text("metadata", "annotations", RevisionAnnotation)) : item.Number("revision"),
            item.Text("metadata", "name") ?? "",
            item.Time("metadata", "creationTimestamp") ?? DateTimeOffset.MinValue,
            [.. template.Items("spec", "containers").Select(container => container.Text("image") ?? "")],
            TemplateHash.Of(template));
    }

    private static long Number(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
