using Awoooi.Core.Plans;

namespace Awoooi.Core.Rca.Rules;

/// <summary>A sentence in both languages of the product; may hold <c>{fact.value}</c> placeholders.</summary>
public sealed record LocalText(string En, string ZhHantTw);

/// <summary>Asks for one fact of a kind whose values satisfy all conditions.</summary>
/// <param name="Name">Name under which the rest of the rule refers to the fact.</param>
/// <param name="SameAs">Name of an earlier fact that must be about the same object; null for any object of the victim.</param>
public sealed record FactPattern(string Kind, string Name, IReadOnlyList<Comparison> Where, string? SameAs);

/// <summary>Who has to have seen the symptom that a repair is for.</summary>
public enum SymptomSource
{
    /// <summary>We did; a healthy object is left alone.</summary>
    Observed = 0,

    /// <summary>Only the alert's figures show it (load, error rate): the risk is at least medium, so a person signs.</summary>
    Reported,
}

/// <summary>When these facts hold, this is the cause, and this is the remedy. Facts only: no text, no label, no code.</summary>
public sealed record Rule
{
    public required string Id { get; init; }

    public required string Cause { get; init; }

    /// <summary>1–99; the cluster naming the cause itself outranks a pattern, a pattern outranks the alert's category.</summary>
    public required int Specificity { get; init; }

    /// <summary>1–100.</summary>
    public required int Confidence { get; init; }

    /// <summary>Alert categories it is about; empty for all.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>Alert types with <c>*</c> wildcards; empty for all. Either list admits an alert.</summary>
    public IReadOnlyList<string> AlertTypes { get; init; } = [];

    public required IReadOnlyList<FactPattern> All { get; init; }

    /// <summary>At least one holds, when there are any.</summary>
    public IReadOnlyList<FactPattern> Any { get; init; } = [];

    /// <summary>None holds.</summary>
    public IReadOnlyList<FactPattern> None { get; init; } = [];

    public required LocalText RootCause { get; init; }

    public Operation Operation { get; init; } = Operation.Manual;

    /// <summary>Name of the fact whose pod is restarted.</summary>
    public string? Target { get; init; }

    /// <summary>Parameters by name: text, <c>{fact.value}</c>, or <c>{fact.value}+1</c> for a sum.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    public RiskLevel Risk { get; init; } = RiskLevel.Low;

    public SymptomSource Symptom { get; init; } = SymptomSource.Observed;

    public LocalText? Runbook { get; init; }

    /// <summary>Operations that this rule turns into a manual verdict when another rule suggests them.</summary>
    public IReadOnlyList<Operation> Vetoes { get; init; } = [];

    public bool Acts => Operation != Operation.Manual;
}
