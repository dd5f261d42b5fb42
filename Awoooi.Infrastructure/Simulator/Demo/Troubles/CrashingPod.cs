using Awoooi.Infrastructure.Simulator.Faults;

namespace Awoooi.Infrastructure.Simulator.Demo.Troubles;

/// <summary>One pod of several crashes again and again; a new one in its place is well.</summary>
internal sealed class CrashingPod(string ns, string workload, params string[] lastWords) : Trouble(ns, workload)
{
    public StoryTeller Teller { get; init; }

    public override Task BeginAsync(StagedCluster cluster, CancellationToken cancel)
    {
        cluster.Cluster.Behaviours.ForWorkload(Namespace, Workload, PodFault.Crash(1, lastWords), Healing.WhenReplaced, pods: 1);
        return Task.CompletedTask;
    }

    public override StoryAlert? Seen(StagedCluster cluster, DateTimeOffset startsAt)
        => cluster.PodCrashing(Namespace, Workload) is { } pod
            ? new StoryAlert(
                Teller, Teller == StoryTeller.Grafana ? "KubernetesPodCrashLooping" : "KubePodCrashLooping", "warning",
                new Dictionary<string, string> { ["namespace"] = Namespace, ["pod"] = pod, ["container"] = Workload }, $"Pod {Namespace}/{pod} is crash looping") { StartsAt = startsAt }
            : null;
}
