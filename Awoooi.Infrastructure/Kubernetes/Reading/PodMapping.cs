using System.Text.Json;
using Awoooi.Core.Clusters;
using Awoooi.Infrastructure.Kubernetes.Transport;

namespace Awoooi.Infrastructure.Kubernetes.Reading;

/// <summary>Turns a pod into facts; the owner is resolved by the reader.</summary>
internal static class PodMapping
{
    public static PodFacts Read(JsonElement item, WorkloadRef? owner) => new()
    {
        Namespace = item.Text("metadata", "namespace") ?? "",
        Name = item.Text("metadata", "name") ?? "",
        Uid = item.Text("metadata", "uid") ?? "",
        Owner = owner,
        OwnerUid = item.Controller()?.Text("uid"),
        Phase = item.Text("status", "phase") ?? "Unknown",
        Node = item.Text("spec", "nodeName"),
        Ready = item.Condition("Ready")?.Text("status") == "True",
        CreatedAt = item.Time("metadata", "creationTimestamp") ?? DateTimeOffset.MinValue,
        Terminating = item.At("metadata", "deletionTimestamp") is not null,
        Reason = item.Text("status", "reason"),
        Unschedulable = item.Condition("PodScheduled") is { } scheduled && scheduled.Text("status") == "False" ? scheduled.Text("message") : null,
        PriorityClass = item.Text("spec", "priorityClassName"),
        Containers = [.. Containers(item, "initContainers", "initContainerStatuses", init: true), .. Containers(item, "containers", "containerStatuses", init: false)],
        Labels = item.Map("metadata", "labels"),
        ClaimNames = [.. item.Items("spec", "volumes").Select(volume => volume.Text("persistentVolumeClaim", "claimName")).OfType<string>()],
    };

    private static IEnumerable<ContainerFacts> Containers(JsonElement item, string specs, string statuses, bool init)
    {
        var known = item.Items("spec", specs).ToDictionary(spec => spec.Text("name") ?? "", spec => spec.Text("image") ?? "", StringComparer.Ordinal);
        foreach (var status in item.Items("status", statuses))
        {
            var current = status.At("state", "terminated");
            var terminated = current ?? status.At("lastState", "terminated");
            var name = status.Text("name") ?? "";
            yield return new ContainerFacts
            {
                Name = name,

                // The status shows the image as the node resolved it; what was asked for is in the spec.
                Image = known.GetValueOrDefault(name) ?? status.Text("image") ?? "",
                Init = init,
                Ready = status.Flag("ready"),
                Started = status.Flag("started"),
                RestartCount = status.Count("restartCount"),
                RunningSince = status.Time("state", "running", "startedAt"),
                WaitingReason = status.Text("state", "waiting", "reason"),
                WaitingMessage = status.Text("state", "waiting", "message"),
                TerminationReason = terminated?.Text("reason"),
                ExitCode = terminated?.Count("exitCode"),
                TerminatedAt = terminated?.Time("finishedAt"),
            };
        }
    }
}
