using Awoooi.Core.People;
using Npgsql;

namespace Awoooi.Infrastructure.Postgres.People;

/// <summary>Reads accounts and open invitations.</summary>
internal static class PeopleReader
{
    private const string Columns =
        """
        select a.id, a.name, a.email, a.roles, a.locked_at, a.password_hash is not null,
          (select count(*) from account_passkeys p where p.user_id = a.id)::int,
          (select max(s.last_seen_at) from sessions s where s.account_id = a.id),
          a.created_at, a.created_by, a.reset_at, a.reset_by, a.raised_at, a.raised_by
        from accounts a
        """;

    public static async Task<IReadOnlyList<Person>> ListAsync(Database database, CancellationToken cancel)
    {
        await using var command = database.Interactive.CreateCommand($"{Columns} order by lower(a.name), a.id limit 1000");
        return await ReadAsync(command, cancel);
    }

    public static async Task<Person?> FindAsync(Database database, string idOrEmail, CancellationToken cancel)
    {
        await using var command = Guid.TryParse(idOrEmail, out var id)
            ? database.Interactive.CreateCommand($"{Columns} where a.id = $1").Fill(id)
            : database.Interactive.CreateCommand($"{Columns} where a.normalized_email = $1").Fill(idOrEmail.ToUpperInvariant());
        return (await ReadAsync(command, cancel)).SingleOrDefault();
    }

    public static async Task<IReadOnlyList<Invitation>> InvitationsAsync(Database database, CancellationToken cancel)
    {
        await using var command = database.Interactive.CreateCommand(
            """
            select id, email, name, roles, created_by, created_at, expires_at from one_time_links
            where kind = $1 and used_at is null and withdrawn_at is null and expires_at > now() order by created_at desc limit 200
            """).Fill(LinkKind.Invitation);
        await using var row = await command.ExecuteReaderAsync(cancel);
        var invitations = new List<Invitation>();
        while (await row.ReadAsync(cancel))
        {
            invitations.Add(new Invitation(row.GetGuid(0), row.GetString(1), row.GetString(2), (Roles)row.GetInt32(3), row.GetString(4), row.Moment(5), row.Moment(6)));
        }

        return invitations;
    }

    private static async Task<IReadOnlyList<Person>> ReadAsync(NpgsqlCommand command, CancellationToken cancel)
    {
        await using var row = await command.ExecuteReaderAsync(cancel);
        var people = new List<Person>();
        while (await row.ReadAsync(cancel))
        {
            people.Add(new Person
            {
                Id = row.GetGuid(0),
                Name = row.GetString(1),
                Email = row.GetString(2),
                Roles = (Roles)row.GetInt32(3),
                LockedAt = row.MomentOrNull(4),
                HasPassword = row.GetBoolean(5),
                Passkeys = row.GetInt32(6),
                LastSeenAt = row.MomentOrNull(7),
                Standing = row.Standing(8),
            });
        }

        return people;
    }
}
