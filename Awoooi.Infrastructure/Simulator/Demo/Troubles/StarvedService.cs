namespace Awoooi.Infrastructure.Simulator.Demo.Troubles;

/// <summary>More work than its CPU limit lets it do; one replica more ends it.</summary>
internal sealed class StarvedService(string ns, string workload) : Trouble(ns, workload)
{
    private const int Usual = 2, Most = 4, BusyPercent = 97, UsualPercent = 40, MemoryPercent = 44;
    private int _before;
    private bool _loadFell;

    public override async Task BeginAsync(StagedCluster cluster, CancellationToken cancel)
    {
        if (cluster.Replicas(Namespace, Workload) > Most)
        {
            await cluster.ScaleAsync(Namespace, Workload, Usual, cancel);
        }

        (_before, _loadFell) = (cluster.Replicas(Namespace, Workload), false);
        cluster.Cluster.Metrics.SetLoad(Namespace, Workload, BusyPercent, MemoryPercent);
    }

    public override StoryAlert? Seen(StagedCluster cluster, DateTimeOffset startsAt)
        => cluster.IsWell(Namespace, Workload) && cluster.AnyPod(Namespace, Workload) is { } pod
            ? new StoryAlert(
                StoryTeller.Alertmanager, "CPUThrottlingHigh", "warning",
                new Dictionary<string, string> { ["namespace"] = Namespace, ["pod"] = pod, ["container"] = Workload },
                $"47.2% throttling of CPU in namespace {Namespace} for container {Workload} in pod {pod}") { StartsAt = startsAt }
            : null;

    public override bool IsOver(StagedCluster cluster) => (_loadFell || cluster.Replicas(Namespace, Workload) > _before) && base.IsOver(cluster);

    public override Task EndAsync(StagedCluster cluster, CancellationToken cancel)
    {
        _loadFell = true;
        return Task.CompletedTask;
    }

    public override void Clear(StagedCluster cluster) => cluster.Cluster.Metrics.SetLoad(Namespace, Workload, UsualPercent, MemoryPercent);
}
