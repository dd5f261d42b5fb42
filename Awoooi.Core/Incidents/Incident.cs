using System.Text.Json.Nodes;
using Awoooi.Core.Alerts;

namespace Awoooi.Core.Incidents;

/// <summary>What is worked on: the alerts of one fingerprint from the first firing to the end of the last.</summary>
public sealed record Incident
{
    public required Guid Id { get; init; }

    /// <summary>The number people use: <c>INC-88</c>.</summary>
    public required long Number { get; init; }

    public string ShortId => $"INC-{Number}";

    public required string Fingerprint { get; init; }

    public required string ClassKey { get; init; }

    public required string Source { get; init; }

    public required string AlertType { get; init; }

    public required string Category { get; init; }

    public required AutomationVerdict Automation { get; init; }

    public required Severity Severity { get; init; }

    public required Priority Priority { get; init; }

    public required string Namespace { get; init; }

    public required string TargetResource { get; init; }

    public required string ResourceType { get; init; }

    public required string Workload { get; init; }

    public required string Cluster { get; init; }

    public required string Message { get; init; }

    public required IncidentStatus Status { get; init; }

    public ClosedBy? ClosedBy { get; init; }

    public string? CloseReason { get; init; }

    public required DateTimeOffset OpenedAt { get; init; }

    public required DateTimeOffset LastSeenAt { get; init; }

    public DateTimeOffset? AcknowledgedAt { get; init; }

    public string? AcknowledgedBy { get; init; }

    public DateTimeOffset? ResolvedAt { get; init; }

    public int Reopened { get; init; }

    public Guid? PreviousId { get; init; }

    /// <summary>Alerts that fire now.</summary>
    public required int Firing { get; init; }

    /// <summary>Firing deliveries accepted.</summary>
    public required long HitCount { get; init; }

    /// <summary>Distinct alerts.</summary>
    public required int Occurrences { get; init; }

    public required bool Test { get; init; }

    public required bool Blind { get; init; }

    /// <summary>It is another cluster's; nothing acts on it here.</summary>
    public required bool Elsewhere { get; init; }

    /// <summary>The storm that took it in when that began; null for most.</summary>
    public Guid? StormId { get; init; }

    /// <summary>It is a storm, which gathers what would open incidents until then; null for every other incident.</summary>
    public DateTimeOffset? StormUntil { get; init; }

    public bool IsStorm => StormUntil is not null;

    /// <summary>The verdict as stored, null before the first analysis.</summary>
    public JsonNode? Verdict { get; init; }

    /// <summary>The decision as stored, null before the first analysis.</summary>
    public JsonNode? Decision { get; init; }

    /// <summary>The evidence as stored, null before the first analysis.</summary>
    public JsonNode? Evidence { get; init; }

    public DateTimeOffset? AnalysedAt { get; init; }

    /// <summary>The target in words for people: <c>shop/cart-7d4b8c9f5-xk2m3</c>, or the alert type when there is none.</summary>
    public string Subject => (Namespace, TargetResource) switch
    {
        ("", "") => AlertType,
        ("", _) => TargetResource,
        (_, "") => Namespace,
        _ => $"{Namespace}/{TargetResource}",
    };
}

/// <summary>One alert of an incident as it stands.</summary>
public sealed record IncidentAlert(AlertStatus Status, DateTimeOffset StartsAt, DateTimeOffset FirstReceivedAt, DateTimeOffset LastReceivedAt, DateTimeOffset? ResolvedAt, long Hits, Alert Alert);

/// <summary>One line of an incident's story, in both languages.</summary>
/// <param name="Verb">One of the stream's eleven verbs.</param>
public sealed record TimelineLine(Guid IncidentId, DateTimeOffset At, string Verb, string English, string Chinese);

/// <summary>Which incidents to list; nulls do not filter. Newest first.</summary>
/// <param name="Query">Part of a name, a fingerprint or a short id.</param>
/// <param name="Label">A label the incident's alerts carry, as name and value.</param>
/// <param name="Storm">The storm that took them in.</param>
/// <param name="Cursor">From <see cref="IncidentPage.Next"/>.</param>
public sealed record IncidentFilter(
    IncidentStatus? Status = null,
    bool OpenOnly = false,
    Priority? Priority = null,
    string? Service = null,
    string? Query = null,
    DateTimeOffset? Since = null,
    (string Name, string Value)? Label = null,
    string? Cursor = null,
    int Limit = 50,
    Guid? Storm = null);

/// <summary>Which alerts of an incident to list; nulls do not filter. Newest first.</summary>
/// <param name="Label">A label they carry, as name and value.</param>
/// <param name="Cursor">From <see cref="IncidentAlertPage.Next"/>.</param>
public sealed record IncidentAlertFilter((string Name, string Value)? Label = null, AlertStatus? Status = null, string? Cursor = null, int Limit = 100)
{
    public const int MostListed = 500;
}

/// <summary>A page of an incident's alerts; <paramref name="Next"/> is null on the last.</summary>
public sealed record IncidentAlertPage(IReadOnlyList<IncidentAlert> Items, string? Next);

/// <summary>A page of incidents; <paramref name="Next"/> is null on the last.</summary>
public sealed record IncidentPage(IReadOnlyList<Incident> Items, string? Next);
