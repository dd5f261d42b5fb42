using Awoooi.Core.Clusters;
using static Awoooi.Core.Rca.Facts.KubernetesEvidence;

namespace Awoooi.Core.Rca.Facts;

/// <summary>Facts from the Warning events of the victim: failing probes, preemption, and the newest few for people.</summary>
internal static class EventEvidence
{
    private const int Shown = 5;
    private const int MessageLength = 100;
    private static readonly TimeSpan Recent = TimeSpan.FromMinutes(30);

    public static IEnumerable<Evidence> From(ClusterSnapshot cluster)
    {
        var mine = cluster.Warnings.Select(item => (Event: item, Subject: SubjectOf(item, cluster))).Where(pair => pair.Subject is not null).ToList();
        foreach (var (item, subject) in mine.Where(pair => cluster.ObservedAt - pair.Event.At <= Recent))
        {
            if (item.Reason == "Unhealthy" && ProbeOf(item.Message) is { } probe)
            {
                yield return Fact(EvidenceKind.PodProbeFailing, subject!, item.At, $"{probe} probe of {item.Name} fails ({item.Count} times)", ("probe", probe), ("problem", ProblemOf(item.Message)), ("count", Text(item.Count))) with { Excerpt = SecretMask.Apply(item.Message) };
            }
            else if (item.Reason is "Preempted" or "Preempting")
            {
                yield return Fact(EvidenceKind.PodEvicted, subject!, item.At, $"{item.Name} was preempted", ("reason", "preempted"));
            }
        }

        foreach (var (item, subject) in mine.OrderByDescending(pair => pair.Event.At).ThenBy(pair => pair.Event.Name, StringComparer.Ordinal).ThenBy(pair => pair.Event.Reason, StringComparer.Ordinal).Take(Shown))
        {
            var message = SecretMask.Apply(item.Message);
            yield return Fact(EvidenceKind.EventWarning, subject!, item.At, $"{item.Reason}: {(message.Length > MessageLength ? message[..(MessageLength - 1)] + "…" : message)}", ("reason", item.Reason), ("count", Text(item.Count)));
        }
    }

    /// <summary>Only events of the workload, its ReplicaSets and its pods; a neighbour's are none of our business.</summary>
    private static string? SubjectOf(EventFacts item, ClusterSnapshot cluster)
    {
        if (cluster.Pods.FirstOrDefault(pod => item.Kind == "Pod" && pod.Name == item.Name && pod.Namespace == item.Namespace) is { } pod)
        {
            return Subjects.Of(pod);
        }

        if (cluster.Workload is not { } workload || item.Namespace != workload.Ref.Namespace)
        {
            return null;
        }

        var own = item.Kind == workload.Ref.Kind.ToString() && item.Name == workload.Ref.Name;
        var replicaSet = item.Kind == "ReplicaSet" && workload.Revisions.Any(revision => revision.Name == item.Name);
        return own || replicaSet ? workload.Ref.ToString() : null;
    }

    private static string? ProbeOf(string message)
        => message.StartsWith("Readiness", StringComparison.OrdinalIgnoreCase) ? "readiness"
            : message.StartsWith("Liveness", StringComparison.OrdinalIgnoreCase) ? "liveness"
            : message.StartsWith("Startup", StringComparison.OrdinalIgnoreCase) ? "startup"
            : null;

    private static string ProblemOf(string message)
        => message.Contains("timeout", StringComparison.OrdinalIgnoreCase) || message.Contains("deadline exceeded", StringComparison.OrdinalIgnoreCase) ? "timeout"
            : message.Contains("refused", StringComparison.OrdinalIgnoreCase) ? "refused"
            : message.Contains("statuscode", StringComparison.OrdinalIgnoreCase) ? "status"
            : "other";
}
