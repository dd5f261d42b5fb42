using Awoooi.Core.People;
using Npgsql;

namespace Awoooi.Infrastructure.Postgres.People;

/// <summary>Who acts, by the database's clock. Sessions live 30 days from their last use.</summary>
internal sealed class Actors(Database database) : IActors
{
    internal const string SessionLife = "interval '30 days'";

    private const string Standing = "a.created_at, a.created_by, a.reset_at, a.reset_by, a.raised_at, a.raised_by";

    public async Task<Actor?> OfSessionAsync(Guid session, CancellationToken cancel)
    {
        Actor actor;
        bool stale;
        await using (var command = database.Interactive.CreateCommand(
            $"""
            select a.id, a.name, a.roles, now(), {Standing}, s.step_up_at, s.last_seen_at < now() - interval '1 minute', a.zone
            from sessions s join accounts a on a.id = s.account_id
            where s.id = $1 and s.expires_at > now() and a.locked_at is null
            """).Fill(session))
        await using (var row = await command.ExecuteReaderAsync(cancel))
        {
            if (!await row.ReadAsync(cancel))
            {
                return null;
            }

            actor = Read(row, ActorVia.Browser, Scopes.Read | Scopes.Terminal | Scopes.Sign) with { StepUpAt = row.MomentOrNull(10), Zone = row.GetString(12) };
            stale = row.GetBoolean(11);
        }

        if (stale)
        {
            await TouchAsync($"update sessions set last_seen_at = date_trunc('minute', now()), expires_at = now() + {SessionLife} where id = $1", session, cancel);
        }

        return actor;
    }

    public async Task<Actor?> OfTokenAsync(string token, CancellationToken cancel)
    {
        Actor actor;
        Guid id;
        bool stale;
        await using (var command = database.Interactive.CreateCommand(
            $"""
            select a.id, a.name, a.roles, now(), {Standing}, t.scopes, t.id, t.last_used_at is null or t.last_used_at < now() - interval '1 minute', a.zone
            from access_tokens t join accounts a on a.id = t.account_id
            where t.secret_hash = $1 and t.revoked_at is null and t.expires_at > now() and a.locked_at is null
            """).Fill(Secret.Hash(token)))
        await using (var row = await command.ExecuteReaderAsync(cancel))
        {
            if (!await row.ReadAsync(cancel))
            {
                return null;
            }

            actor = Read(row, ActorVia.Token, (Scopes)row.GetInt32(10)) with { Zone = row.GetString(13) };
            (id, stale) = (row.GetGuid(11), row.GetBoolean(12));
        }

        if (stale)
        {
            await TouchAsync("update access_tokens set last_used_at = date_trunc('minute', now()) where id = $1", id, cancel);
        }

        return actor;
    }

    private static Actor Read(NpgsqlDataReader row, ActorVia via, Scopes scopes) => new()
    {
        PersonId = row.GetGuid(0),
        Name = row.GetString(1),
        Roles = (Roles)row.GetInt32(2),
        Via = via,
        Scopes = scopes,
        Standing = row.Standing(4),
        ReadAt = row.Moment(3),
    };

    private async Task TouchAsync(string sql, Guid id, CancellationToken cancel)
    {
        await using var command = database.Interactive.CreateCommand(sql).Fill(id);
        await command.ExecuteNonQueryAsync(cancel);
    }
}
