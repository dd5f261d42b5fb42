using Awoooi.Core.Rca.Rules;

namespace Awoooi.Core.Rca;

/// <summary>Everything one analysis leaves behind.</summary>
public sealed record RcaAnalysis(RcaVerdict Verdict, CollectedEvidence Collected);

/// <summary>From an alert to a verdict: evidence, then rules.</summary>
public sealed class RcaPipeline(EvidenceCollector collector, RuleEngine engine)
{
    public async Task<RcaAnalysis> AnalyseAsync(EvidenceRequest request, CancellationToken cancel)
    {
        var collected = await collector.CollectAsync(request, cancel);
        return new RcaAnalysis(engine.Judge(collected.Pack, collected.Subject), collected);
    }
}
