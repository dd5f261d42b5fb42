namespace Awoooi.Core.People;

/// <summary>What happened to an account that lowers trust in it for a while.</summary>
public enum AccountEvent
{
    Created,
    Reset,
    Raised,
}

/// <summary>One of them; <paramref name="By"/> is null for the setup link and the console.</summary>
public sealed record AccountChange(AccountEvent Kind, DateTimeOffset At, Guid? By);

/// <summary>When an account was made, reset and raised last, and by whom.</summary>
public sealed record AccountStanding(AccountChange Created, AccountChange? Reset = null, AccountChange? Raised = null)
{
    /// <summary>The latest of the three, from which the account's age counts.</summary>
    public AccountChange Last => new[] { Created, Reset, Raised }.OfType<AccountChange>().MaxBy(change => change.At)!;

    /// <summary>The changes that were made after <paramref name="moment"/>.</summary>
    public IReadOnlyList<AccountChange> Since(DateTimeOffset moment)
        => [.. new[] { Created, Reset, Raised }.OfType<AccountChange>().Where(change => change.At > moment).OrderBy(change => change.At)];
}
