namespace Awoooi.Core.People;

/// <summary>
/// The accounts and who may have one. Every change is audited in the transaction that makes it, and refused to an actor who is not an
/// administrator.
/// </summary>
public interface IPeople
{
    Task<IReadOnlyList<Person>> ListAsync(CancellationToken cancel);

    /// <summary>By id or e-mail.</summary>
    Task<Person?> FindAsync(string idOrEmail, CancellationToken cancel);

    /// <summary>Links that wait to be used, newest first.</summary>
    Task<IReadOnlyList<Invitation>> InvitationsAsync(CancellationToken cancel);

    /// <summary>Makes a one-time link of 24 h with which somebody makes an account; an earlier link for the same e-mail is withdrawn.</summary>
    Task<LinkOutcome> InviteAsync(Actor by, NewPerson person, CancellationToken cancel);

    Task<PeopleRefusal?> WithdrawAsync(Actor by, Guid invitation, CancellationToken cancel);

    /// <summary>Replaces the roles. Adding one counts as raising the account.</summary>
    Task<PeopleRefusal?> ChangeRolesAsync(Actor by, Guid person, Roles roles, CancellationToken cancel);

    /// <summary>Ends the sessions and refuses new ones until <see cref="UnlockAsync"/>; tokens stop working meanwhile.</summary>
    Task<PeopleRefusal?> LockAsync(Actor by, Guid person, CancellationToken cancel);

    /// <summary>Opens a locked account, also one that too many wrong passwords closed for some minutes.</summary>
    Task<PeopleRefusal?> UnlockAsync(Actor by, Guid person, CancellationToken cancel);

    /// <summary>Removes password and passkeys, ends sessions, revokes tokens, and makes a one-time link of 24 h to set a new password.</summary>
    Task<LinkOutcome> ResetAsync(Actor by, Guid person, CancellationToken cancel);
}

/// <summary>Whom to invite.</summary>
public sealed record NewPerson(string Email, string Name, Roles Roles);

/// <summary>A link's secret, shown once, or why there is none.</summary>
public sealed record LinkOutcome(string? Secret, DateTimeOffset ExpiresAt, PeopleRefusal? Refusal)
{
    public static LinkOutcome Refused(PeopleRefusal refusal) => new(null, default, refusal);
}

/// <summary>Why a change of people was refused.</summary>
public enum PeopleRefusal
{
    NotAllowed,
    NotFound,

    /// <summary>Nobody would be left to administer.</summary>
    LastAdministrator,
    EmailInvalid,
    EmailTaken,
    NameMissing,
    RolesMissing,

    /// <summary>See <see cref="PasswordRule"/>.</summary>
    PasswordWeak,

    /// <summary>Unknown, used, withdrawn, expired or void.</summary>
    LinkDead,

    /// <summary>A token ends between an hour and 366 days from now.</summary>
    ExpiryInvalid,
    ScopesMissing,
}
