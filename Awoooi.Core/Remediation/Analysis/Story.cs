using Awoooi.Core.Approvals;
using Awoooi.Core.Incidents;
using Awoooi.Core.Plans;
using Awoooi.Core.Rca;
using Awoooi.Core.Trust;

namespace Awoooi.Core.Remediation.Analysis;

/// <summary>Lines of the thinking stream, made by the pipeline itself: one verb, at most two short sentences, no raw query, no secret.</summary>
public static class Story
{
    public static IEnumerable<TimelineLine> OfAnalysis(Incident incident, RcaVerdict verdict, Proposal proposal, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(incident);
        ArgumentNullException.ThrowIfNull(verdict);
        ArgumentNullException.ThrowIfNull(proposal);
        yield return Line("saw", $"{incident.AlertType} on {incident.Subject}.", $"{incident.Subject} 發生 {incident.AlertType}。");
        if (incident.Occurrences > 1)
        {
            yield return Line("linked", $"{incident.Occurrences} alerts are one incident: {incident.Subject}.", $"{incident.Occurrences} 筆告警屬於同一事件：{incident.Subject}。");
        }

        yield return verdict.Cause == "not-enough-evidence"
            ? Line("guessed", "Not enough evidence to say.", "證據不足，無法判斷。")
            : Line("guessed", $"{verdict.RootCause} {verdict.Confidence} % from {verdict.Cites.Count} facts.", $"{verdict.RootCauseZh ?? verdict.RootCause}信心 {verdict.Confidence} %，依據 {verdict.Cites.Count} 項證據。");
        if (proposal.Decision is null or { Mode: DecisionMode.Manual })
        {
            yield return Line("watching", $"{incident.Subject}: left to people.", $"{incident.Subject}：交由人員處理。");
        }

        TimelineLine Line(string verb, string english, string chinese) => new(incident.Id, at, verb, english, chinese);
    }

    public static TimelineLine OfRequest(Incident incident, Approval approval, bool joined, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(incident);
        ArgumentNullException.ThrowIfNull(approval);
        var (english, chinese) = (PlanTitle.English(approval.Plan), PlanTitle.Chinese(approval.Plan));
        return approval.State == ApprovalState.Approved
            ? new TimelineLine(incident.Id, at, "acted", $"{english}. Low risk, it runs alone.", $"{chinese}。低風險，自動執行。")
            : joined
                ? new TimelineLine(incident.Id, at, "linked", $"{english} is asked for already ({approval.ShortId}).", $"{chinese}已在等待簽核（{approval.ShortId}）。")
                : new TimelineLine(incident.Id, at, "proposed", $"{english} ({approval.ShortId}).", $"{chinese}（{approval.ShortId}）。");
    }
}
