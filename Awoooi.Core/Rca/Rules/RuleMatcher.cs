using System.IO.Enumeration;

namespace Awoooi.Core.Rca.Rules;

/// <summary>Finds the facts that satisfy a rule; only facts about the victim count, and the order they came in does not.</summary>
internal sealed class RuleMatcher
{
    private readonly RcaSubject _subject;
    private readonly ILookup<string, Evidence> _byKind;

    public RuleMatcher(EvidencePack pack, RcaSubject subject)
    {
        _subject = subject;
        var named = subject.Pod is { } pod ? Subjects.Pod(subject.Workload?.Namespace ?? subject.Namespace, pod) : null;

        // The pod that the alert names comes first, then by content, so that ids and arrival order decide nothing.
        _byKind = pack.Items
            .Where(item => subject.Covers(item.Subject))
            .OrderByDescending(item => item.Subject == named)
            .ThenBy(EvidencePack.ContentKey, StringComparer.Ordinal)
            .ToLookup(item => item.Kind, StringComparer.Ordinal);
    }

    /// <summary>The match; null when a fact it needs is not there.</summary>
    public RuleMatch? Match(Rule rule)
    {
        if (!Admits(rule))
        {
            return null;
        }

        RuleMatch? ruledOut = null;
        foreach (var facts in Bindings(rule.All, 0, new Dictionary<string, Evidence>(StringComparer.Ordinal)))
        {
            if (WithAny(rule.Any, facts) is not { } bound)
            {
                continue;
            }

            var against = rule.None.SelectMany(pattern => Candidates(pattern, bound)).Distinct().ToList();
            var match = new RuleMatch(rule, bound, against);
            if (match.Fits)
            {
                return match;
            }

            ruledOut ??= match;
        }

        return ruledOut;
    }

    private bool Admits(Rule rule)
        => (rule.Categories.Count == 0 && rule.AlertTypes.Count == 0)
            || rule.Categories.Contains(_subject.Category, StringComparer.Ordinal)
            || rule.AlertTypes.Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, _subject.AlertType, ignoreCase: true));

    private IEnumerable<Dictionary<string, Evidence>> Bindings(IReadOnlyList<FactPattern> patterns, int index, Dictionary<string, Evidence> bound)
    {
        if (index == patterns.Count)
        {
            yield return bound;
            yield break;
        }

        foreach (var fact in Candidates(patterns[index], bound))
        {
            var next = new Dictionary<string, Evidence>(bound, StringComparer.Ordinal) { [patterns[index].Name] = fact };
            foreach (var complete in Bindings(patterns, index + 1, next))
            {
                yield return complete;
            }
        }
    }

    private Dictionary<string, Evidence>? WithAny(IReadOnlyList<FactPattern> any, Dictionary<string, Evidence> bound)
    {
        if (any.Count == 0)
        {
            return bound;
        }

        var found = any.Select(pattern => (pattern.Name, Fact: Candidates(pattern, bound).FirstOrDefault())).Where(pair => pair.Fact is not null).ToList();
        if (found.Count == 0)
        {
            return null;
        }

        var all = new Dictionary<string, Evidence>(bound, StringComparer.Ordinal);
        found.ForEach(pair => all[pair.Name] = pair.Fact!);
        return all;
    }

    private IEnumerable<Evidence> Candidates(FactPattern pattern, Dictionary<string, Evidence> bound)
        => _byKind[pattern.Kind].Where(fact =>
            (pattern.SameAs is null || (bound.TryGetValue(pattern.SameAs, out var other) && other.Subject == fact.Subject))
            && pattern.Where.All(condition => condition.Holds(fact)));
}
