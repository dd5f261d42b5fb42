namespace Awoooi.Core.Work;

/// <summary>The durable queue in PostgreSQL. Leases go by the database's clock.</summary>
public interface IWorkQueue
{
    /// <summary>Claims up to <paramref name="most"/> due items of these kinds, most urgent first.</summary>
    Task<IReadOnlyList<WorkItem>> ClaimAsync(IReadOnlyCollection<string> kinds, int most, string worker, CancellationToken cancel);

    /// <summary>False when the lease was lost: the caller must stop at once.</summary>
    Task<bool> RenewAsync(WorkItem item, CancellationToken cancel);

    Task CompleteAsync(WorkItem item, CancellationToken cancel);

    /// <summary>Runs the item again later without counting a failure.</summary>
    Task PostponeAsync(WorkItem item, TimeSpan delay, CancellationToken cancel);

    /// <summary>Counts a failure; true when this was the last try and the item is parked now.</summary>
    Task<bool> FailAsync(WorkItem item, string reason, TimeSpan backOff, CancellationToken cancel);

    Task EnqueueAsync(string kind, string key, int priority, TimeSpan delay, CancellationToken cancel);

    /// <summary>Depth and age of the oldest due item, by kind.</summary>
    Task<IReadOnlyList<WorkDepth>> DepthAsync(CancellationToken cancel);
}

/// <summary>How much work of a kind waits, and how long the oldest has been due.</summary>
public sealed record WorkDepth(string Kind, long Waiting, long Parked, TimeSpan Oldest);
