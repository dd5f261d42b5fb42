using System.Text.Json.Nodes;
using Awoooi.Infrastructure.Simulator.Controllers;
using Awoooi.Infrastructure.Simulator.Objects;

namespace Awoooi.Infrastructure.Simulator.Faults;

/// <summary>Which images and workloads misbehave, and what heals them. The latest attachment wins.</summary>
public sealed class WorkloadBehaviours
{
    private const int UsualLines = 200;

    private readonly Lock _gate = new();
    private readonly List<Attachment> _attached = [];

    /// <summary>Every pod with a container of this image is broken; another image is well.</summary>
    public void ForImage(string image, PodFault fault, Healing? healing = null) =>
        Attach(new Attachment(fault, healing ?? Healing.Never) { Image = image });

    /// <summary>Every pod of the workload is broken; only the first <paramref name="pods"/> (by name) when given.</summary>
    public void ForWorkload(string ns, string workload, PodFault fault, Healing? healing = null, int? pods = null) =>
        Attach(new Attachment(fault, healing ?? Healing.Never) { Namespace = ns, Workload = workload, Pods = pods });

    /// <summary>Heals a workload and takes away what was attached to it.</summary>
    public void Heal(string ns, string workload) => Detach(a => a.Namespace == ns && a.Workload == workload);

    public void HealImage(string image) => Detach(a => a.Image == image);

    internal PodFault? FaultOf(SimulatedCluster cluster, JsonObject pod)
    {
        List<Attachment> attached;
        lock (_gate)
        {
            attached = [.. _attached];
        }

        foreach (var attachment in attached.AsEnumerable().Reverse())
        {
            attachment.Since ??= cluster.Now;
            if (attachment.Concerns(cluster, pod) && !attachment.IsHealed(cluster, pod))
            {
                return attachment.Fault;
            }
        }

        return null;
    }

    internal IReadOnlyList<(DateTimeOffset Time, string Text)> Logs(SimulatedCluster cluster, JsonObject pod, string container)
    {
        var lines = new List<string>(Enumerable.Range(1, UsualLines).Select(i => PodLog.UsualLine(pod, container, i)));
        if (pod.Maps("spec", "containers").FirstOrDefault().Text("name") == container)
        {
            lines.AddRange(FaultOf(cluster, pod)?.LastWords ?? []);
        }

        var end = cluster.Now;
        return [.. lines.Select((line, i) => (end.AddMilliseconds(-200 * (lines.Count - i)), line))];
    }

    private void Attach(Attachment attachment)
    {
        lock (_gate)
        {
            _attached.Add(attachment);
        }
    }

    private void Detach(Predicate<Attachment> which)
    {
        lock (_gate)
        {
            _attached.RemoveAll(which);
        }
    }

    private sealed record Attachment(PodFault Fault, Healing Healing)
    {
        public string? Image { get; init; }

        public string? Namespace { get; init; }

        public string? Workload { get; init; }

        public int? Pods { get; init; }

        private HashSet<string>? _victims;

        // Set when the fault is first looked at, on the cluster's clock.
        public DateTimeOffset? Since { get; set; }

        public bool Concerns(SimulatedCluster cluster, JsonObject pod)
        {
            if (Image is not null)
            {
                return pod.Maps("spec", "containers").Any(container => container.Text("image") == Image);
            }

            return pod.Namespace() == Namespace && WorkloadOf(cluster, pod) == Workload && (Pods is not { } limit || IsVictim(cluster, pod, limit) || IsAggravated(cluster, pod));
        }

        public bool IsHealed(SimulatedCluster cluster, JsonObject pod) => Healing switch
        {
            Healing.Replacement => pod.Created() > Since,
            Healing.Revision revision => RevisionsOf(cluster, pod).Contains(revision.Number),
            Healing.Aggravation => Pods is null && !IsAggravated(cluster, pod),
            _ => false,
        };

        private bool IsAggravated(SimulatedCluster cluster, JsonObject pod) =>
            Healing is Healing.Aggravation && Siblings(cluster, pod).Any(sibling => sibling.Created() > Since);

        private static string WorkloadOf(SimulatedCluster cluster, JsonObject pod)
        {
            var owner = pod.ControllerOwner();
            return owner.Text("kind") == "ReplicaSet"
                ? cluster.Store.Find(Kinds.ReplicaSet, pod.Namespace(), owner.Text("name")!)?.ControllerOwner().Text("name") ?? owner.Text("name") ?? ""
                : owner.Text("name") ?? pod.Name();
        }

        private static IEnumerable<long> RevisionsOf(SimulatedCluster cluster, JsonObject pod)
        {
            var owner = pod.ControllerOwner();
            return owner.Text("kind") == "ReplicaSet" && cluster.Store.Find(Kinds.ReplicaSet, pod.Namespace(), owner.Text("name")!) is { } set
                ? ReplicaSets.AllNumbersOf(set)
                : ControllerRevisions.NumbersOf(cluster, pod);
        }

        private IEnumerable<JsonObject> Siblings(SimulatedCluster cluster, JsonObject pod) =>
            cluster.Store.All(Kinds.Pod, pod.Namespace()).Where(other => WorkloadOf(cluster, other) == Workload);

        /// <summary>What a replacement heals keeps its first victims: the fault must not move on to the next pod by name.</summary>
        private bool IsVictim(SimulatedCluster cluster, JsonObject pod, int limit) => Healing is Healing.Replacement
            ? (_victims ??= [.. Siblings(cluster, pod).OrderBy(other => other.Name(), StringComparer.Ordinal).Take(limit).Select(other => other.Uid())]).Contains(pod.Uid())
            : Rank(cluster, pod) < limit;

        private int Rank(SimulatedCluster cluster, JsonObject pod) =>
            Siblings(cluster, pod).Count(other => string.CompareOrdinal(other.Name(), pod.Name()) < 0);
    }
}
