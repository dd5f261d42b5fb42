namespace Awoooi.Core.Incidents;

/// <summary>Where an incident stands.</summary>
public enum IncidentStatus
{
    Open = 0,
    Acknowledged = 1,
    Resolved = 2,
}

/// <summary>Who ended an incident; <see cref="Stale"/> counts for neither AI nor people.</summary>
public enum ClosedBy
{
    Self,
    Ai,
    Human,
    Stale,
}
