namespace Awoooi.Core.People;

/// <summary>Where a request came from.</summary>
public sealed record Origin(string Address, string Agent);

/// <summary>A session that began, or nothing when the proof was not good; why is not told, for it would help who guesses.</summary>
public sealed record SignInOutcome(Guid? Session, string Language)
{
    public static SignInOutcome Refused { get; } = new(null, "");
}

/// <summary>Starts, strengthens and ends sessions.</summary>
public interface ISignIn
{
    /// <summary>Takes as long for an unknown e-mail as for a wrong password. Five wrong ones close the password for five minutes.</summary>
    Task<SignInOutcome> WithPasswordAsync(string email, string password, Origin from, CancellationToken cancel);

    /// <summary>For a person who has just used a one-time link.</summary>
    Task<SignInOutcome> AfterEnrolmentAsync(Guid person, Origin from, CancellationToken cancel);

    /// <summary>Options for the browser, and the state that must come back with its answer.</summary>
    Task<PasskeyChallenge> ChallengeAsync(Guid? session, CancellationToken cancel);

    Task<SignInOutcome> WithPasskeyAsync(PasskeyAnswer answer, Origin from, CancellationToken cancel);

    /// <summary>Records that the person of this session is present now; false when the password was wrong.</summary>
    Task<bool> StepUpWithPasswordAsync(Guid session, string password, CancellationToken cancel);

    /// <summary>The same by a passkey of the same person.</summary>
    Task<bool> StepUpWithPasskeyAsync(Guid session, PasskeyAnswer answer, CancellationToken cancel);

    Task EndAsync(Guid session, CancellationToken cancel);
}

/// <summary>What the browser needs for a passkey, and the state that is kept for its answer.</summary>
public sealed record PasskeyChallenge(string OptionsJson, string State);

/// <summary>The browser's answer with the state of its challenge.</summary>
public sealed record PasskeyAnswer(string CredentialJson, string State);
