using System.Text.Json.Nodes;
using Awoooi.Core.Alerts;
using Awoooi.Core.Approvals;
using Awoooi.Core.Incidents;
using Awoooi.Core.Rca;
using Awoooi.Core.Rca.Facts;
using Awoooi.Core.Work;

namespace Awoooi.Core.Remediation.Analysis;

/// <summary>
/// The way of an incident in one place: evidence → cause → decision → card or execution. Idempotent: a second run finds the request
/// of the first one open and joins it.
/// </summary>
public sealed class AnalyseIncident(IIncidentStore incidents, RcaPipeline rca, ProposalMaker proposals, IApprovalStore approvals, Installation installation, TimeProvider clock) : IWorkHandler
{
    private const int AlertsRead = 50;
    private const int SimilarRead = 5;
    private static readonly TimeSpan SimilarWindow = TimeSpan.FromHours(24);
    private static readonly TimeSpan BusyDelay = TimeSpan.FromSeconds(30);

    public string Kind => "analyse";

    public async Task<WorkOutcome> HandleAsync(WorkItem item, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(item);
        if (await incidents.FindAsync(Guid.Parse(item.Key), cancel) is not { Status: not IncidentStatus.Resolved } incident)
        {
            return new WorkOutcome.Done();
        }

        if (await RagingAsync(incident, cancel) is not null)
        {
            // The storm is analysed, not each of those that make it up.
            return new WorkOutcome.Done();
        }

        var alert = Representative(await incidents.AlertsAsync(incident.Id, AlertsRead, cancel));
        if (alert is null)
        {
            return new WorkOutcome.Done();
        }

        var analysis = await rca.AnalyseAsync(new EvidenceRequest(alert, installation.Cluster, await HistoryAsync(incident, cancel)), cancel);
        var proposal = incident.IsStorm ? Proposal.LeftToPeople("a storm has no single workload to repair") : await proposals.MakeAsync(incident, analysis, cancel);
        var (verdict, decision) = (VerdictJson.Write(analysis.Verdict), proposal.ToJson());
        await incidents.RecordAnalysisAsync(
            incident.Id, verdict, VerdictJson.Write(analysis.Collected.Pack.Items), decision,
            IsOldNews(incident, verdict, decision) ? [] : [.. Story.OfAnalysis(incident, analysis.Verdict, proposal, clock.GetUtcNow())], cancel);
        return proposal.Request is null ? new WorkOutcome.Done() : await OpenAsync(incident, proposal.Request, cancel);
    }

    public async Task ParkedAsync(WorkItem item, string reason, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(item);
        var id = Guid.Parse(item.Key);
        await incidents.RaiseAsync(id, Priority.P1, cancel);
        await incidents.TellAsync([new TimelineLine(id, clock.GetUtcNow(), "watching", "AI could not decide. A person has to look.", "AI 無法判斷，需要人員查看。")], cancel);
    }

    private async Task<WorkOutcome> OpenAsync(Incident incident, NewApproval request, CancellationToken cancel)
    {
        switch (await approvals.OpenAsync(request, cancel))
        {
            case OpenOutcome.Opened opened:
                // A storm may have begun meanwhile; what gathered its members may have come too early to see this request.
                if (await incidents.FindAsync(incident.Id, cancel) is { } now && await RagingAsync(now, cancel) is { } storm)
                {
                    await GatherStorm.GiveWayAsync(approvals, now, storm, cancel);
                }

                await incidents.TellAsync([Story.OfRequest(incident, opened.Approval, joined: false, clock.GetUtcNow())], cancel);
                return new WorkOutcome.Done();
            case OpenOutcome.Joined joined:
                await incidents.TellAsync([Story.OfRequest(incident, joined.Approval, joined: true, clock.GetUtcNow())], cancel);
                return new WorkOutcome.Done();
            default:
                // Something runs on the workload now; what it leaves behind is looked at afresh.
                return new WorkOutcome.Again(BusyDelay);
        }
    }

    // Looking again and finding the same is no story.
    private static bool IsOldNews(Incident incident, JsonNode verdict, JsonNode decision)
        => Says(incident.Verdict, "cause") is { } cause && cause == Says(verdict, "cause") && Says(incident.Verdict, "operation") == Says(verdict, "operation") && Says(incident.Decision, "mode") == Says(decision, "mode");

    private static string? Says(JsonNode? node, string name) => node?[name]?.ToString();

    /// <summary>The storm that the incident is part of, while it lasts.</summary>
    private async Task<Incident?> RagingAsync(Incident incident, CancellationToken cancel)
        => incident.StormId is { } id && await incidents.FindAsync(id, cancel) is { } storm && storm.StormUntil > clock.GetUtcNow() ? storm : null;

    /// <summary>The alert that stands for all: firing before resolved, worse before milder, then the newest.</summary>
    private static Alert? Representative(IReadOnlyList<IncidentAlert> alerts)
        => alerts.OrderBy(alert => alert.Status).ThenByDescending(alert => alert.Alert.Severity).ThenByDescending(alert => alert.LastReceivedAt).FirstOrDefault()?.Alert;

    private async Task<IncidentHistory> HistoryAsync(Incident incident, CancellationToken cancel)
    {
        var similar = await incidents.SimilarAsync(incident.Id, SimilarWindow, SimilarRead, cancel);
        return new IncidentHistory(
            incident.Occurrences + similar.Sum(earlier => earlier.Occurrences), incident.Occurrences, incident.IsStorm,
            [.. similar.Select(earlier => new SimilarIncident(earlier.ShortId, earlier.Verdict?["cause"]?.GetValue<string>() ?? "unknown", Outcome(earlier), earlier.OpenedAt))]);
    }

    private static string Outcome(Incident incident) => incident.ClosedBy?.Name() ?? "open";
}
