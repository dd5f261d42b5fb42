using System.Globalization;
using Awoooi.Core.Plans;

namespace Awoooi.Core.Rca.Rules;

/// <summary>Writes a match down as a verdict.</summary>
internal static class Verdicts
{
    public static readonly LocalText FactsMissing = new(
        "Part of the cluster could not be read, so no operation is suggested. Look at the workload, then analyse again.",
        "部分叢集資料無法讀取，因此不建議任何操作。請先查看工作負載，再重新分析。");

    private static readonly LocalText Unknown = new(
        "The evidence at hand does not show a cause.",
        "現有證據不足以判斷根因。");

    private static readonly LocalText LookYourself = new(
        "Look at the alert and the evidence; nothing is suggested because nothing fits.",
        "請查看告警與證據；沒有任何規則符合，因此不建議操作。");

    public static RcaVerdict Of(RuleMatch match, EvidencePack pack, RcaSubject subject, string hash)
    {
        var rule = match.Rule;
        var verdict = new RcaVerdict
        {
            Cause = rule.Cause,
            RootCause = RuleText.Fill(rule.RootCause.En, match, subject),
            RootCauseZh = RuleText.Fill(rule.RootCause.ZhHantTw, match, subject),
            Confidence = rule.Confidence,
            Workload = subject.Workload,
            Pod = rule.Target is { } target ? Subjects.PodName(match.Facts[target].Subject) : null,
            Operation = rule.Operation,
            Risk = rule.Risk,
            BlastRadius = Blast.Of(rule.Operation, pack, subject),
            Cites = match.Cites,
            Provider = RuleEngine.Provider,
            RuleSetHash = hash,
            EvidenceMissing = Missing(pack),
            Runbook = rule.Runbook is { } runbook ? RuleText.Fill(runbook.En, match, subject) : null,
            RunbookZh = rule.Runbook is { } local ? RuleText.Fill(local.ZhHantTw, match, subject) : null,
            RuleId = rule.Id,
            SymptomObserved = match.Facts.Values.Any(fact => fact.ObservedByUs && EvidenceSchema.IsSymptom(fact.Kind)),
        };
        var parameters = rule.Parameters.ToDictionary(pair => pair.Key, pair => RuleText.Parameter(pair.Value, match, subject), StringComparer.Ordinal);
        return parameters.Values.Any(value => value is null)
            ? Manual(verdict, FactsMissing)
            : verdict with { Parameters = parameters.ToDictionary(pair => pair.Key, pair => pair.Value!, StringComparer.Ordinal) };
    }

    public static RcaVerdict NotEnough(EvidencePack pack, RcaSubject subject, string hash, IReadOnlyList<AlternativeCause> alternatives) => new()
    {
        Cause = CauseSlugs.NotEnoughEvidence,
        RootCause = Unknown.En,
        RootCauseZh = Unknown.ZhHantTw,
        Confidence = 0,
        Workload = subject.Workload,
        Operation = Operation.Manual,
        Risk = RiskLevel.Low,
        BlastRadius = Blast.Of(Operation.Manual, pack, subject),
        Cites = [],
        Alternatives = alternatives,
        Provider = RuleEngine.Provider,
        RuleSetHash = hash,
        EvidenceMissing = Missing(pack),
        Runbook = LookYourself.En,
        RunbookZh = LookYourself.ZhHantTw,
    };

    /// <summary>The verdict when another rule forbids the operation; the cause that was found stays as the first alternative.</summary>
    public static RcaVerdict Vetoed(RcaVerdict verdict, RuleMatch winner, RuleMatch veto, RcaSubject subject)
    {
        var found = new AlternativeCause(verdict.Cause, verdict.RootCause, verdict.Confidence, verdict.Cites, []);
        return Manual(verdict, new LocalText(RuleText.Fill(veto.Rule.Runbook?.En ?? "", veto, subject), RuleText.Fill(veto.Rule.Runbook?.ZhHantTw ?? "", veto, subject))) with
        {
            Cause = veto.Rule.Cause,
            RootCause = $"{verdict.RootCause} {RuleText.Fill(veto.Rule.RootCause.En, veto, subject)}",
            RootCauseZh = verdict.RootCauseZh + RuleText.Fill(veto.Rule.RootCause.ZhHantTw, veto, subject),
            Cites = RuleMatch.Ids(winner.Facts.Values.Concat(veto.Facts.Values)),
            Alternatives = [found, .. verdict.Alternatives],
            RuleId = veto.Rule.Id,
        };
    }

    public static RcaVerdict Manual(RcaVerdict verdict, LocalText runbook) => verdict with
    {
        Operation = Operation.Manual,
        Pod = null,
        Parameters = new Dictionary<string, string>(),
        BlastRadius = verdict.BlastRadius with { AffectedPods = null, Downtime = null, DataImpact = null },
        Runbook = runbook.En,
        RunbookZh = runbook.ZhHantTw,
    };

    private static IReadOnlyList<string> Missing(EvidencePack pack)
        => [.. pack.Missing.Select(item => item.ToString()), .. pack.Dropped > 0 ? [string.Create(CultureInfo.InvariantCulture, $"evidence: {pack.Dropped} facts over the limit")] : Array.Empty<string>()];
}
