using System.Globalization;
using System.Text.Json.Nodes;
using Awoooi.Infrastructure.Simulator.Http;
using Awoooi.Infrastructure.Simulator.Objects;

namespace Awoooi.Infrastructure.Simulator.Controllers;

/// <summary>A Deployment's ReplicaSets: one per template, numbered by revision.</summary>
internal static class ReplicaSets
{
    public const string Revision = "deployment.kubernetes.io/revision";
    private const string History = "deployment.kubernetes.io/revision-history";
    private const string HashLabel = "pod-template-hash";

    public static List<JsonObject> Of(SimulatedCluster cluster, JsonObject deployment) =>
        [.. cluster.Store.All(Kinds.ReplicaSet, deployment.Namespace()).Where(set => set.IsControlledBy(deployment))];

    public static long NumberOf(JsonObject o) => long.TryParse(o.Annotation(Revision), CultureInfo.InvariantCulture, out var number) ? number : 0;

    /// <summary>Every revision number the set ever had: a rollback reuses it under a new one.</summary>
    public static IEnumerable<long> AllNumbersOf(JsonObject set) =>
        (set.Annotation(History) ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries).Select(number => long.Parse(number, CultureInfo.InvariantCulture)).Append(NumberOf(set));

    public static bool SameTemplate(JsonObject deployment, JsonObject set)
    {
        var template = set.Map("spec", "template")!.Copy();
        template.Map("metadata", "labels")?.Remove(HashLabel);
        var wanted = deployment.Map("spec", "template")!.Copy();
        wanted.Map("metadata", "labels")?.Remove(HashLabel);
        return JsonNode.DeepEquals(template, wanted);
    }

    public static JsonObject Make(SimulatedCluster cluster, JsonObject deployment, List<JsonObject> others)
    {
        var template = deployment.Map("spec", "template")!.Copy();
        var hash = NameSuffix.Of(template.ToJsonString(), 10);
        template.Make("metadata", "labels")[HashLabel] = hash;
        var selector = deployment.Map("spec", "selector")!.Copy();
        selector.Make("matchLabels")[HashLabel] = hash;
        var set = new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["name"] = $"{deployment.Name()}-{hash}",
                ["namespace"] = deployment.Namespace(),
                ["generation"] = 1,
                ["labels"] = template.Map("metadata", "labels")!.DeepClone(),
                ["ownerReferences"] = new JsonArray(ObjectMetadata.OwnerReference(Kinds.Deployment, deployment)),
            },
            ["spec"] = new JsonObject { ["replicas"] = 0, ["selector"] = selector, ["template"] = template },
            ["status"] = new JsonObject { ["replicas"] = 0 },
        };
        CopyAnnotations(deployment, set);
        set.Annotate(Revision, ObjectMetadata.Decimal(Highest(others) + 1));

        // The first ReplicaSet is born with all the replicas that fit, not scaled up from zero.
        var wanted = (int)(deployment.Number("spec", "replicas") ?? 0);
        var (surge, _) = Rolling.Limits(deployment);
        var running = others.Sum(other => (int)(other.Number("spec", "replicas") ?? 0));
        var first = deployment.Text("spec", "strategy", "type") == "Recreate" && running > 0
            ? 0
            : Math.Clamp(running == 0 ? wanted : wanted + surge - running, 0, wanted);
        set.Make("spec")["replicas"] = first;
        Budget(deployment, set);
        var stored = cluster.Store.Add(Kinds.ReplicaSet, set);
        ReportScaling(cluster, deployment, stored, 0, first);
        return stored;
    }

    /// <summary>Makes an existing set the newest: a new number, the old one into its history, the Deployment's annotations on it.</summary>
    public static (JsonObject Deployment, JsonObject Set) Promote(SimulatedCluster cluster, JsonObject deployment, List<JsonObject> sets, JsonObject set)
    {
        var after = set.Copy();
        var newest = Highest(sets.Where(other => other.Name() != set.Name()));
        if (NumberOf(set) <= newest)
        {
            var past = set.Annotation(History) is { Length: > 0 } history ? $"{history},{NumberOf(set)}" : ObjectMetadata.Decimal(NumberOf(set));
            after.Annotate(History, past);
            after.Annotate(Revision, ObjectMetadata.Decimal(newest + 1));
        }

        CopyAnnotations(deployment, after);
        Budget(deployment, after);
        set = cluster.Store.Replace(Kinds.ReplicaSet, after);
        if (deployment.Annotation(Revision) == set.Annotation(Revision))
        {
            return (deployment, set);
        }

        var numbered = deployment.Copy();
        numbered.Annotate(Revision, set.Annotation(Revision)!);
        if (deployment.Condition("Progressing").Text("reason") is not null)
        {
            Conditions.SetOnDeployment(numbered, "Progressing", "True", "FoundNewReplicaSet", $"Found new replica set \"{set.Name()}\"", cluster.Now);
        }

        return (cluster.Store.Replace(Kinds.Deployment, numbered), set);
    }

    public static void Scale(SimulatedCluster cluster, JsonObject deployment, JsonObject set, int replicas)
    {
        var before = (int)(set.Number("spec", "replicas") ?? 0);
        if (before == replicas)
        {
            return;
        }

        var after = set.Copy();
        after.Make("spec")["replicas"] = replicas;
        Budget(deployment, after);
        Generations.Bump(Kinds.ReplicaSet, set, after);
        ReportScaling(cluster, deployment, cluster.Store.Replace(Kinds.ReplicaSet, after), before, replicas);
    }

    public static void ForgetOldest(SimulatedCluster cluster, JsonObject deployment, List<JsonObject> sets, JsonObject current)
    {
        var limit = (int)(deployment.Number("spec", "revisionHistoryLimit") ?? 10);
        List<JsonObject> idle = [.. sets
            .Where(set => set.Name() != current.Name() && set.Number("spec", "replicas") == 0 && set.Number("status", "replicas") == 0)
            .OrderBy(NumberOf)];
        foreach (var set in idle.Take(Math.Max(0, idle.Count - limit)))
        {
            cluster.Store.Remove(Kinds.ReplicaSet, set);
        }
    }

    private static long Highest(IEnumerable<JsonObject> sets) => sets.Select(NumberOf).DefaultIfEmpty(0).Max();

    private static void Budget(JsonObject deployment, JsonObject set)
    {
        var wanted = (int)(deployment.Number("spec", "replicas") ?? 0);
        set.Annotate("deployment.kubernetes.io/desired-replicas", ObjectMetadata.Decimal(wanted));
        set.Annotate("deployment.kubernetes.io/max-replicas", ObjectMetadata.Decimal(wanted + Rolling.Limits(deployment).Surge));
    }

    private static void CopyAnnotations(JsonObject deployment, JsonObject set)
    {
        foreach (var (name, value) in deployment.Map("metadata", "annotations") ?? [])
        {
            if (!name.StartsWith("deployment.kubernetes.io/", StringComparison.Ordinal) && name != "kubectl.kubernetes.io/last-applied-configuration")
            {
                set.Annotate(name, value?.ToString() ?? "");
            }
        }
    }

    private static void ReportScaling(SimulatedCluster cluster, JsonObject deployment, JsonObject set, int from, int to)
    {
        if (from == to)
        {
            return;
        }

        var direction = to > from ? "up" : "down";
        var message = cluster.Version == KubernetesVersion.V1_20
            ? $"Scaled {direction} replica set {set.Name()} to {to}"
            : $"Scaled {direction} replica set {set.Name()} from {from} to {to}";
        cluster.Events.Record(Kinds.Deployment, deployment, "Normal", "ScalingReplicaSet", message, "deployment-controller");
    }
}
