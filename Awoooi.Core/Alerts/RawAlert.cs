namespace Awoooi.Core.Alerts;

/// <summary>What a source read out of its body, not yet judged: <see cref="AlertComposer"/> turns it into an <see cref="Alert"/>.</summary>
internal sealed record RawAlert
{
    public required string Source { get; init; }

    /// <summary>The rule's name as sent; empty when the body has none.</summary>
    public required string Name { get; init; }

    /// <summary>The catalogue's name for alerts whose own names are without number, for example one per CVE; null: its own.</summary>
    public string? CatalogueName { get; init; }

    public required AlertStatus Status { get; init; }

    /// <summary>Null when the source said nothing.</summary>
    public string? SeverityWord { get; init; }

    public IReadOnlyList<KeyValuePair<string, string>> Labels { get; init; } = [];

    public IReadOnlyList<KeyValuePair<string, string>> Annotations { get; init; } = [];

    public IReadOnlyList<KeyValuePair<string, string>> Links { get; init; } = [];

    public IReadOnlyList<KeyValuePair<string, MetricValue>> Metrics { get; init; } = [];

    public DateTimeOffset? StartsAt { get; init; }

    public DateTimeOffset? EndsAt { get; init; }

    public string? Message { get; init; }

    public string? Description { get; init; }

    /// <summary>The victim as a sender states it that knows the standard payload; null when it must be found in the labels.</summary>
    public Targets.Victim? StatedVictim { get; init; }
}
