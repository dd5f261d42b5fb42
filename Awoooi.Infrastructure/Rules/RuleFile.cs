using Awoooi.Core.Rca.Rules;

namespace Awoooi.Infrastructure.Rules;

/// <summary>A fault in a rule file, where an editor can jump to it.</summary>
public sealed record RuleFault(string File, long Line, long Column, string Message)
{
    public override string ToString() => $"{File}:{Line}:{Column}: {Message}";
}

/// <summary>The text of one rule file; the name tells which file of the same name it replaces.</summary>
public sealed record RuleFile(string Name, string Text);

/// <summary>What a rule file held: the rules that could be read and every fault.</summary>
public sealed record RuleFileContent(string File, IReadOnlyList<PlacedRule> Rules, IReadOnlyList<RuleFault> Faults);

/// <summary>A rule and where its id stands.</summary>
public sealed record PlacedRule(Rule Rule, string File, long Line, long Column);
