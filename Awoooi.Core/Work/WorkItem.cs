namespace Awoooi.Core.Work;

/// <summary>A durable piece of background work, claimed under a lease by one worker at a time.</summary>
/// <param name="Kind">Which handler takes it.</param>
/// <param name="Key">What it is about; one open item per (kind, key).</param>
/// <param name="Priority">0 is taken first.</param>
/// <param name="Attempt">1 for the first try.</param>
/// <param name="Fence">Rises with every claim; recording statements check it so that a worker that lost its lease cannot write.</param>
public sealed record WorkItem(long Id, string Kind, string Key, int Priority, int Attempt, long Fence, string? Trace);

/// <summary>What became of one try.</summary>
public abstract record WorkOutcome
{
    private WorkOutcome()
    {
    }

    public sealed record Done : WorkOutcome;

    /// <summary>Run again after the delay; does not count as a failure.</summary>
    public sealed record Again(TimeSpan Delay) : WorkOutcome;
}

/// <summary>Handles one kind of work; idempotent, since a lease may be lost at any moment. An exception means: try again with back-off, park after 10 tries.</summary>
public interface IWorkHandler
{
    string Kind { get; }

    Task<WorkOutcome> HandleAsync(WorkItem item, CancellationToken cancel);

    /// <summary>Called once when the item is parked after the last try; the reason is the last failure.</summary>
    Task ParkedAsync(WorkItem item, string reason, CancellationToken cancel);
}
