using Awoooi.Core.Alerts;

namespace Awoooi.Core.Incidents;

/// <summary>An alert of a delivery with its identity worked out.</summary>
/// <param name="Key">128 bits over source, fingerprint and sorted labels; with the start time this is the alert's identity.</param>
public sealed record IncomingAlert(Alert Alert, Guid Key, string Fingerprint, string ClassKey, bool Elsewhere);

/// <summary>One authenticated webhook body on its way to the database.</summary>
public sealed record Delivery(Guid Id, string Source, DateTimeOffset ReceivedAt, IReadOnlyList<IncomingAlert> Alerts, ReadOnlyMemory<byte> Body)
{
    /// <summary>False for a note of our own about a body that was refused.</summary>
    public bool FromSource { get; init; } = true;

    /// <summary>Whether the source itself was heard: test alerts prove the way, not the sender.</summary>
    public bool Heard => FromSource && (Alerts.Count == 0 || Alerts.Any(alert => !alert.Alert.Test));
}

/// <summary>What became of one alert of a delivery.</summary>
public enum IntakeOutcome
{
    Opened = 0,
    Aggregated = 1,
    Duplicate = 2,
    Resolved = 3,
    Ignored = 4,
}

/// <summary>An incident that a delivery touched, as it was right after that delivery.</summary>
public sealed record TouchedIncident(Guid Id, string Fingerprint, bool IsNew, long HitCount);

/// <summary>A delivery's own numbers, in order of arrival inside its batch; sent only after the commit.</summary>
public sealed record IntakeReceipt(int Opened, int Aggregated, int Duplicates, int Resolved, int Ignored, IReadOnlyList<TouchedIncident> Incidents)
{
    /// <summary>Storms that this delivery broke loose.</summary>
    public int Storms { get; init; }

    /// <summary>One word for the whole request.</summary>
    public string Status => Opened + Aggregated + Resolved > 0 ? "accepted" : Duplicates > 0 ? "deduplicated" : "ignored";
}
