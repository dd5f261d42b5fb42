using Awoooi.Core.Approvals;
using Awoooi.Core.Incidents;
using Awoooi.Web.Components.Automation;
using Awoooi.Web.Components.Shared;

namespace Awoooi.Web.Components.Incidents;

/// <summary>Keys of the words for an incident, and the icon that goes with its state.</summary>
internal static class IncidentWords
{
    private const string Ai = "AI";

    /// <param name="approval">What is asked for or under way for it; null when nothing is.</param>
    public static (IconName Icon, string Css, string Key) State(Incident incident, Approval? approval = null) => (incident, approval) switch
    {
        ({ Status: IncidentStatus.Resolved, ClosedBy: { } by }, _) => (by == ClosedBy.Stale ? IconName.Dash : IconName.Check, by == ClosedBy.Stale ? "calm" : "good", $"closed.{by.Name()}"),
        ({ Status: IncidentStatus.Resolved }, _) => (IconName.Check, "good", "state.resolved"),
        (_, { } asked) when asked.State.IsWaiting() => (IconName.Clock, "bad", "state.needsYou"),
        (_, { }) => (IconName.Arc, "calm", "state.repairing"),
        ({ AnalysedAt: null }, _) => (IconName.Arc, "calm", "state.analysing"),
        ({ Status: IncidentStatus.Acknowledged }, _) => (IconName.Check, "calm", "state.acknowledged"),
        _ => (IconName.Clock, "calm", "state.open"),
    };

    /// <summary>What the alert says of itself, or its name.</summary>
    public static string Title(Incident incident) => string.IsNullOrWhiteSpace(incident.Message) ? incident.AlertType : incident.Message;

    /// <summary>The person who has it, or AI where it works on it or ended it; a dash when nobody does.</summary>
    public static string Who(Incident incident, Approval? approval = null) => incident switch
    {
        { AcknowledgedBy: { } by } => AuditedName.Of(by),
        { ClosedBy: ClosedBy.Ai } => Ai,
        { Status: not IncidentStatus.Resolved, AnalysedAt: null } => Ai,
        _ when approval is { ProposedBy: null } => Ai,
        _ => "–",
    };
}
