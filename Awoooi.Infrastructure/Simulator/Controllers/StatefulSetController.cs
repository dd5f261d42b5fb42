using System.Text.Json.Nodes;
using Awoooi.Infrastructure.Simulator.Objects;

namespace Awoooi.Infrastructure.Simulator.Controllers;

/// <summary>Numbered pods, made upwards and replaced downwards, one at a time.</summary>
internal static class StatefulSetController
{
    public static void Run(SimulatedCluster cluster)
    {
        foreach (var set in cluster.Store.All(Kinds.StatefulSet).Where(set => !set.IsTerminating()))
        {
            Sync(cluster, set);
        }
    }

    private static void Sync(SimulatedCluster cluster, JsonObject set)
    {
        var update = ControllerRevisions.Current(cluster, Kinds.StatefulSet, set).Name();
        var current = set.Text("status", "currentRevision") ?? update;
        Move(cluster, set, update);
        WriteStatus(cluster, set, current, update);
    }

    private static void Move(SimulatedCluster cluster, JsonObject set, string update)
    {
        var wanted = (int)(set.Number("spec", "replicas") ?? 0);
        var parallel = set.Text("spec", "podManagementPolicy") == "Parallel";
        var pods = Pods.OwnedBy(cluster, set).ToDictionary(pod => pod.Name(), StringComparer.Ordinal);
        for (var i = 0; i < wanted; i++)
        {
            if (!pods.TryGetValue($"{set.Name()}-{i}", out var pod))
            {
                var failure = Make(cluster, set, i, update);
                if (failure is not null)
                {
                    cluster.Events.Record(Kinds.StatefulSet, set, "Warning", "FailedCreate", $"create Pod {set.Name()}-{i} in StatefulSet {set.Name()} failed error: pods \"{set.Name()}-{i}\" is forbidden: {failure}", "statefulset-controller");
                }

                return;
            }

            if (!parallel && !Pods.IsReady(pod))
            {
                return;
            }
        }

        foreach (var surplus in pods.Values.Where(pod => Ordinal(pod) >= wanted).OrderByDescending(Ordinal))
        {
            if (!surplus.IsTerminating())
            {
                PodDeletion.Begin(cluster, surplus, null, dryRun: false);
            }

            return;
        }

        Replace(cluster, set, pods, wanted, update);
    }

    private static void Replace(SimulatedCluster cluster, JsonObject set, Dictionary<string, JsonObject> pods, int wanted, string update)
    {
        if (set.Text("spec", "updateStrategy", "type") == "OnDelete")
        {
            return;
        }

        var partition = (int)(set.Number("spec", "updateStrategy", "rollingUpdate", "partition") ?? 0);
        for (var i = wanted - 1; i >= partition; i--)
        {
            var pod = pods[$"{set.Name()}-{i}"];
            if (RevisionOf(pod) != update)
            {
                if (!pod.IsTerminating())
                {
                    PodDeletion.Begin(cluster, pod, null, dryRun: false);
                }

                return;
            }

            if (!Pods.IsReady(pod))
            {
                return;
            }
        }
    }

    private static string? Make(SimulatedCluster cluster, JsonObject set, int ordinal, string revision) =>
        Pods.Create(cluster, Kinds.StatefulSet, set, set.Map("spec", "template")!, $"{set.Name()}-{ordinal}", pod =>
        {
            var labels = pod.Make("metadata", "labels");
            labels["apps.kubernetes.io/pod-index"] = ObjectMetadata.Decimal(ordinal);
            labels[ControllerRevisions.HashLabel] = revision;
            labels["statefulset.kubernetes.io/pod-name"] = pod.Name();
            pod.Make("spec")["hostname"] = pod.Name();
            if (set.Text("spec", "serviceName") is { Length: > 0 } service)
            {
                pod.Make("spec")["subdomain"] = service;
            }
        });

    private static void WriteStatus(SimulatedCluster cluster, JsonObject set, string current, string update)
    {
        List<JsonObject> pods = [.. Pods.OwnedBy(cluster, set).Where(pod => pod.Text("spec", "nodeName") is not null || pod.Text("status", "phase") is not null)];
        List<JsonObject> alive = [.. pods.Where(pod => !pod.IsTerminating())];
        var wanted = set.Number("spec", "replicas") ?? 0;
        var updated = alive.Count(pod => RevisionOf(pod) == update);
        var ready = pods.Count(pod => pod.HasCondition("Ready"));
        if (updated == wanted && alive.Count(Pods.IsReady) == wanted && pods.Count == wanted)
        {
            current = update;
        }

        var after = set.Copy();
        var status = after.Make("status");
        status["observedGeneration"] = set.Generation();
        status["replicas"] = pods.Count;
        status.SetCounter("readyReplicas", ready);
        status.SetCounter("currentReplicas", alive.Count(pod => RevisionOf(pod) == current));
        status.SetCounter("updatedReplicas", updated);
        status["currentRevision"] = current;
        status["updateRevision"] = update;
        status["collisionCount"] = 0;
        status["availableReplicas"] = ready;
        cluster.Store.Replace(Kinds.StatefulSet, after);
        ControllerRevisions.ForgetOldest(cluster, set, [current, update]);
    }

    private static string? RevisionOf(JsonObject pod) => pod.Labels().Text(ControllerRevisions.HashLabel);

    private static int Ordinal(JsonObject pod) =>
        int.Parse(pod.Name()[(pod.Name().LastIndexOf('-') + 1)..], System.Globalization.CultureInfo.InvariantCulture);
}
