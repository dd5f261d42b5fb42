namespace Awoooi.Infrastructure.Simulator.Demo.Troubles;

/// <summary>One thing that goes wrong in the demo: how it begins, when monitoring sees it, and when it is over.</summary>
internal abstract class Trouble(string ns, string workload)
{
    public string Namespace => ns;

    public string Workload => workload;

    /// <summary>Its remedy waits for people.</summary>
    public bool Waits { get; init; }

    /// <summary>After this time the invented team ends it by hand, so that nothing piles up while nobody plays.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(10);

    public abstract Task BeginAsync(StagedCluster cluster, CancellationToken cancel);

    /// <summary>The alert once the trouble can be seen from outside; null while it cannot.</summary>
    public abstract StoryAlert? Seen(StagedCluster cluster, DateTimeOffset startsAt);

    public virtual bool IsOver(StagedCluster cluster) => cluster.IsWell(Namespace, Workload);

    /// <summary>What the invented team does about it in the end.</summary>
    public virtual Task EndAsync(StagedCluster cluster, CancellationToken cancel)
    {
        Clear(cluster);
        return Task.CompletedTask;
    }

    /// <summary>Takes away what <see cref="BeginAsync"/> put into the cluster; the workload is well by then or becomes so.</summary>
    public virtual void Clear(StagedCluster cluster) => cluster.Cluster.Behaviours.Heal(Namespace, Workload);
}
