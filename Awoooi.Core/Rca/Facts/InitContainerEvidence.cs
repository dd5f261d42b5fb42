using Awoooi.Core.Clusters;
using static Awoooi.Core.Rca.Facts.KubernetesEvidence;

namespace Awoooi.Core.Rca.Facts;

/// <summary>Facts about an init container, which keeps the whole pod from starting.</summary>
internal static class InitContainerEvidence
{
    public static IEnumerable<Evidence> From(PodFacts pod, ContainerFacts container, ClusterSnapshot cluster)
    {
        if (StartProblem.Of(pod, container, cluster, PodEvidence.Current(pod, cluster)) is { } start)
        {
            yield return start;
        }

        var failing = container.WaitingReason == "CrashLoopBackOff" || (!pod.Ready && !container.Ready && container.ExitCode is not (null or 0));
        if (failing)
        {
            yield return Fact(
                EvidenceKind.PodInitFailing,
                Subjects.Of(pod),
                cluster.ObservedAt,
                $"init container {container.Name} of {pod.Name} fails, {container.RestartCount} restarts",
                ("container", container.Name),
                ("restarts", Text(container.RestartCount)),
                ("exit_code", container.ExitCode is { } code ? Text(code) : ""),
                ("reason", container.TerminationReason ?? ""));
        }
    }
}
