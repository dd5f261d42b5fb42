using System.Globalization;
using Awoooi.Core.Approvals;
using Awoooi.Core.Incidents;
using Awoooi.Web.Components.WarRoom;

namespace Awoooi.Web.Components.Incidents;

/// <summary>Everything about one incident; all parts are empty when there is none.</summary>
/// <param name="Similar">Earlier ones of the same class, newest first.</param>
/// <param name="MayAct">The viewer may take or resolve it.</param>
public sealed record IncidentDossier(
    Incident? Incident, IReadOnlyList<TimelineLine> Story, IReadOnlyList<Approval> Approvals, IReadOnlyList<Incident> Similar, string? Raw, bool MayAct)
{
    public static IncidentDossier None { get; } = new(null, [], [], [], null, false);

    /// <summary>The storm that took it in.</summary>
    public Incident? Storm { get; init; }

    /// <summary>What it took in when it is a storm, newest first.</summary>
    public IReadOnlyList<Incident> Gathered { get; init; } = [];

    public VerdictView? Verdict { get; } = VerdictView.Of(Incident?.Verdict);

    public IReadOnlyList<FactView> Facts { get; } = FactView.Of(Incident?.Evidence, VerdictView.Of(Incident?.Verdict)?.Cites ?? []);

    /// <summary>Equal prints are drawn alike.</summary>
    public string Print => string.Create(
        CultureInfo.InvariantCulture,
        $"{Incident?.Status} {Incident?.Priority} {Incident?.ClosedBy} {Incident?.LastSeenAt:O} {Incident?.Firing} {Incident?.AnalysedAt:O} {Incident?.AcknowledgedBy} {MayAct} {Story.Count} {string.Join(',', Approvals.Select(approval => $"{approval.Id} {approval.State} {approval.ExpiresAt:O} {approval.Approvals.Count()}"))} {string.Join(',', Similar.Select(similar => $"{similar.Number} {similar.Status}"))} {Storm?.Number} {Incident?.Occurrences} {Gathered.Count}");
}
