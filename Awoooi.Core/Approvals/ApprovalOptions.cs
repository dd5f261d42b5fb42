using Awoooi.Core.Plans;
using Microsoft.Extensions.Options;

namespace Awoooi.Core.Approvals;

/// <summary>Who must sign in this installation; a risk that is not named keeps the default.</summary>
public sealed class ApprovalOptions
{
    public const string Section = "Awoooi:Approvals";

    /// <summary>For solo operators: one Commander decides everything after a step-up and a cool-off of 60 s, and the record says so.</summary>
    public bool OnePerson { get; set; }

    /// <summary>Policies by risk: Low, Medium, High, Critical.</summary>
    public IDictionary<string, PolicyOptions> Policies { get; } = new Dictionary<string, PolicyOptions>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The rules that approvals go by.</summary>
    public ApprovalRules ToRules() => new()
    {
        OnePerson = OnePerson,
        Policies = new(SignaturePolicies.Default.ByRisk.ToDictionary(
            pair => pair.Key,
            pair => Policies.TryGetValue(pair.Key.ToString(), out var configured) ? configured.Over(pair.Value) : pair.Value)),
    };
}

/// <summary>One risk's policy as configured; what is not given keeps the default.</summary>
public sealed class PolicyOptions
{
    /// <summary>Any satisfied one decides.</summary>
    public IList<ThresholdOptions> Thresholds { get; } = [];

    /// <summary>So many rejections stop it, 1 to 5.</summary>
    public int? Rejections { get; set; }

    /// <summary>So many of the signatures must come from a browser.</summary>
    public int? BrowserPeople { get; set; }

    internal SignaturePolicy Over(SignaturePolicy standard) => new(
        Thresholds.Count == 0 ? standard.Thresholds : [.. Thresholds.Select(threshold => new Threshold(threshold.People, threshold.Commanders))],
        Rejections ?? standard.Rejections,
        BrowserPeople ?? standard.BrowserPeople);
}

/// <summary>One way to reach a quorum, as configured.</summary>
public sealed class ThresholdOptions
{
    /// <summary>Different people who sign, 1 to 10.</summary>
    public int People { get; set; }

    /// <summary>How many of them sign as Commanders.</summary>
    public int Commanders { get; set; }
}

/// <summary>Names every wrong key at once. Policies may be stricter or looser, but no machine may decide High alone or take part in Critical.</summary>
internal sealed class ApprovalOptionsValidator : IValidateOptions<ApprovalOptions>
{
    private const int MostPeople = 10;
    private const int MostRejections = 5;

    public ValidateOptionsResult Validate(string? name, ApprovalOptions options)
    {
        var faults = new List<string>();
        foreach (var (risk, configured) in options.Policies)
        {
            var key = $"{ApprovalOptions.Section}:Policies:{risk}";
            if (!Enum.GetNames<RiskLevel>().Contains(risk, StringComparer.OrdinalIgnoreCase))
            {
                faults.Add($"{key} is no risk; there are {string.Join(", ", Enum.GetNames<RiskLevel>())}.");
                continue;
            }

            var level = Enum.Parse<RiskLevel>(risk, ignoreCase: true);
            faults.AddRange(Faults(key, level, configured.Over(SignaturePolicies.Default.For(level))));
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> Faults(string key, RiskLevel risk, SignaturePolicy policy)
    {
        foreach (var (threshold, index) in policy.Thresholds.Select((threshold, index) => (threshold, index)))
        {
            if (threshold.People is < 1 or > MostPeople)
            {
                yield return $"{key}:Thresholds:{index}:People must be from 1 to {MostPeople}.";
            }

            if (threshold.Commanders < 0 || threshold.Commanders > threshold.People)
            {
                yield return $"{key}:Thresholds:{index}:Commanders must be from 0 to its People.";
            }
        }

        if (policy.Rejections is < 1 or > MostRejections)
        {
            yield return $"{key}:Rejections must be from 1 to {MostRejections}.";
        }

        var fewest = policy.Thresholds.Min(threshold => threshold.People);
        var least = risk switch { RiskLevel.Critical => fewest, RiskLevel.High => 1, _ => 0 };
        if (policy.BrowserPeople < least || policy.BrowserPeople > fewest)
        {
            yield return $"{key}:BrowserPeople must be from {least} to {fewest}.";
        }
    }
}
