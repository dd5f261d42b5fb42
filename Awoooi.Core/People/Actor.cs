namespace Awoooi.Core.People;

/// <summary>How an act reached us.</summary>
public enum ActorVia
{
    Browser,
    Token,
    Console,
}

/// <summary>Who acts, as of this very request: roles and standing are read from the database, not from a cookie.</summary>
public sealed record Actor
{
    /// <summary>Whoever runs commands of the binary; may administer people, is no signer.</summary>
    public static Actor Console { get; } = new()
    {
        PersonId = Guid.Empty,
        Name = "console",
        Roles = Roles.Admin,
        Via = ActorVia.Console,
        Scopes = Scopes.None,
    };

    /// <summary><see cref="Guid.Empty"/> for the console.</summary>
    public required Guid PersonId { get; init; }

    public required string Name { get; init; }

    public required Roles Roles { get; init; }

    public required ActorVia Via { get; init; }

    /// <summary>The scopes of the token; all of them in a browser.</summary>
    public required Scopes Scopes { get; init; }

    /// <summary>When the person last proved to be present in this session (passkey, else password); null by token.</summary>
    public DateTimeOffset? StepUpAt { get; init; }

    /// <summary>IANA name of the zone in which the person reads times.</summary>
    public string Zone { get; init; } = "Etc/UTC";

    /// <summary>Null for the console.</summary>
    public AccountStanding? Standing { get; init; }

    /// <summary>The database's clock when this was read.</summary>
    public DateTimeOffset ReadAt { get; init; }

    /// <summary>How audit entries name the actor.</summary>
    public string AuditName => Via switch
    {
        ActorVia.Console => Name,
        ActorVia.Token => $"{Name} <{PersonId}> via token",
        _ => $"{Name} <{PersonId}>",
    };

    /// <summary>Who made the change, for <see cref="AccountChange.By"/>.</summary>
    public Guid? ChangedBy => Via == ActorVia.Console ? null : PersonId;
}

/// <summary>Reads who acts.</summary>
public interface IActors
{
    /// <summary>The person of a live session; null when it ended, expired, or its account is locked.</summary>
    Task<Actor?> OfSessionAsync(Guid session, CancellationToken cancel);

    /// <summary>The owner of a token that is in force, with its scopes; null when it is unknown, expired, revoked, or its owner is locked.</summary>
    Task<Actor?> OfTokenAsync(string token, CancellationToken cancel);
}
