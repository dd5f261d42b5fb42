namespace Awoooi.Infrastructure.Simulator.Demo.Troubles;

/// <summary>Something that only its reporter sees; people deal with it outside of the cluster.</summary>
internal sealed class ReportedOnly(string ns, string workload, Func<DateTimeOffset, StoryAlert> report) : Trouble(ns, workload)
{
    private bool _dealtWith;

    public override Task BeginAsync(StagedCluster cluster, CancellationToken cancel)
    {
        _dealtWith = false;
        return Task.CompletedTask;
    }

    public override StoryAlert? Seen(StagedCluster cluster, DateTimeOffset startsAt) => report(startsAt);

    public override bool IsOver(StagedCluster cluster) => _dealtWith;

    public override Task EndAsync(StagedCluster cluster, CancellationToken cancel)
    {
        _dealtWith = true;
        return Task.CompletedTask;
    }

    public override void Clear(StagedCluster cluster)
    {
    }
}
