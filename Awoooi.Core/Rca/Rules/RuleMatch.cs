namespace Awoooi.Core.Rca.Rules;

/// <summary>A rule with the facts it rests on, by name; <see cref="Against"/> holds facts that rule it out, empty when it fits.</summary>
internal sealed record RuleMatch(Rule Rule, IReadOnlyDictionary<string, Evidence> Facts, IReadOnlyList<Evidence> Against)
{
    public bool Fits => Against.Count == 0;

    public IReadOnlyList<string> Cites => Ids(Facts.Values);

    public static IReadOnlyList<string> Ids(IEnumerable<Evidence> facts)
        => [.. facts.Select(fact => fact.Id).Distinct(StringComparer.Ordinal).OrderBy(id => id.Length).ThenBy(id => id, StringComparer.Ordinal)];
}
