using System.Globalization;
using Awoooi.Core.Approvals;
using Awoooi.Core.Autonomy;
using Awoooi.Core.Clusters;
using Awoooi.Core.Incidents;
using Awoooi.Web.Components.Shared;

namespace Awoooi.Web.Components.Nexus;

/// <summary>A decision that waits, with the incident behind it.</summary>
public sealed record WaitingDecision(Approval Approval, Incident? Incident);

/// <summary>What the first page shows, as of one reading.</summary>
public sealed record NexusModel
{
    public required AutonomyIndex Index { get; init; }

    public required WorkloadsSeen Workloads { get; init; }

    public required IncidentCounts Counts { get; init; }

    /// <summary>The first of what waits: worst risk, then soonest expiry.</summary>
    public required IReadOnlyList<WaitingDecision> First { get; init; }

    /// <summary>How many decisions wait in all.</summary>
    public required int Waiting { get; init; }

    /// <summary>Since when the oldest of them waits.</summary>
    public DateTimeOffset? OldestSince { get; init; }

    /// <summary>Open incidents on which a repair is under way.</summary>
    public required int Handled { get; init; }

    /// <summary>Open incidents for which a signature is asked.</summary>
    public required int NeedPeople { get; init; }

    public required IReadOnlyList<Thought> Story { get; init; }

    /// <summary>Key of the link that is not there; null when quiet can be believed.</summary>
    public string? MissingLink { get; init; }

    /// <summary>Nobody is asked, nothing is left lying, and both are proven.</summary>
    public bool Quiet => Waiting == 0 && Counts.Open <= Handled && MissingLink is null;

    /// <summary>Differs when a new drawing would show something new.</summary>
    public string Print => string.Join('|', new object?[]
    {
        Index.Now, Index.Before, string.Join(';', Index.Days), Workloads.Beyond, Workloads.Fault, Workloads.Fault is null ? null : Workloads.At,
        string.Join(';', Workloads.Workloads ?? []), Counts.Open, Counts.Firing, Counts.AlertsLastHour, Waiting, OldestSince, Handled, NeedPeople, MissingLink,
        string.Join(';', First.Select(decision => $"{decision.Approval.Number} {decision.Approval.State} {decision.Approval.ExpiresAt:O} {decision.Approval.Approvals.Count()} {decision.Incident?.AnalysedAt:O}")),
        string.Join(';', Story.Select(line => line.Id)),
    }.Select(part => Convert.ToString(part, CultureInfo.InvariantCulture)));
}
