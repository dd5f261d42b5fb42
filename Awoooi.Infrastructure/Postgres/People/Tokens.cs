using System.Text.Json.Nodes;
using Awoooi.Core.People;

namespace Awoooi.Infrastructure.Postgres.People;

/// <summary>Tokens in PostgreSQL; only hashes are stored.</summary>
internal sealed class Tokens(Database database, TimeProvider clock) : ITokens
{
    private const int PrefixLength = 8;
    private static readonly TimeSpan Longest = TimeSpan.FromDays(366);

    public async Task<IReadOnlyList<AccessToken>> ListAsync(Actor by, CancellationToken cancel)
    {
        await using var command = database.Interactive.CreateCommand(
            """
            select t.id, t.name, t.prefix, a.name, a.id, t.scopes, t.created_at, t.expires_at, t.last_used_at from access_tokens t join accounts a on a.id = t.account_id
            where t.revoked_at is null and t.expires_at > now() and ($1 or a.id = $2) order by t.created_at desc limit 500
            """).Fill(SeesAll(by), by.PersonId);
        await using var row = await command.ExecuteReaderAsync(cancel);
        var tokens = new List<AccessToken>();
        while (await row.ReadAsync(cancel))
        {
            tokens.Add(new AccessToken(row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetGuid(4), (Scopes)row.GetInt32(5), row.Moment(6), row.Moment(7), row.MomentOrNull(8)));
        }

        return tokens;
    }

    public async Task<TokenOutcome> AddAsync(Actor by, Guid owner, string name, Scopes scopes, TimeSpan lifetime, CancellationToken cancel)
    {
        if (Refuse(by, owner, name, scopes, lifetime) is { } refusal)
        {
            return TokenOutcome.Refused(refusal);
        }

        await using var work = await PeopleWork.BeginAsync(database, cancel);
        if (await HeldAccount.FindAsync(work, owner, cancel) is not { Locked: false } account)
        {
            return TokenOutcome.Refused(PeopleRefusal.NotFound);
        }

        await work.ExecuteAsync("delete from access_tokens where expires_at < now() - interval '90 days' or revoked_at < now() - interval '90 days'", cancel);
        var secret = Secret.New(ITokens.SecretPrefix);
        var id = Guid.CreateVersion7(clock.GetUtcNow());
        DateTimeOffset expires;
        await using (var command = work.Command(
            "insert into access_tokens (id, account_id, name, prefix, secret_hash, scopes, created_at, expires_at) values ($1, $2, $3, $4, $5, $6, now(), now() + $7) returning expires_at",
            id, owner, name.Trim(), secret[..PrefixLength], Secret.Hash(secret), scopes, lifetime))
        await using (var row = await command.ExecuteReaderAsync(cancel))
        {
            await row.ReadAsync(cancel);
            expires = row.Moment(0);
        }

        work.Audit(by, "token.made", account.Email, after: new JsonObject { ["id"] = id.ToString(), ["name"] = name.Trim(), ["scopes"] = ScopeNames.Text(scopes), ["expires_at"] = expires.ToString("O") });
        await work.CommitAsync(cancel);
        return new TokenOutcome(secret, id, expires, null);
    }

    public async Task<PeopleRefusal?> RevokeAsync(Actor by, Guid token, CancellationToken cancel)
    {
        if (by.Via == ActorVia.Token)
        {
            return PeopleRefusal.NotAllowed;
        }

        await using var work = await PeopleWork.BeginAsync(database, cancel);
        string email, name;
        await using (var command = work.Command(
            "update access_tokens t set revoked_at = now() from accounts a where t.id = $1 and a.id = t.account_id and t.revoked_at is null and ($2 or a.id = $3) returning a.email, t.name",
            token, SeesAll(by), by.PersonId))
        await using (var row = await command.ExecuteReaderAsync(cancel))
        {
            if (!await row.ReadAsync(cancel))
            {
                return PeopleRefusal.NotFound;
            }

            (email, name) = (row.GetString(0), row.GetString(1));
        }

        work.Audit(by, "token.revoked", email, after: new JsonObject { ["id"] = token.ToString(), ["name"] = name });
        await work.CommitAsync(cancel);
        return null;
    }

    private static bool SeesAll(Actor by) => by.Via != ActorVia.Token && by.Roles.HasFlag(Roles.Admin);

    private static PeopleRefusal? Refuse(Actor by, Guid owner, string name, Scopes scopes, TimeSpan lifetime) => by.Via switch
    {
        // A token must not be able to outlive itself by making another.
        ActorVia.Token => PeopleRefusal.NotAllowed,
        ActorVia.Browser when owner != by.PersonId => PeopleRefusal.NotAllowed,
        _ when name.Trim() is { Length: 0 or > 80 } => PeopleRefusal.NameMissing,
        _ when scopes == Scopes.None => PeopleRefusal.ScopesMissing,
        _ when lifetime < TimeSpan.FromHours(1) || lifetime > Longest => PeopleRefusal.ExpiryInvalid,
        _ => null,
    };
}
