using Awoooi.Infrastructure.Simulator.Faults;

namespace Awoooi.Infrastructure.Simulator.Demo.Troubles;

/// <summary>The pods run and none answers its readiness probe, until they are made anew.</summary>
internal sealed class UnreadyService(string ns, string workload) : Trouble(ns, workload)
{
    public override Task BeginAsync(StagedCluster cluster, CancellationToken cancel)
    {
        cluster.Cluster.Behaviours.ForWorkload(Namespace, Workload, PodFault.NotReady, Healing.WhenReplaced);
        return Task.CompletedTask;
    }

    public override StoryAlert? Seen(StagedCluster cluster, DateTimeOffset startsAt)
        => cluster.PodUnready(Namespace, Workload) is { } pod
            ? new StoryAlert(
                StoryTeller.Alertmanager, "KubePodNotReady", "warning",
                new Dictionary<string, string> { ["namespace"] = Namespace, ["pod"] = pod }, $"Pod {Namespace}/{pod} has been in a non-ready state for longer than 10 minutes") { StartsAt = startsAt }
            : null;
}
