namespace Awoooi.Core.Clusters;

/// <summary>Why a cluster gave no value.</summary>
public enum ClusterFault
{
    NotFound,

    /// <summary>401, or no token was sent.</summary>
    Unauthenticated,

    /// <summary>403 for our account.</summary>
    Forbidden,

    /// <summary>409: a stale version or a failed precondition.</summary>
    Conflict,

    /// <summary>422 or 400: the request itself is wrong for the object.</summary>
    Invalid,

    /// <summary>429 with cause DisruptionBudget: the budget allows no eviction now.</summary>
    DisruptionBudget,

    /// <summary>429 or 503 after all retries.</summary>
    Overloaded,

    /// <summary>Another refusal with an answer from the server.</summary>
    Refused,

    /// <summary>No answer: whether anything happened is unknown.</summary>
    NoAnswer,

    /// <summary>No cluster is configured, or its configuration cannot be used.</summary>
    NotConfigured,

    /// <summary>No connection came about: certainly nothing was sent.</summary>
    Unreachable,
}

/// <summary>A value read from a cluster, or a fault with one line for people; never an exception for an expected refusal.</summary>
public sealed record ClusterAnswer<T>
    where T : class
{
    private ClusterAnswer(T? value, ClusterFault? fault, string detail) => (Value, Fault, Detail) = (value, fault, detail);

    /// <summary>Null exactly when <see cref="Fault"/> is set.</summary>
    public T? Value { get; }

    public ClusterFault? Fault { get; }

    /// <summary>What the server said, shortened; empty on success.</summary>
    public string Detail { get; }

    public static ClusterAnswer<T> Of(T value) => new(value, null, "");

    public static ClusterAnswer<T> Failed(ClusterFault fault, string detail) => new(null, fault, detail);
}
