namespace Awoooi.Core.People;

/// <summary>A passkey of a person.</summary>
public sealed record Passkey(string Id, string Name, DateTimeOffset CreatedAt);

/// <summary>The passkeys of the person of a session. Adding one needs a step-up not older than five minutes.</summary>
public interface IPasskeys
{
    /// <summary>How old the step-up may be.</summary>
    static readonly TimeSpan FreshStepUp = TimeSpan.FromMinutes(5);

    Task<IReadOnlyList<Passkey>> ListAsync(Actor owner, CancellationToken cancel);

    Task<PasskeyChallenge> BeginAsync(Actor owner, CancellationToken cancel);

    /// <summary>False when the answer does not fit the challenge or the step-up is too old.</summary>
    Task<bool> AddAsync(Actor owner, PasskeyAnswer answer, string name, CancellationToken cancel);

    /// <summary>False when there is none of that id, the step-up is too old, or nothing else would be left to sign in with.</summary>
    Task<bool> RemoveAsync(Actor owner, string id, CancellationToken cancel);
}
