namespace Awoooi.Core.Approvals;

/// <summary>Every reason for which an act on an approval is refused. Wire names are the members in kebab-case.</summary>
public enum RefusalCode
{
    NotFound,

    /// <summary>It no longer waits for signatures.</summary>
    NotWaiting,
    Expired,

    /// <summary>The client saw another plan than the one that is asked for now.</summary>
    StalePlanHash,
    OwnProposal,
    OwnEdit,
    AlreadySigned,
    RoleMissing,

    /// <summary>This risk takes signatures from a browser only.</summary>
    BrowserRequired,
    StepUpRequired,
    AccountTooYoung,
    AccountRaisedByOtherSigner,
    ReasonRequired,
    ReasonTooLong,
    PreFlightMissing,
    PreFlightRed,
    ChangeFreeze,
    ShortIdMismatch,
    StandingOrderNotAllowed,
    ExtensionsUsedUp,
    NothingToTakeBack,

    /// <summary>The quorum is reached and the undo window is over.</summary>
    TooLate,
    TooEarly,
    Paused,
    TargetBusy,
    IdempotencyKeyReused,
    IllegalTransition,
}

/// <summary>Why an act was refused; <paramref name="Values"/> are those its sentence needs.</summary>
public sealed record Refusal(RefusalCode Code, IReadOnlyDictionary<string, string> Values)
{
    public static Refusal Of(RefusalCode code, params ReadOnlySpan<(string Name, string Value)> values)
    {
        var named = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in values)
        {
            named[name] = value;
        }

        return new Refusal(code, named);
    }
}
