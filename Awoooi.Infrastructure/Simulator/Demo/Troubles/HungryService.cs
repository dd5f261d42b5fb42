using Awoooi.Infrastructure.Simulator.Faults;

namespace Awoooi.Infrastructure.Simulator.Demo.Troubles;

/// <summary>Killed for lack of memory again and again; no action of ours helps, so it is left to people with a runbook.</summary>
internal sealed class HungryService(string ns, string workload) : Trouble(ns, workload)
{
    public override Task BeginAsync(StagedCluster cluster, CancellationToken cancel)
    {
        cluster.Cluster.Behaviours.ForWorkload(Namespace, Workload, PodFault.OutOfMemory);
        return Task.CompletedTask;
    }

    public override StoryAlert? Seen(StagedCluster cluster, DateTimeOffset startsAt)
        => cluster.PodCrashing(Namespace, Workload) is { } pod
            ? new StoryAlert(
                StoryTeller.Alertmanager, "KubeContainerOOMKilled", "warning",
                new Dictionary<string, string> { ["namespace"] = Namespace, ["pod"] = pod, ["container"] = Workload }, $"Container {Workload} of {Namespace}/{pod} was killed for lack of memory") { StartsAt = startsAt }
            : null;
}
