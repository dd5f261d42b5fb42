namespace Awoooi.Core.Incidents.Recurrence;

/// <summary>When distinct alerts of a class came, over the last seven days. Repeats and tests are not in it.</summary>
public interface IAnomalyTimeline
{
    /// <param name="classKey">As <see cref="Incident.ClassKey"/>.</param>
    /// <param name="now">By the clock that stamps receipts; what came exactly a window ago is outside it.</param>
    Task<AnomalyCounts> ReadAsync(string classKey, DateTimeOffset now, CancellationToken cancel);
}

/// <summary>How many distinct alerts of a class came lately.</summary>
/// <param name="FirstSeen">Of the last seven days; null when there was none.</param>
public sealed record AnomalyCounts(int LastHour, int LastDay, int LastWeek, DateTimeOffset? FirstSeen, DateTimeOffset? LastSeen)
{
    /// <summary>Longest window; older occurrences count nowhere.</summary>
    public static TimeSpan Kept { get; } = TimeSpan.FromDays(7);

    public static AnomalyCounts None { get; } = new(0, 0, 0, null, null);
}

/// <summary>A distinct alert that was stored.</summary>
/// <param name="ClassId">From <see cref="AnomalyClass.IdOf"/>.</param>
/// <param name="AlertKey">With the start time this is the alert's identity.</param>
public readonly record struct Occurrence(long ClassId, DateTimeOffset At, Guid AlertKey, DateTimeOffset StartsAt);

/// <summary>Is told of occurrences right after their commit, where a timeline is kept outside the database.</summary>
public interface IOccurrenceFeed
{
    /// <summary>Returns at once; what it cannot pass on it must make up for itself.</summary>
    void Happened(IReadOnlyList<Occurrence> occurrences);
}
