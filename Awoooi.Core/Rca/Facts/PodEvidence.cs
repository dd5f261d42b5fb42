using Awoooi.Core.Clusters;
using static Awoooi.Core.Rca.Facts.KubernetesEvidence;

namespace Awoooi.Core.Rca.Facts;

/// <summary>Facts about one pod and its containers.</summary>
internal static class PodEvidence
{
    public static IEnumerable<Evidence> From(PodFacts pod, ClusterSnapshot cluster)
    {
        if (pod.Terminating)
        {
            return [];
        }

        return pod.Containers
            .SelectMany(container => container.Init ? InitContainerEvidence.From(pod, container, cluster) : ContainerEvidence.From(pod, container, cluster))
            .Concat(Whole(pod, cluster));
    }

    internal static string Current(PodFacts pod, ClusterSnapshot cluster)
        => Rollout.IsCurrent(pod, cluster.Workload) is { } current ? Text(current) : "unknown";

    private static IEnumerable<Evidence> Whole(PodFacts pod, ClusterSnapshot cluster)
    {
        var (subject, at) = (Subjects.Of(pod), cluster.ObservedAt);
        if (pod.Unschedulable is { } message)
        {
            var minutes = Minutes(pod.CreatedAt, at);
            yield return Fact(EvidenceKind.PodUnschedulable, subject, at, $"{pod.Name} cannot be scheduled for {minutes} min", ("problem", SchedulingProblem.Of(message)), ("minutes", Text(minutes))) with { Excerpt = message };
        }

        if (pod.Reason is "Evicted" or "Preempting" or "Preempted")
        {
            yield return Fact(EvidenceKind.PodEvicted, subject, at, $"{pod.Name} was removed: {pod.Reason}", ("reason", pod.Reason == "Evicted" ? "evicted" : "preempted"));
        }
        else if (pod.Phase == "Failed")
        {
            var failed = pod.Containers.FirstOrDefault(container => container.ExitCode is not (null or 0));
            yield return Fact(EvidenceKind.PodFailed, subject, at, $"{pod.Name} failed", ("container", failed?.Name ?? ""), ("exit_code", failed?.ExitCode is { } code ? Text(code) : ""), ("reason", failed?.TerminationReason ?? pod.Reason ?? ""));
        }

        if (pod is { Phase: "Running", Ready: false } && IsRunningUnready(pod))
        {
            var since = pod.Containers.Where(container => !container.Init).Max(container => container.RunningSince) ?? pod.CreatedAt;
            yield return Fact(
                EvidenceKind.PodNotReady,
                subject,
                at,
                $"{pod.Name} runs but has not been ready for up to {Minutes(since, at)} min",
                ("minutes", Text(Minutes(since, at))),
                ("restarts", Text(pod.Containers.Sum(container => container.RestartCount))),
                ("phase", pod.Phase),
                ("node", pod.Node ?? ""),
                ("current_revision", Current(pod, cluster)));
        }
    }

    // A crash loop shows up as not ready as well; that is told by its own fact.
    private static bool IsRunningUnready(PodFacts pod)
        => pod.Containers.Count > 0 && pod.Containers.Where(container => !container.Init).All(container => container is { WaitingReason: null, RunningSince: not null });
}
