namespace Awoooi.Core.People;

/// <summary>A token that acts as its owner within its scopes; the secret itself is not stored.</summary>
/// <param name="Prefix">Its first characters, to tell tokens apart.</param>
/// <param name="LastUsedAt">To the minute.</param>
public sealed record AccessToken(Guid Id, string Name, string Prefix, string Owner, Guid OwnerId, Scopes Scopes, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt, DateTimeOffset? LastUsedAt);

/// <summary>The token's secret, shown once, or why there is none.</summary>
public sealed record TokenOutcome(string? Secret, Guid Id, DateTimeOffset ExpiresAt, PeopleRefusal? Refusal)
{
    public static TokenOutcome Refused(PeopleRefusal refusal) => new(null, Guid.Empty, default, refusal);
}

/// <summary>Personal tokens and keys of machines.</summary>
public interface ITokens
{
    /// <summary>Every secret starts with this.</summary>
    const string SecretPrefix = "awo_";

    /// <summary>Tokens in force, of everybody for an administrator, else the actor's own.</summary>
    Task<IReadOnlyList<AccessToken>> ListAsync(Actor by, CancellationToken cancel);

    /// <summary>A token for the actor, or for anybody by the console; nobody makes a token that acts as somebody else.</summary>
    Task<TokenOutcome> AddAsync(Actor by, Guid owner, string name, Scopes scopes, TimeSpan lifetime, CancellationToken cancel);

    /// <summary>Own ones, or any for an administrator.</summary>
    Task<PeopleRefusal?> RevokeAsync(Actor by, Guid token, CancellationToken cancel);
}
