using System.Text.Json.Nodes;
using Awoooi.Infrastructure.Simulator.Objects;

namespace Awoooi.Infrastructure.Simulator.Controllers;

/// <summary>The template history of StatefulSets and DaemonSets; a rollback renumbers the old entry to the newest.</summary>
internal static class ControllerRevisions
{
    public const string HashLabel = "controller-revision-hash";

    public static List<JsonObject> Of(SimulatedCluster cluster, JsonObject owner) =>
        [.. cluster.Store.All(Kinds.Revision, owner.Namespace()).Where(revision => revision.IsControlledBy(owner)).OrderBy(NumberOf)];

    public static long NumberOf(JsonObject revision) => revision.Number("revision") ?? 0;

    /// <summary>The revision of the owner's present template, made or renumbered as needed.</summary>
    public static JsonObject Current(SimulatedCluster cluster, ResourceKind kind, JsonObject owner)
    {
        var data = Data(owner);
        var all = Of(cluster, owner);
        var highest = all.Select(NumberOf).DefaultIfEmpty(0).Max();
        if (all.Find(revision => JsonNode.DeepEquals(revision["data"], data)) is { } known)
        {
            if (NumberOf(known) == highest)
            {
                return known;
            }

            var renumbered = known.Copy();
            renumbered["revision"] = highest + 1;
            return cluster.Store.Replace(Kinds.Revision, renumbered);
        }

        return Make(cluster, kind, owner, data, highest + 1);
    }

    public static void ForgetOldest(SimulatedCluster cluster, JsonObject owner, IReadOnlyCollection<string> inUse)
    {
        List<JsonObject> idle = [.. Of(cluster, owner).Where(revision => !inUse.Contains(revision.Name()))];
        foreach (var revision in idle.Take(Math.Max(0, idle.Count - (int)(owner.Number("spec", "revisionHistoryLimit") ?? 10))))
        {
            cluster.Store.Remove(Kinds.Revision, revision);
        }
    }

    public static IEnumerable<long> NumbersOf(SimulatedCluster cluster, JsonObject pod)
    {
        var hash = pod.Labels().Text(HashLabel);
        return cluster.Store.All(Kinds.Revision, pod.Namespace())
            .Where(revision => revision.ControllerOwner().Text("uid") == pod.ControllerOwner().Text("uid")
                && (revision.Name() == hash || HashOf(revision) == hash))
            .Select(NumberOf);
    }

    public static string HashOf(JsonObject revision) => revision.Name()[(revision.Name().LastIndexOf('-') + 1)..];

    private static JsonObject Make(SimulatedCluster cluster, ResourceKind kind, JsonObject owner, JsonObject data, long number)
    {
        var hash = NameSuffix.Of(data.ToJsonString(), 10);
        var labels = owner.Map("spec", "template", "metadata", "labels")?.Copy() ?? [];
        labels[kind == Kinds.StatefulSet ? "controller.kubernetes.io/hash" : HashLabel] = hash;
        var revision = new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["name"] = $"{owner.Name()}-{hash}",
                ["namespace"] = owner.Namespace(),
                ["labels"] = labels,
                ["ownerReferences"] = new JsonArray(ObjectMetadata.OwnerReference(kind, owner)),
            },
            ["data"] = data,
            ["revision"] = number,
        };
        if (owner.Map("metadata", "annotations") is { Count: > 0 } annotations)
        {
            revision.Make("metadata")["annotations"] = annotations.DeepClone();
        }

        return cluster.Store.Add(Kinds.Revision, revision);
    }

    // The data is itself a strategic merge patch, so that applying it brings the whole template back.
    private static JsonObject Data(JsonObject owner)
    {
        var template = new JsonObject { ["$patch"] = "replace" };
        foreach (var (name, value) in owner.Map("spec", "template") ?? [])
        {
            template[name] = value?.DeepClone();
        }

        return new JsonObject { ["spec"] = new JsonObject { ["template"] = template } };
    }
}
