using Awoooi.Core.People;

namespace Awoooi.Core.Approvals;

/// <summary>How an act reached us.</summary>
public enum SignedVia
{
    Browser = 0,
    Token = 1,
    Telegram = 2,
}

/// <summary>The acting person as of this very request; roles are those held now.</summary>
/// <param name="StepUpAt">When the person last proved to be present (passkey, else password); null when not in this session.</param>
/// <param name="AccountChangedAt">When the account was made, reset or raised, whichever came last.</param>
/// <param name="RaisedBy">Everybody who ever made, reset or raised the account; the setup link and the console are nobody.</param>
public sealed record Signer(
    Guid PersonId,
    string Name,
    Roles Roles,
    SignedVia Via,
    DateTimeOffset? StepUpAt,
    DateTimeOffset AccountChangedAt,
    IReadOnlyList<Guid> RaisedBy)
{
    /// <summary>The signer behind an actor; null for the console, and for a token without the scope to sign.</summary>
    public static Signer? Of(Actor actor)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (actor.Standing is not { } standing || actor.Via == ActorVia.Console || !actor.Scopes.HasFlag(Scopes.Sign))
        {
            return null;
        }

        AccountChange?[] changes = [standing.Created, standing.Reset, standing.Raised];
        return new Signer(
            actor.PersonId,
            actor.Name,
            actor.Roles,
            actor.Via == ActorVia.Browser ? SignedVia.Browser : SignedVia.Token,
            actor.StepUpAt,
            standing.Last.At,
            [.. changes.Select(change => change?.By).OfType<Guid>().Distinct()]);
    }

    public bool MaySign => (Roles & (Roles.Sre | Roles.Commander)) != 0;

    public bool IsCommander => (Roles & Roles.Commander) != 0;

    /// <summary>How audit entries name the person.</summary>
    public string AuditName => $"{Name} <{PersonId}>{(Via == SignedVia.Browser ? "" : $" via {Via.ToString().ToLowerInvariant()}")}";
}
