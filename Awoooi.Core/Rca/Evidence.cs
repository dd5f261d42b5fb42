namespace Awoooi.Core.Rca;

/// <summary>One observed fact that a verdict can cite.</summary>
public sealed record Evidence
{
    /// <summary><c>E1</c>, <c>E2</c>, … within one analysis.</summary>
    public required string Id { get; init; }

    /// <summary>Who said it: <c>alert</c>, <c>kubernetes</c>, <c>prometheus</c>, <c>history</c>.</summary>
    public required string Source { get; init; }

    /// <summary>When the fact was true.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The fact in one line, for people.</summary>
    public required string Fact { get; init; }

    /// <summary>Machine-readable kind, for example <c>container.oom-killed</c>; rules look at this, never at text.</summary>
    public required string Kind { get; init; }

    /// <summary>The object it is about, for example <c>pod/shop/cart-1</c>.</summary>
    public required string Subject { get; init; }

    /// <summary>Typed values of the fact by name.</summary>
    public IReadOnlyDictionary<string, string> Values { get; init; } = new Dictionary<string, string>();

    /// <summary>Raw excerpt, capped; untrusted text.</summary>
    public string Excerpt { get; init; } = "";

    public string? Link { get; init; }

    /// <summary>True when we saw it ourselves; false for what the alert claims.</summary>
    public bool ObservedByUs { get; init; }
}
