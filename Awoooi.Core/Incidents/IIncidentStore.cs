using System.Text.Json.Nodes;

namespace Awoooi.Core.Incidents;

/// <summary>What became of a person's or a worker's change to an incident.</summary>
public enum IncidentChange
{
    Done,
    NotFound,

    /// <summary>It already was in that state.</summary>
    Unchanged,
}

/// <summary>Reads incidents and changes them by acts of people and workers; every change is audited in its own commit.</summary>
public interface IIncidentStore
{
    Task<Incident?> FindAsync(Guid id, CancellationToken cancel);

    /// <summary>By <c>INC-88</c> or uuid text; null when there is none or the text is neither.</summary>
    Task<Incident?> FindAsync(string id, CancellationToken cancel);

    Task<IncidentPage> ListAsync(IncidentFilter filter, CancellationToken cancel);

    /// <summary>Newest first, at most <paramref name="limit"/>.</summary>
    Task<IReadOnlyList<IncidentAlert>> AlertsAsync(Guid id, int limit, CancellationToken cancel);

    Task<IReadOnlyList<TimelineLine>> TimelineAsync(Guid id, int limit, CancellationToken cancel);

    /// <summary>The newest lines over all incidents, for the thinking stream.</summary>
    Task<IReadOnlyList<TimelineLine>> ThinkingAsync(int limit, CancellationToken cancel);

    /// <summary>The raw body of the incident's first delivery; null when it is no longer kept.</summary>
    Task<byte[]?> RawAsync(Guid id, CancellationToken cancel);

    Task<IncidentChange> AcknowledgeAsync(Guid id, string actor, CancellationToken cancel);

    Task<IncidentChange> ResolveAsync(Guid id, string actor, string reason, CancellationToken cancel);

    /// <summary>Stores the outcome of an analysis with its story, in one commit.</summary>
    Task RecordAnalysisAsync(Guid id, JsonNode verdict, JsonNode evidence, JsonNode decision, IReadOnlyList<TimelineLine> story, CancellationToken cancel);

    /// <summary>Raises the priority to at least this one; a higher one stays.</summary>
    Task RaiseAsync(Guid id, Alerts.Priority priority, CancellationToken cancel);

    /// <summary>Writes down who ended an incident that closed by itself.</summary>
    Task CreditAsync(Guid id, ClosedBy closedBy, CancellationToken cancel);

    Task TellAsync(IReadOnlyList<TimelineLine> story, CancellationToken cancel);

    /// <summary>Closes open incidents that nothing was heard of for so long; returns how many.</summary>
    Task<int> CloseStaleAsync(TimeSpan silence, CancellationToken cancel);

    /// <summary>Earlier incidents of the same class, newest first, with how they ended.</summary>
    Task<IReadOnlyList<Incident>> SimilarAsync(Guid id, TimeSpan window, int limit, CancellationToken cancel);

    Task<IncidentCounts> CountsAsync(CancellationToken cancel);
}

/// <summary>Numbers of the open incidents; tests left out.</summary>
public sealed record IncidentCounts(int Open, int Unacknowledged, long AlertsLastHour, DateTimeOffset? LastAlertAt)
{
    /// <summary>Alerts that fire now, over all of them.</summary>
    public long Firing { get; init; }
}
