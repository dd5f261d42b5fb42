using Awoooi.Core.Clusters;
using Awoooi.Core.Plans;

namespace Awoooi.Core.Rca;

/// <summary>Another cause that the evidence does not rule out, or rules out with <paramref name="Against"/>.</summary>
public sealed record AlternativeCause(string Cause, string RootCause, int Confidence, IReadOnlyList<string> Cites, IReadOnlyList<string> Against);

/// <summary>What a remedy touches; null means unknown, shown as unknown and never as 0.</summary>
public sealed record BlastRadius(int? AffectedPods, int? TotalPods, TimeSpan? Downtime, IReadOnlyList<string>? RelatedServices, DataImpact? DataImpact);

/// <summary>What a remedy may do to data; ordered.</summary>
public enum DataImpact
{
    None = 0,
    ReadOnly = 1,
    Write = 2,
    Destructive = 3,
}

/// <summary>The outcome of an analysis: one cause with the evidence it rests on and at most one suggested operation.</summary>
public sealed record RcaVerdict
{
    /// <summary>Slug, for example <c>oom-killed</c> or <c>not-enough-evidence</c>.</summary>
    public required string Cause { get; init; }

    /// <summary>One or two sentences for people.</summary>
    public required string RootCause { get; init; }

    /// <summary><see cref="RootCause"/> in zh-Hant-TW; empty when the provider gave English only.</summary>
    public string RootCauseZh { get; init; } = "";

    /// <summary>0–100.</summary>
    public required int Confidence { get; init; }

    /// <summary>The workload that should be repaired; null when none is known.</summary>
    public WorkloadRef? Workload { get; init; }

    /// <summary>The pod to restart when <see cref="Operation"/> is <see cref="Plans.Operation.RestartPod"/>.</summary>
    public string? Pod { get; init; }

    public required Operation Operation { get; init; }

    /// <summary>Parameters of the operation by name, for example <c>replicas</c>, <c>revision</c>.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    public required RiskLevel Risk { get; init; }

    public required BlastRadius BlastRadius { get; init; }

    /// <summary>Evidence ids; never empty unless the cause is <c>not-enough-evidence</c>.</summary>
    public required IReadOnlyList<string> Cites { get; init; }

    public IReadOnlyList<AlternativeCause> Alternatives { get; init; } = [];

    /// <summary><c>rules</c> or the model provider's name.</summary>
    public required string Provider { get; init; }

    /// <summary>Hash of the active rule set.</summary>
    public required string RuleSetHash { get; init; }

    /// <summary>Sources that gave nothing, for example <c>kubernetes: timeout</c>.</summary>
    public IReadOnlyList<string> EvidenceMissing { get; init; } = [];

    /// <summary>What a person should do when the operation is manual.</summary>
    public string? Runbook { get; init; }

    /// <summary><see cref="Runbook"/> in zh-Hant-TW.</summary>
    public string? RunbookZh { get; init; }

    /// <summary>The rule that won; null when none fitted or a model answered.</summary>
    public string? RuleId { get; init; }

    /// <summary>At least one cited fact shows the symptom and was seen by us; false when only the alert claims it. Nothing runs alone without it.</summary>
    public bool SymptomObserved { get; init; }
}
