using Awoooi.Core.People;

namespace Awoooi.Infrastructure.Postgres.People;

/// <summary>Stores a new one-time link as part of a change, and forgets those that ended long ago.</summary>
internal static class LinkWriter
{
    public static async Task<LinkOutcome> AddAsync(PeopleWork work, LinkKind kind, Actor by, NewPerson person, Guid? account, CancellationToken cancel)
    {
        await work.ExecuteAsync("delete from one_time_links where expires_at < now() - interval '30 days'", cancel);
        var secret = Secret.New();
        await using var command = work.Command(
            """
            insert into one_time_links (id, kind, secret_hash, email, name, roles, account_id, created_at, created_by, created_by_id, expires_at)
            values (gen_random_uuid(), $1, $2, $3, $4, $5, $6::uuid, now(), $7, $8::uuid, now() + interval '24 hours') returning expires_at
            """,
            kind, Secret.Hash(secret), person.Email, person.Name, person.Roles, account, by.Name, by.ChangedBy);
        await using var row = await command.ExecuteReaderAsync(cancel);
        await row.ReadAsync(cancel);
        return new LinkOutcome(secret, row.Moment(0), null);
    }
}
