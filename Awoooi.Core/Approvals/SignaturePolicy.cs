using Awoooi.Core.Plans;

namespace Awoooi.Core.Approvals;

/// <summary>One way to reach a quorum.</summary>
/// <param name="People">Different people who sign.</param>
/// <param name="Commanders">How many of them sign with a Commander's weight.</param>
public sealed record Threshold(int People, int Commanders)
{
    public bool IsMet(int people, int commanders) => people >= People && commanders >= Commanders;
}

/// <summary>What one risk level asks for: any satisfied threshold decides, so many rejections stop.</summary>
/// <param name="BrowserPeople">How many of the signatures must come from a browser.</param>
public sealed record SignaturePolicy(IReadOnlyList<Threshold> Thresholds, int Rejections, int BrowserPeople)
{
    /// <summary>Whether these valid approvals decide; one person counts once, whatever the list says.</summary>
    public bool IsMet(IEnumerable<Signature> approvals)
    {
        var people = approvals.DistinctBy(signature => signature.PersonId).ToList();
        var commanders = people.Count(signature => signature.Weight == SignatureWeight.Commander);
        return people.Count(signature => signature.Via == SignedVia.Browser) >= BrowserPeople
            && Thresholds.Any(threshold => threshold.IsMet(people.Count, commanders));
    }

    /// <summary>The threshold closest to being met, for "n of m".</summary>
    public Threshold Nearest(int people, int commanders)
        => Thresholds.MinBy(threshold => Math.Max(threshold.People - people, threshold.Commanders - commanders))!;
}

/// <summary>The policies of an installation; <see cref="Version"/> is part of every plan, so that a change voids what was signed under another.</summary>
public sealed record SignaturePolicies(IReadOnlyDictionary<RiskLevel, SignaturePolicy> ByRisk)
{
    public static SignaturePolicies Default { get; } = new(new Dictionary<RiskLevel, SignaturePolicy>
    {
        [RiskLevel.Low] = new([new Threshold(1, 0)], 1, 0),
        [RiskLevel.Medium] = new([new Threshold(1, 0)], 1, 0),
        [RiskLevel.High] = new([new Threshold(1, 1), new Threshold(2, 0)], 1, 1),
        [RiskLevel.Critical] = new([new Threshold(2, 1)], 1, 2),
    });

    public SignaturePolicy For(RiskLevel risk) => ByRisk[risk];

    /// <summary>Short hash of the rules, equal for equal rules.</summary>
    public string Version
    {
        get
        {
            var fields = new CanonicalFields("awoooi-policy/1");
            foreach (var (risk, policy) in ByRisk.OrderBy(pair => pair.Key))
            {
                fields.Add(risk.ToString());
                fields.Add(policy.Thresholds.Select((threshold, index) => KeyValuePair.Create($"{index}", $"{threshold.People}/{threshold.Commanders}")));
                fields.Add($"{policy.Rejections}/{policy.BrowserPeople}");
            }

            return Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(fields.ToBytes()))[..12];
        }
    }
}
