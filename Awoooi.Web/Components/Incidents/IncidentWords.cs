using Awoooi.Core.Incidents;

namespace Awoooi.Web.Components.Incidents;

/// <summary>Keys of the words for an incident.</summary>
internal static class IncidentWords
{
    public static string State(Incident incident) => incident switch
    {
        { Status: IncidentStatus.Resolved, ClosedBy: { } by } => $"closed.{by.Name()}",
        { Status: IncidentStatus.Resolved } => "state.resolved",
        { Status: IncidentStatus.Acknowledged } => "state.acknowledged",
        _ => "state.open",
    };
}
