namespace Awoooi.Core.People;

/// <summary>What a one-time link is for.</summary>
public enum LinkKind
{
    /// <summary>Makes the first account.</summary>
    Setup,
    Invitation,
    Reset,
}

/// <summary>A link that may still be used; <see cref="Email"/> and <see cref="Name"/> are empty for setup.</summary>
public sealed record OpenLink(LinkKind Kind, string Email, string Name, DateTimeOffset ExpiresAt, TimeSpan Left);

/// <summary>What a person enters to make an account or to set a new password.</summary>
public sealed record Enrolment
{
    public required string Name { get; init; }

    /// <summary>Ignored where the link names the e-mail.</summary>
    public required string Email { get; init; }

    public required string Password { get; init; }

    /// <summary>Culture name.</summary>
    public required string Language { get; init; }

    /// <summary>IANA zone.</summary>
    public required string Zone { get; init; }
}

/// <summary>The account that a link made or reset, or why it did not.</summary>
public sealed record EnrolmentOutcome(Guid Person, PeopleRefusal? Refusal)
{
    public static EnrolmentOutcome Refused(PeopleRefusal refusal) => new(Guid.Empty, refusal);
}

/// <summary>Links of 24 h that work once; only their hash is stored.</summary>
public interface IOneTimeLinks
{
    /// <summary>
    /// A fresh setup link; null once there is an administrator. Each replica prints its own at start, so the latest few stay good unless
    /// <paramref name="withdrawEarlier"/>.
    /// </summary>
    Task<LinkOutcome?> MakeSetupAsync(Actor by, bool withdrawEarlier, CancellationToken cancel);

    /// <summary>The link if it could be used now.</summary>
    Task<OpenLink?> FindAsync(string secret, CancellationToken cancel);

    /// <summary>Uses the link: exactly one caller succeeds, and the use is audited with its address.</summary>
    Task<EnrolmentOutcome> UseAsync(string secret, Enrolment enrolment, Origin from, CancellationToken cancel);
}
