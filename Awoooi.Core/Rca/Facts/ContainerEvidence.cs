using Awoooi.Core.Clusters;
using static Awoooi.Core.Rca.Facts.KubernetesEvidence;

namespace Awoooi.Core.Rca.Facts;

/// <summary>Facts about one ordinary container of a pod.</summary>
internal static class ContainerEvidence
{
    private static readonly TimeSpan OomMemory = TimeSpan.FromHours(6);
    private static readonly TimeSpan Between = TimeSpan.FromMinutes(10);
    private const int LoopRestarts = 3;

    public static IEnumerable<Evidence> From(PodFacts pod, ContainerFacts container, ClusterSnapshot cluster)
    {
        var (subject, at) = (Subjects.Of(pod), cluster.ObservedAt);
        var current = PodEvidence.Current(pod, cluster);
        if (StartProblem.Of(pod, container, cluster, current) is { } start)
        {
            yield return start;
        }

        var exitCode = container.ExitCode is { } code ? Text(code) : "";
        var reason = container.TerminationReason ?? "";
        if (IsOom(container) && (!container.Ready || at - container.TerminatedAt <= OomMemory))
        {
            var limit = cluster.Workload?.Containers.FirstOrDefault(spec => spec.Name == container.Name)?.MemoryLimit;
            yield return Fact(
                EvidenceKind.PodOomKilled,
                subject,
                container.TerminatedAt ?? at,
                $"{container.Name} in {pod.Name} was killed for lack of memory, {container.RestartCount} restarts",
                ("container", container.Name),
                ("restarts", Text(container.RestartCount)),
                ("memory_limit", limit is { } bytes ? Quantity.Memory(bytes) : "unknown"),
                ("minutes_ago", Text(container.TerminatedAt is { } ended ? Minutes(ended, at) : 0)));
        }

        if (IsCrashLooping(container, at))
        {
            yield return Fact(
                EvidenceKind.PodCrashLooping,
                subject,
                at,
                $"{container.Name} in {pod.Name} keeps crashing, {container.RestartCount} restarts, exit code {(exitCode.Length > 0 ? exitCode : "unknown")}",
                ("container", container.Name),
                ("restarts", Text(container.RestartCount)),
                ("exit_code", exitCode),
                ("reason", reason),
                ("pod_minutes", Text(Minutes(pod.CreatedAt, at))),
                ("current_revision", current),
                ("node", pod.Node ?? ""));
        }
        else if (container.TerminatedAt is { } ended && at - ended <= TimeSpan.FromHours(24))
        {
            var ago = Minutes(ended, at);
            yield return Fact(
                EvidenceKind.PodExited,
                subject,
                ended,
                $"{container.Name} in {pod.Name} ended {ago} min ago ({reason}, exit code {exitCode})",
                ("container", container.Name),
                ("exit_code", exitCode),
                ("reason", reason),
                ("minutes_ago", Text(ago)),
                ("restarts", Text(container.RestartCount)));
        }
    }

    /// <summary>Also between two crashes, when the container happens to run or to have just ended.</summary>
    internal static bool IsCrashLooping(ContainerFacts container, DateTimeOffset now)
        => container.WaitingReason == "CrashLoopBackOff"
            || (container is { WaitingReason: null, TerminatedAt: { } ended, RestartCount: >= LoopRestarts } && now - ended <= Between);

    internal static bool IsOom(ContainerFacts container) => container.TerminationReason == "OOMKilled";
}
