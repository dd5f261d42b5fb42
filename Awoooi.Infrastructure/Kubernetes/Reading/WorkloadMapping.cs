using System.Text.Json;
using Awoooi.Core.Clusters;
using Awoooi.Infrastructure.Kubernetes.Transport;

namespace Awoooi.Infrastructure.Kubernetes.Reading;

/// <summary>Turns an API object into workload facts; revisions, budgets and quotas are added by the reader.</summary>
internal static class WorkloadMapping
{
    public static WorkloadFacts Read(WorkloadKind kind, JsonElement item, DateTimeOffset observedAt)
    {
        var (counters, ready) = Counters(kind, item);
        var state = Rollout.Judge(counters);
        var template = kind == WorkloadKind.Pod ? item : item.At("spec", "template") ?? default;
        var labels = item.Map("metadata", "labels");
        var annotations = item.Map("metadata", "annotations");
        var (maxUnavailable, maxSurge) = RolloutRoom.Read(kind, item, counters.Desired);
        return new WorkloadFacts
        {
            Ref = new WorkloadRef(kind, item.Text("metadata", "namespace") ?? "", item.Text("metadata", "name") ?? ""),
            Uid = item.Text("metadata", "uid") ?? "",
            ResourceVersion = item.Text("metadata", "resourceVersion") ?? "",
            Generation = counters.Generation,
            ObservedGeneration = counters.ObservedGeneration,
            CreatedAt = item.Time("metadata", "creationTimestamp") ?? DateTimeOffset.MinValue,
            ObservedAt = observedAt,
            DesiredReplicas = counters.Desired,
            Replicas = counters.Replicas,
            ReadyReplicas = ready,
            AvailableReplicas = counters.Available,
            UpdatedReplicas = counters.Updated,
            Paused = counters.Held,
            MaxUnavailable = maxUnavailable,
            MaxSurge = maxSurge,
            Rollout = state,
            RolloutInProgress = state is RolloutState.NotObserved or RolloutState.Progressing,
            RolloutStuck = state == RolloutState.Stuck,
            ReplicaFailure = item.Condition("ReplicaFailure") is { } failure && failure.Text("status") == "True" ? ApiStatus.Shorten(failure.Text("message") ?? "unknown") : null,
            Selector = LabelSelector.Query(item.At("spec", "selector")),
            TemplateHash = TemplateHash.Of(template),
            Containers = template.Items("spec", "containers").Select(Container).ToList(),
            Labels = labels,
            Annotations = annotations,
            GitOpsOwner = GitOpsOwner.Of(labels, annotations),
            Protected = labels.GetValueOrDefault(ExecutionMarker.ProtectedLabel) == "true",
        };
    }

    private static ContainerSpec Container(JsonElement container) => new(
        container.Text("name") ?? "",
        container.Text("image") ?? "",
        Quantity.Bytes(Amount(container, "requests", "memory")),
        Quantity.Bytes(Amount(container, "limits", "memory")),
        Quantity.Millicores(Amount(container, "requests", "cpu")),
        Quantity.Millicores(Amount(container, "limits", "cpu")));

    // A quantity may be written as a number.
    private static string? Amount(JsonElement container, string side, string resource) =>
        container.Map("resources", side).GetValueOrDefault(resource);

    private static (RolloutCounters Counters, int Ready) Counters(WorkloadKind kind, JsonElement item)
    {
        var generation = item.Number("metadata", "generation");
        var observed = item.Number("status", "observedGeneration");
        var replicas = item.At("spec", "replicas") is null ? 1 : item.Count("spec", "replicas");
        var ready = item.Count("status", "readyReplicas");
        var progressing = item.Condition("Progressing");
        return kind switch
        {
            WorkloadKind.Deployment => (new(
                generation, observed, replicas, item.Count("status", "replicas"), item.Count("status", "updatedReplicas"), item.Count("status", "availableReplicas"),
                Held: item.Flag("spec", "paused"),
                Settled: progressing?.Text("reason") == "NewReplicaSetAvailable",
                DeadlinePassed: progressing is { } condition && condition.Text("status") == "False" && condition.Text("reason") == "ProgressDeadlineExceeded"), ready),
            WorkloadKind.StatefulSet => (StatefulSet(item, generation, observed, replicas, ready), ready),
            WorkloadKind.DaemonSet => (new(
                generation, observed, item.Count("status", "desiredNumberScheduled"), item.Count("status", "currentNumberScheduled"),
                item.Count("status", "updatedNumberScheduled"), item.Count("status", "numberAvailable"),
                Held: item.Text("spec", "updateStrategy", "type") == "OnDelete", Settled: true, DeadlinePassed: false), item.Count("status", "numberReady")),
            WorkloadKind.ReplicaSet => (new(
                generation, observed, replicas, item.Count("status", "replicas"), item.Count("status", "replicas"), item.Count("status", "availableReplicas"), false, true, false), ready),
            WorkloadKind.Job => Job(item, generation),
            _ => Pod(item, generation),
        };
    }

    private static RolloutCounters StatefulSet(JsonElement item, long generation, long observed, int replicas, int ready)
    {
        var settled = item.Text("status", "currentRevision") == item.Text("status", "updateRevision");

        // Pods below the partition keep the old template on purpose.
        var kept = Math.Min(replicas, item.Count("spec", "updateStrategy", "rollingUpdate", "partition"));
        var updated = settled ? item.Count("status", "replicas") : Math.Min(replicas, item.Count("status", "updatedReplicas") + kept);
        return new RolloutCounters(
            generation, observed, replicas, item.Count("status", "replicas"), updated,
            item.At("status", "availableReplicas") is null ? ready : Math.Min(ready, item.Count("status", "availableReplicas")),
            Held: item.Text("spec", "updateStrategy", "type") == "OnDelete", Settled: settled, DeadlinePassed: false);
    }

    // A job rolls nothing out: what it wants is what still runs.
    private static (RolloutCounters Counters, int Ready) Job(JsonElement item, long generation)
    {
        var active = item.Count("status", "active");
        var ready = item.At("status", "ready") is null ? active : item.Count("status", "ready");
        return (new(generation, generation, active, active, active, ready, item.Flag("spec", "suspend"), true, false), ready);
    }

    private static (RolloutCounters Counters, int Ready) Pod(JsonElement item, long generation)
    {
        var ready = item.Condition("Ready")?.Text("status") == "True" ? 1 : 0;
        return (new(generation, generation, 1, 1, 1, ready, false, true, false), ready);
    }
}
