using System.Security.Cryptography;
using System.Text.Json;

namespace Awoooi.Core.Rca.Rules;

/// <summary>The active rules, by id, with a hash over their content that every verdict carries.</summary>
public sealed class RuleSet
{
    public RuleSet(IEnumerable<Rule> rules)
    {
        Rules = [.. rules.OrderBy(rule => rule.Id, StringComparer.Ordinal)];
        if (Rules.Zip(Rules.Skip(1)).FirstOrDefault(pair => pair.First.Id == pair.Second.Id) is { First: { } twice })
        {
            throw new ArgumentException($"Rule '{twice.Id}' is there twice", nameof(rules));
        }

        Hash = Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(Rules.Select(Canonical))));
    }

    public IReadOnlyList<Rule> Rules { get; }

    /// <summary>Lower-case hexadecimal sha256; independent of files, order and comments.</summary>
    public string Hash { get; }

    private static Rule Canonical(Rule rule)
        => rule with { Parameters = new SortedDictionary<string, string>(rule.Parameters.ToDictionary(StringComparer.Ordinal), StringComparer.Ordinal) };
}
