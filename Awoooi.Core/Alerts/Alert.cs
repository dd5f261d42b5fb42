namespace Awoooi.Core.Alerts;

/// <summary>
/// One normalised signal from a source. All text is data: storable (no NUL, no lone surrogates), capped, and never
/// chooses an action.
/// </summary>
public sealed record Alert
{
    /// <summary>Which door it came through: <c>alertmanager</c>, <c>standard</c>, …</summary>
    public required string Source { get; init; }

    /// <summary>The rule's name, for example <c>KubePodCrashLooping</c>.</summary>
    public required string AlertType { get; init; }

    public required Severity Severity { get; init; }

    public required AlertStatus Status { get; init; }

    public required Priority Priority { get; init; }

    /// <summary>Slug of the catalogue's category, for example <c>crashloop</c>; <c>unknown</c> when the name is not in it.</summary>
    public required string Category { get; init; }

    public required AutomationVerdict Automation { get; init; }

    /// <summary>Namespace of the victim; empty when it has none (never the exporter's).</summary>
    public string Namespace { get; init; } = "";

    /// <summary>Name of the victim; empty when the alert names none (never the exporter).</summary>
    public string TargetResource { get; init; } = "";

    /// <summary>What kind of thing <see cref="TargetResource"/> is, for example <c>pod</c>; empty when unknown.</summary>
    public string ResourceType { get; init; } = "";

    /// <summary>The workload behind the target as far as the name tells; empty when there is none.</summary>
    public string Workload { get; init; } = "";

    /// <summary>The cluster the alert names; empty when it names none (then it is taken as this installation's).</summary>
    public string Cluster { get; init; } = "";

    public required string Message { get; init; }

    public string Description { get; init; } = "";

    public IReadOnlyDictionary<string, MetricValue> Metrics { get; init; } = new Dictionary<string, MetricValue>();

    public IReadOnlyDictionary<string, string> Labels { get; init; } = LabelDictionary.Empty;

    public IReadOnlyDictionary<string, string> Annotations { get; init; } = LabelDictionary.Empty;

    /// <summary>Links by name, absolute http(s) only.</summary>
    public IReadOnlyDictionary<string, string> Links { get; init; } = LabelDictionary.Empty;

    /// <summary>When the source says it began; null when it does not say.</summary>
    public DateTimeOffset? StartsAt { get; init; }

    /// <summary>When the source says it ended; null while firing.</summary>
    public DateTimeOffset? EndsAt { get; init; }

    /// <summary>A test alert: walks the whole chain with a no-op plan, left out of all statistics.</summary>
    public bool Test { get; init; }

    /// <summary>A heartbeat (Watchdog): feeds the alert chain, opens nothing.</summary>
    public bool Heartbeat { get; init; }

    /// <summary>The monitoring itself cannot see; never a remediation of the target.</summary>
    public bool Blind { get; init; }

    /// <summary>Oddities met while normalising, for people to read.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
