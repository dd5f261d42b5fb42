using System.Text.Json.Nodes;
using Awoooi.Infrastructure.Simulator.Http;

namespace Awoooi.Infrastructure.Simulator.Faults;

/// <summary>One way in which the API server fails a request.</summary>
public sealed record ApiFault
{
    private ApiFault(ApiFaultKind kind) => Kind = kind;

    public static ApiFault Unauthorized { get; } = new(ApiFaultKind.Unauthorized);

    public static ApiFault Forbidden { get; } = new(ApiFaultKind.Forbidden);

    public static ApiFault Conflict { get; } = new(ApiFaultKind.Conflict);

    public static ApiFault InternalError { get; } = new(ApiFaultKind.InternalError);

    public static ApiFault Unavailable { get; } = new(ApiFaultKind.Unavailable);

    /// <summary>The connection is closed before anything is applied.</summary>
    public static ApiFault CutBeforeApplying { get; } = new(ApiFaultKind.CutBefore);

    /// <summary>The change is applied and the connection closed without an answer: the lost answer.</summary>
    public static ApiFault CutAfterApplying { get; } = new(ApiFaultKind.CutAfter);

    public ApiFaultKind Kind { get; }

    /// <summary>Real time to wait before anything else happens.</summary>
    public TimeSpan? Delay { get; private init; }

    public RequestHold? Hold { get; private init; }

    /// <summary>Seconds named in Retry-After.</summary>
    public int? RetryAfterSeconds { get; private init; }

    /// <summary>The overload answer: 429 in plain text with Retry-After.</summary>
    public static ApiFault Throttled(int retryAfterSeconds = 1) => new(ApiFaultKind.Throttled) { RetryAfterSeconds = retryAfterSeconds };

    /// <summary>The request is served, but late.</summary>
    public static ApiFault Hang(TimeSpan duration) => new(ApiFaultKind.Hang) { Delay = duration };

    /// <summary>The request stands still where the hold says, until it is let go.</summary>
    public static ApiFault Held(RequestHold hold) => new(ApiFaultKind.Hold) { Hold = hold };

    internal ApiAnswer? Answer() => Kind switch
    {
        ApiFaultKind.Unauthorized => Refusals.Status(401, "Unauthorized", "Unauthorized"),
        ApiFaultKind.Forbidden => Refusals.Status(403, "Forbidden", "forbidden: User \"user-editor\" cannot do this (injected)", []),
        ApiFaultKind.Conflict => Refusals.Status(409, "Conflict", "Operation cannot be fulfilled: the object has been modified; please apply your changes to the latest version and try again", []),
        ApiFaultKind.InternalError => Refusals.Status(500, "InternalError", "Internal error occurred: etcdserver: request timed out", new JsonObject { ["causes"] = new JsonArray(new JsonObject { ["message"] = "etcdserver: request timed out" }) }),
        ApiFaultKind.Unavailable => ApiAnswer.Text(503, "service unavailable\n"),
        ApiFaultKind.Throttled => ApiAnswer.Text(429, "Too many requests, please try again later.\n") with { RetryAfterSeconds = RetryAfterSeconds },
        _ => null,
    };
}
