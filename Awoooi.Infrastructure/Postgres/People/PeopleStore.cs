using System.Text.Json.Nodes;
using Awoooi.Core.People;

namespace Awoooi.Infrastructure.Postgres.People;

/// <summary>Accounts and invitations in PostgreSQL.</summary>
internal sealed class PeopleStore(Database database) : IPeople
{
    /// <summary>Roles that carry authority; gaining one of them raises the account.</summary>
    private const Roles Raising = Roles.Sre | Roles.Commander | Roles.Admin;

    public Task<IReadOnlyList<Person>> ListAsync(CancellationToken cancel) => PeopleReader.ListAsync(database, cancel);

    public Task<Person?> FindAsync(string idOrEmail, CancellationToken cancel) => PeopleReader.FindAsync(database, idOrEmail, cancel);

    public Task<IReadOnlyList<Invitation>> InvitationsAsync(CancellationToken cancel) => PeopleReader.InvitationsAsync(database, cancel);

    public async Task<LinkOutcome> InviteAsync(Actor by, NewPerson person, CancellationToken cancel)
    {
        if (Refuse(by, person) is { } refusal)
        {
            return LinkOutcome.Refused(refusal);
        }

        await using var work = await PeopleWork.BeginAsync(database, cancel);
        if (await work.AnyAsync("select exists (select 1 from accounts where normalized_email = $1)", cancel, person.Email.ToUpperInvariant()))
        {
            return LinkOutcome.Refused(PeopleRefusal.EmailTaken);
        }

        await work.ExecuteAsync("update one_time_links set withdrawn_at = now() where kind = $1 and upper(email) = $2 and used_at is null and withdrawn_at is null", cancel, LinkKind.Invitation, person.Email.ToUpperInvariant());
        var link = await LinkWriter.AddAsync(work, LinkKind.Invitation, by, person, null, cancel);
        work.Audit(by, "person.invited", person.Email, after: new JsonObject { ["name"] = person.Name, ["roles"] = RoleNames.Text(person.Roles) });
        await work.CommitAsync(cancel);
        return link;
    }

    public async Task<PeopleRefusal?> WithdrawAsync(Actor by, Guid invitation, CancellationToken cancel)
    {
        if (!MayAdminister(by))
        {
            return PeopleRefusal.NotAllowed;
        }

        await using var work = await PeopleWork.BeginAsync(database, cancel);
        string email;
        await using (var command = work.Command("update one_time_links set withdrawn_at = now() where id = $1 and kind = $2 and used_at is null and withdrawn_at is null returning email", invitation, LinkKind.Invitation))
        {
            if (await command.ExecuteScalarAsync(cancel) is not string found)
            {
                return PeopleRefusal.NotFound;
            }

            email = found;
        }

        work.Audit(by, "invitation.withdrawn", email);
        await work.CommitAsync(cancel);
        return null;
    }

    public async Task<PeopleRefusal?> ChangeRolesAsync(Actor by, Guid person, Roles roles, CancellationToken cancel)
    {
        if (!MayAdminister(by))
        {
            return PeopleRefusal.NotAllowed;
        }

        if (roles == Roles.None)
        {
            return PeopleRefusal.RolesMissing;
        }

        await using var work = await PeopleWork.BeginAsync(database, cancel);
        if (await HeldAccount.FindAsync(work, person, cancel) is not { } account)
        {
            return PeopleRefusal.NotFound;
        }

        if (account.Roles == roles)
        {
            return null;
        }

        if (!roles.HasFlag(Roles.Admin) && await account.IsLastAdministratorAsync(work, cancel))
        {
            return PeopleRefusal.LastAdministrator;
        }

        var raised = (roles & ~account.Roles & Raising) != Roles.None;
        await work.ExecuteAsync(
            "update accounts set roles = $2, raised_at = case when $4 then now() else raised_at end, raised_by = case when $4 then $3::uuid else raised_by end where id = $1",
            cancel, person, roles, by.ChangedBy, raised);
        work.Audit(by, "person.roles_changed", account.Email, new JsonObject { ["roles"] = RoleNames.Text(account.Roles) }, new JsonObject { ["roles"] = RoleNames.Text(roles), ["raised"] = raised });
        await work.CommitAsync(cancel);
        return null;
    }

    public async Task<PeopleRefusal?> LockAsync(Actor by, Guid person, CancellationToken cancel)
    {
        if (!MayAdminister(by))
        {
            return PeopleRefusal.NotAllowed;
        }

        await using var work = await PeopleWork.BeginAsync(database, cancel);
        if (await HeldAccount.FindAsync(work, person, cancel) is not { } account)
        {
            return PeopleRefusal.NotFound;
        }

        if (account.Locked)
        {
            return null;
        }

        if (await account.IsLastAdministratorAsync(work, cancel))
        {
            return PeopleRefusal.LastAdministrator;
        }

        await work.ExecuteAsync("update accounts set locked_at = now() where id = $1", cancel, person);
        await work.ExecuteAsync("delete from sessions where account_id = $1", cancel, person);
        work.Audit(by, "person.locked", account.Email);
        await work.CommitAsync(cancel);
        return null;
    }

    public async Task<PeopleRefusal?> UnlockAsync(Actor by, Guid person, CancellationToken cancel)
    {
        if (!MayAdminister(by))
        {
            return PeopleRefusal.NotAllowed;
        }

        await using var work = await PeopleWork.BeginAsync(database, cancel);
        if (await HeldAccount.FindAsync(work, person, cancel) is not { } account)
        {
            return PeopleRefusal.NotFound;
        }

        await work.ExecuteAsync("update accounts set locked_at = null, lockout_end = null, access_failed_count = 0 where id = $1", cancel, person);
        work.Audit(by, "person.unlocked", account.Email);
        await work.CommitAsync(cancel);
        return null;
    }

    public async Task<LinkOutcome> ResetAsync(Actor by, Guid person, CancellationToken cancel)
    {
        if (!MayAdminister(by))
        {
            return LinkOutcome.Refused(PeopleRefusal.NotAllowed);
        }

        await using var work = await PeopleWork.BeginAsync(database, cancel);
        if (await HeldAccount.FindAsync(work, person, cancel) is not { } account)
        {
            return LinkOutcome.Refused(PeopleRefusal.NotFound);
        }

        // A lost link would shut everybody out of the page; whoever has the console can always make another.
        if (by.Via != ActorVia.Console && await account.IsLastAdministratorAsync(work, cancel))
        {
            return LinkOutcome.Refused(PeopleRefusal.LastAdministrator);
        }

        await work.ExecuteAsync("update accounts set password_hash = null, reset_at = now(), reset_by = $2::uuid, lockout_end = null, access_failed_count = 0 where id = $1", cancel, person, by.ChangedBy);
        await work.ExecuteAsync("delete from account_passkeys where user_id = $1", cancel, person);
        await work.ExecuteAsync("delete from sessions where account_id = $1", cancel, person);
        await work.ExecuteAsync("update access_tokens set revoked_at = now() where account_id = $1 and revoked_at is null", cancel, person);
        await work.ExecuteAsync("update one_time_links set withdrawn_at = now() where account_id = $1 and used_at is null and withdrawn_at is null", cancel, person);
        var link = await LinkWriter.AddAsync(work, LinkKind.Reset, by, new NewPerson(account.Email, account.Name, account.Roles), person, cancel);
        work.Audit(by, "person.reset", account.Email);
        await work.CommitAsync(cancel);
        return link;
    }

    private static bool MayAdminister(Actor by) => by.Via != ActorVia.Token && by.Roles.HasFlag(Roles.Admin);

    private static PeopleRefusal? Refuse(Actor by, NewPerson person) => person switch
    {
        _ when !MayAdminister(by) => PeopleRefusal.NotAllowed,
        _ when !EmailRule.Allows(person.Email) => PeopleRefusal.EmailInvalid,
        { Name.Length: 0 or > 80 } => PeopleRefusal.NameMissing,
        { Roles: Roles.None } => PeopleRefusal.RolesMissing,
        _ => null,
    };
}
