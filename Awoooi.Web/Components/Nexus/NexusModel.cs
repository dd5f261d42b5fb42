using System.Globalization;
using Awoooi.Core.Approvals;
using Awoooi.Core.Autonomy;
using Awoooi.Core.Incidents;

namespace Awoooi.Web.Components.Nexus;

/// <summary>What the first page shows.</summary>
/// <param name="Workloads">Null when no cluster answered.</param>
/// <param name="MissingLink">Key of the link that is not there; null when quiet can be believed.</param>
public sealed record NexusModel(
    AutonomyIndex Index, int? Workloads, IncidentCounts Counts, IReadOnlyList<Approval> Waiting, IReadOnlyList<TimelineLine> Story, string? MissingLink)
{
    /// <summary>Differs when a new drawing would show something new.</summary>
    public string Print => string.Join('|', new object?[]
    {
        Index.Now, Index.Before, string.Join(';', Index.Days), Workloads, Counts.Open, MissingLink,
        string.Join(';', Waiting.Select(approval => $"{approval.Number} {approval.ExpiresAt:O} {approval.Approvals.Count()}")),
        string.Join(';', Story.Select(line => $"{line.IncidentId} {line.At:O} {line.Verb}")),
    }.Select(part => Convert.ToString(part, CultureInfo.InvariantCulture)));
}
