using Awoooi.Core.Plans;

namespace Awoooi.Core.Rca.Rules;

/// <summary>Judges evidence by the rules alone: pure, deterministic, and silent where the facts do not suffice.</summary>
public sealed class RuleEngine(RuleSet rules)
{
    public const string Provider = "rules";
    private const int MaxAlternatives = 5;

    public string RuleSetHash => rules.Hash;

    /// <summary>The best rule by specificity, then confidence; between equals the careful one (manual), then the id. The rest are alternatives.</summary>
    public RcaVerdict Judge(EvidencePack pack, RcaSubject subject)
    {
        ArgumentNullException.ThrowIfNull(pack);
        ArgumentNullException.ThrowIfNull(subject);
        var matcher = new RuleMatcher(pack, subject);
        var matches = rules.Rules.Select(matcher.Match).OfType<RuleMatch>()
            .OrderByDescending(match => match.Rule.Specificity)
            .ThenByDescending(match => match.Rule.Confidence)
            .ThenBy(match => match.Rule.Acts)
            .ThenBy(match => match.Rule.Id, StringComparer.Ordinal)
            .ToList();
        var causes = matches.Where(match => match.Rule.Vetoes.Count == 0).ToList();
        var gate = new ActionGate(pack, subject);
        var winner = causes.Find(match => match.Fits && gate.Allows(match));
        if (winner is null)
        {
            return Verdicts.NotEnough(pack, subject, rules.Hash, Alternatives(causes, null, subject));
        }

        var verdict = Verdicts.Of(winner, pack, subject, rules.Hash) with { Alternatives = Alternatives(causes, winner, subject) };
        var veto = winner.Rule.Acts ? matches.Find(match => match.Fits && match.Rule.Vetoes.Contains(winner.Rule.Operation)) : null;
        return veto is null ? gate.Restrain(verdict) : Verdicts.Vetoed(verdict, winner, veto, subject);
    }

    private static IReadOnlyList<AlternativeCause> Alternatives(IEnumerable<RuleMatch> causes, RuleMatch? winner, RcaSubject subject)
        => [.. causes
            .Where(match => match != winner && match.Rule.Cause != winner?.Rule.Cause)
            .DistinctBy(match => match.Rule.Cause)
            .Take(MaxAlternatives)
            .Select(match => new AlternativeCause(
                match.Rule.Cause,
                RuleText.Fill(match.Rule.RootCause.En, match, subject),
                match.Rule.Confidence,
                match.Cites,
                match.Fits ? [.. winner?.Cites.Except(match.Cites, StringComparer.Ordinal) ?? []] : RuleMatch.Ids(match.Against)))];
}
