using Microsoft.Extensions.Options;

namespace Awoooi.Infrastructure.Rules;

/// <summary>Where further rules are.</summary>
public sealed class RuleOptions
{
    public const string Section = "Awoooi:Rca";

    /// <summary>A folder with rule files that replace or add to those shipped; empty for none.</summary>
    public string RulesPath { get; set; } = "";
}

/// <summary>Refuses to start on a rule file with a fault; names every fault with file, line and column.</summary>
internal sealed class RuleOptionsValidator : IValidateOptions<RuleOptions>
{
    public ValidateOptionsResult Validate(string? name, RuleOptions options)
    {
        var faults = RuleLoader.Load(options.RulesPath).Faults;
        return faults.Count == 0
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(faults.Select(fault => $"{RuleOptions.Section}:{nameof(RuleOptions.RulesPath)}: {fault}"));
    }
}
