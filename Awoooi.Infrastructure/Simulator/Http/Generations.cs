using System.Globalization;
using System.Text.Json.Nodes;
using Awoooi.Infrastructure.Simulator.Objects;

namespace Awoooi.Infrastructure.Simulator.Http;

/// <summary>When metadata.generation moves: on a changed spec, and on a Deployment also on changed annotations.</summary>
internal static class Generations
{
    private const string TemplateGeneration = "deprecated.daemonset.template.generation";

    public static bool Has(ResourceKind kind) =>
        kind.Kind is "Deployment" or "ReplicaSet" or "StatefulSet" or "DaemonSet" or "PodDisruptionBudget" or "Pod" || kind.IsCustom;

    public static void Bump(ResourceKind kind, JsonObject before, JsonObject after)
    {
        if (!Has(kind))
        {
            return;
        }

        if (kind == Kinds.DaemonSet && !JsonNode.DeepEquals(before.At("spec", "template"), after.At("spec", "template")))
        {
            var last = long.TryParse(before.Annotation(TemplateGeneration), CultureInfo.InvariantCulture, out var number) ? number : 1;
            after.Annotate(TemplateGeneration, ObjectMetadata.Decimal(last + 1));
        }

        var changed = !JsonNode.DeepEquals(before["spec"], after["spec"])
            || (kind.Kind == "Deployment" && !JsonNode.DeepEquals(before.At("metadata", "annotations"), after.At("metadata", "annotations")));
        if (changed)
        {
            after.Make("metadata")["generation"] = before.Generation() + 1;
        }
    }
}
