namespace Awoooi.Core.Settings;

/// <summary>How far the newest test alert came.</summary>
/// <param name="AnalysedAt">When a worker read it; null: only stored so far.</param>
/// <param name="ResolvedAt">When it was closed; null while it is open.</param>
public sealed record TestAlertRun(string ShortId, DateTimeOffset OpenedAt, DateTimeOffset? AnalysedAt, DateTimeOffset? ResolvedAt)
{
    /// <summary>Stored, read by a worker and closed: every link from door to worker holds.</summary>
    public bool Whole => AnalysedAt is not null && ResolvedAt is not null;

    /// <summary>From receipt to closing; null while it is open.</summary>
    public TimeSpan? Took => ResolvedAt - OpenedAt;
}

/// <summary>What the cluster lets us do, as far as it was asked.</summary>
/// <param name="Missing">Permissions that a repair needs and our account lacks, or that could not be asked.</param>
public sealed record ClusterStanding(bool Answers, int Permissions, int Missing)
{
    public static ClusterStanding Unknown { get; } = new(false, 0, 0);
}

/// <summary>What is known of a new installation; read, never set.</summary>
public sealed record FirstRunFacts
{
    /// <summary>When the first run ended, by itself or by a person; null while it lasts.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    public TestAlertRun? LastTest { get; init; }

    /// <summary>Whether there was any incident other than a test.</summary>
    public bool InUse { get; init; }

    /// <summary>Sources that were heard; test alerts do not count.</summary>
    public IReadOnlyCollection<string> Heard { get; init; } = [];

    public ClusterStanding Cluster { get; init; } = ClusterStanding.Unknown;

    /// <summary>Open accounts that may sign.</summary>
    public int Signers { get; init; }

    /// <summary>Namespaces on the allow-list.</summary>
    public int AllowedNamespaces { get; init; }
}
