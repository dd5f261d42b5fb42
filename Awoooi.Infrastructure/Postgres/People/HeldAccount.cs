using Awoooi.Core.People;

namespace Awoooi.Infrastructure.Postgres.People;

/// <summary>An account as a change of people sees it; nothing else changes it meanwhile.</summary>
internal sealed record HeldAccount(Guid Id, string Email, string Name, Roles Roles, bool Locked)
{
    public static async Task<HeldAccount?> FindAsync(PeopleWork work, Guid id, CancellationToken cancel)
    {
        await using var command = work.Command("select id, email, name, roles, locked_at is not null from accounts where id = $1 for update", id);
        await using var row = await command.ExecuteReaderAsync(cancel);
        return await row.ReadAsync(cancel) ? new HeldAccount(row.GetGuid(0), row.GetString(1), row.GetString(2), (Roles)row.GetInt32(3), row.GetBoolean(4)) : null;
    }

    /// <summary>Whether nobody else is there who may administer and is not locked.</summary>
    public async Task<bool> IsLastAdministratorAsync(PeopleWork work, CancellationToken cancel)
        => Roles.HasFlag(Roles.Admin) && !Locked
            && !await work.AnyAsync("select exists (select 1 from accounts where id <> $1 and roles & $2 <> 0 and locked_at is null)", cancel, Id, Roles.Admin);
}
