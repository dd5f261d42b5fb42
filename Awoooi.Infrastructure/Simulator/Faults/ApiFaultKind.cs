namespace Awoooi.Infrastructure.Simulator.Faults;

/// <summary>The ways a request can fail before, instead of, or after being served.</summary>
public enum ApiFaultKind
{
    Unauthorized,
    Forbidden,
    Conflict,
    Throttled,
    InternalError,
    Unavailable,
    Hang,
    Hold,
    CutBefore,
    CutAfter,
}
