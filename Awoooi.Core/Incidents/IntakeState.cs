using Awoooi.Core.Alerts;

namespace Awoooi.Core.Incidents;

/// <summary>The current row of one alert, as read under the intake lock and changed by <see cref="IntakeFold"/>.</summary>
public sealed class AlertRow
{
    public required Guid Key { get; init; }

    public required DateTimeOffset StartsAt { get; init; }

    public Guid? IncidentId { get; set; }

    public AlertStatus Status { get; set; }

    public Severity Severity { get; set; }

    public required DateTimeOffset FirstReceivedAt { get; init; }

    public DateTimeOffset LastReceivedAt { get; set; }

    public DateTimeOffset? ResolvedAt { get; set; }

    public long Hits { get; set; }

    /// <summary>The latest delivery's alert; null when this batch did not change it.</summary>
    public Alert? Payload { get; set; }

    public bool IsNew { get; init; }

    public bool Changed { get; set; }

    /// <summary>The class that a new firing alert counts for; null for every other row, and for tests.</summary>
    public long? ClassId { get; init; }
}

/// <summary>The open incident of a fingerprint, or its last closed one, as read under the intake lock.</summary>
public sealed class IncidentRow
{
    public required Guid Id { get; init; }

    public required string Fingerprint { get; init; }

    /// <summary>What opened it in this batch; null for a row that was read.</summary>
    public IncomingAlert? First { get; init; }

    public IncidentStatus Status { get; set; }

    public ClosedBy? ClosedBy { get; set; }

    public Severity Severity { get; set; }

    public Priority Priority { get; set; }

    public required DateTimeOffset OpenedAt { get; init; }

    public DateTimeOffset LastSeenAt { get; set; }

    public DateTimeOffset? ResolvedAt { get; set; }

    public Guid? PreviousId { get; init; }

    public int Reopened { get; set; }

    public int Firing { get; set; }

    public long HitCount { get; set; }

    public int Occurrences { get; set; }

    public bool IsNew { get; init; }

    public bool Changed { get; set; }

    /// <summary>Opened, reopened, or its severity or priority rose: it has to be analysed.</summary>
    public bool Analyse { get; set; }

    public bool JustResolved { get; set; }

    /// <summary>A storm: until then whatever would open an incident in its group comes here instead; null for every other incident.</summary>
    public DateTimeOffset? StormUntil { get; set; }

    public bool IsStorm => StormUntil is not null;

    /// <summary>A storm that began in this batch, or began again.</summary>
    public bool JustBroke { get; set; }
}

/// <summary>One row of what happened to an alert in this batch; identical ones of a batch are one row with copies.</summary>
public sealed class OccurrenceRow
{
    public required AlertRow Alert { get; init; }

    public required Guid? IncidentId { get; init; }

    public required Guid DeliveryId { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    public required IntakeOutcome Outcome { get; init; }

    public int Copies { get; set; } = 1;
}
