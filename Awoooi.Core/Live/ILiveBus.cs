namespace Awoooi.Core.Live;

/// <summary>
/// Tells pages that something changed. Topics carry no data (<c>incident:…</c>, <c>approvals</c>, <c>services</c>): the reader reads again.
/// A lost message only delays, since readers reconcile every 10 s.
/// </summary>
public interface ILiveBus
{
    /// <summary>Publishes after a commit; stores that publish inside their transaction use NOTIFY instead.</summary>
    ValueTask PublishAsync(IReadOnlyCollection<string> topics, CancellationToken cancel);

    /// <summary>A subscription with one slot: many changes between two reads are one wake-up. An empty list hears everything.</summary>
    ILiveSubscription Subscribe(params IReadOnlyCollection<string> topics);

    /// <summary>When the listener last heard its own heartbeat through the database; null before the first.</summary>
    DateTimeOffset? LastHeartbeat { get; }
}

/// <summary>Topics of the live bus.</summary>
public static class LiveTopics
{
    public const string Approvals = "approvals";
    public const string Incidents = "incidents";
    public const string Autonomy = "autonomy";
    public const string Services = "services";
    public const string Thinking = "thinking";
    public const string Settings = "settings";
    public const string Sources = "sources";
    public const string People = "people";

    /// <summary>Work was enqueued; workers look at once.</summary>
    public const string Work = "work";

    public static string Incident(Guid id) => $"incident:{id}";

    public static string Approval(Guid id) => $"approval:{id}";
}

/// <summary>Disposing ends it.</summary>
public interface ILiveSubscription : IAsyncDisposable
{
    /// <summary>Completes when at least one topic changed since the last call; the changed topics.</summary>
    ValueTask<IReadOnlyCollection<string>> NextAsync(CancellationToken cancel);
}
