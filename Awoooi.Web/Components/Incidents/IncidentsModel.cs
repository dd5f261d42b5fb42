using System.Globalization;
using Awoooi.Core.Approvals;
using Awoooi.Core.Incidents;

namespace Awoooi.Web.Components.Incidents;

/// <summary>One page of the list.</summary>
/// <param name="Asked">What is asked for or under way, by incident.</param>
/// <param name="Open">How many incidents are open in all.</param>
public sealed record IncidentsModel(IReadOnlyList<Incident> Items, string? Next, IReadOnlyDictionary<Guid, Approval> Asked, int Open)
{
    /// <summary>Equal prints are drawn alike.</summary>
    public string Print => string.Create(CultureInfo.InvariantCulture, $"{Open} {Next} {string.Join(';', Items.Select(Row))}");

    private string Row(Incident incident)
        => $"{incident.Number} {incident.Status} {incident.Priority} {incident.ClosedBy} {incident.HitCount} {incident.AcknowledgedBy} {incident.AnalysedAt is null} {(Asked.TryGetValue(incident.Id, out var asked) ? $"{asked.Number} {asked.State}" : "")}";
}
