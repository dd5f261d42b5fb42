using Awoooi.Infrastructure.Simulator.Demo.Troubles;

namespace Awoooi.Infrastructure.Simulator.Demo;

/// <summary>A trouble that is being played: begun, then reported, then over.</summary>
internal sealed class Performance(Trouble trouble, DateTimeOffset begunAt, DateTimeOffset startsAt)
{
    // A crashing container runs for a moment between two crashes.
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(2.5);
    private DateTimeOffset? _overSince;
    private bool _ended;

    public Trouble Trouble => trouble;

    /// <summary>What was reported; null while nothing was.</summary>
    public StoryAlert? Reported { get; private set; }

    /// <summary>Nobody saw it in all this time: it did not come about, for example because its pod was replaced meanwhile.</summary>
    public bool IsLost(DateTimeOffset now) => Reported is null && now - begunAt >= trouble.Patience;

    public async Task<bool> ReportAsync(StagedCluster cluster, Func<StoryAlert, DateTimeOffset?, CancellationToken, Task<bool>> send, CancellationToken cancel)
    {
        if (trouble.Seen(cluster, startsAt) is not { } alert || !await send(alert, null, cancel))
        {
            return false;
        }

        Reported = alert;
        return true;
    }

    /// <summary>True when it is over and its alert is taken back.</summary>
    public async Task<bool> FollowAsync(StagedCluster cluster, DateTimeOffset now, Func<StoryAlert, DateTimeOffset?, CancellationToken, Task<bool>> send, CancellationToken cancel)
    {
        if (!_ended && now - begunAt >= trouble.Patience)
        {
            await trouble.EndAsync(cluster, cancel);
            _ended = true;
        }

        _overSince = trouble.IsOver(cluster) ? _overSince ?? now : null;
        if (_overSince is not { } since || now - since < Settled || !await send(Reported!, now, cancel))
        {
            return false;
        }

        trouble.Clear(cluster);
        return true;
    }
}
