using System.Globalization;
using Awoooi.Infrastructure.Simulator.Faults;

namespace Awoooi.Infrastructure.Simulator.Demo.Troubles;

/// <summary>A release whose pods crash at once, while the old ones go on serving; the release before it is well.</summary>
internal sealed class BadRelease(string ns, string workload, params string[] lastWords) : Trouble(ns, workload)
{
    private int _release;
    private string _good = "";

    private string Bad => string.Create(CultureInfo.InvariantCulture, $"registry.example/{Workload}:1.{_release}");

    public override async Task BeginAsync(StagedCluster cluster, CancellationToken cancel)
    {
        _release++;
        _good = cluster.Image(Namespace, Workload);
        cluster.Cluster.Behaviours.ForImage(Bad, PodFault.Crash(2, lastWords));
        await cluster.ReleaseAsync(Namespace, Workload, Bad, cancel);
    }

    public override StoryAlert? Seen(StagedCluster cluster, DateTimeOffset startsAt)
        => cluster.PodCrashing(Namespace, Workload) is { } pod
            ? new StoryAlert(
                StoryTeller.Alertmanager, "KubePodCrashLooping", "critical",
                new Dictionary<string, string> { ["namespace"] = Namespace, ["pod"] = pod, ["container"] = Workload }, $"Pod {Namespace}/{pod} is crash looping") { StartsAt = startsAt }
            : null;

    public override bool IsOver(StagedCluster cluster) => cluster.Image(Namespace, Workload) != Bad && base.IsOver(cluster);

    public override async Task EndAsync(StagedCluster cluster, CancellationToken cancel)
    {
        if (cluster.Image(Namespace, Workload) == Bad)
        {
            await cluster.ReleaseAsync(Namespace, Workload, _good, cancel);
        }
    }

    public override void Clear(StagedCluster cluster) => cluster.Cluster.Behaviours.HealImage(Bad);
}
