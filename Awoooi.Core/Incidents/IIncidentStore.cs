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

    /// <summary>Page by page.</summary>
    /// <exception cref="FormatException">The cursor is none that a page returned.</exception>
    Task<IncidentAlertPage> AlertsAsync(Guid id, IncidentAlertFilter filter, CancellationToken cancel);

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

    /// <summary>Closes open incidents that nothing was heard of for so long; returns how many, at most 500 at a time.</summary>
    Task<int> CloseStaleAsync(StaleAfter silence, CancellationToken cancel);

    /// <summary>
    /// Asks for a new analysis of open incidents with nothing pending whose verdict is old, or whose last request ended without
    /// effect, expired or was rejected since; returns how many, at most 500 at a time.
    /// </summary>
    Task<int> AnalyseAgainAsync(AnalysisAge age, CancellationToken cancel);

    /// <summary>Earlier incidents of the same class, newest first, with how they ended.</summary>
    Task<IReadOnlyList<Incident>> SimilarAsync(Guid id, TimeSpan window, int limit, CancellationToken cancel);

    Task<IncidentCounts> CountsAsync(CancellationToken cancel);
}

/// <summary>After how long a silence an incident counts as over, neither by AI nor by a person.</summary>
/// <param name="BySource">Sources with a rule of their own; null never.</param>
public sealed record StaleAfter(TimeSpan Usual, IReadOnlyDictionary<string, TimeSpan?> BySource)
{
    /// <summary>A day; a week for issues of Sentry, which fire once; a scan's finding stays until a clean scan.</summary>
    public static StaleAfter Default { get; } = new(TimeSpan.FromHours(24), new Dictionary<string, TimeSpan?> { ["sentry"] = TimeSpan.FromDays(7), ["kali"] = null });
}

/// <summary>When an open incident is looked at again.</summary>
/// <param name="Least">Never sooner after an analysis.</param>
/// <param name="Most">An older verdict is made anew.</param>
public sealed record AnalysisAge(TimeSpan Least, TimeSpan Most)
{
    public static AnalysisAge Default { get; } = new(TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(30));
}

/// <summary>Numbers of the open incidents; tests left out.</summary>
public sealed record IncidentCounts(int Open, int Unacknowledged, long AlertsLastHour, DateTimeOffset? LastAlertAt);
