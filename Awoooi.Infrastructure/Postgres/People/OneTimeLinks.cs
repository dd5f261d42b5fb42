using System.Text.Json.Nodes;
using Awoooi.Core.People;
using Microsoft.AspNetCore.Identity;

namespace Awoooi.Infrastructure.Postgres.People;

/// <summary>One-time links in PostgreSQL.</summary>
internal sealed class OneTimeLinks(Database database, IPasswordHasher<Account> hasher, TimeProvider clock) : IOneTimeLinks
{
    private const string AdministratorExists = "select exists (select 1 from accounts where roles & $1 <> 0)";

    private const int SetupLinksKept = 4;

    private const string Open = "used_at is null and withdrawn_at is null and expires_at > now()";

    public async Task<LinkOutcome?> MakeSetupAsync(Actor by, bool withdrawEarlier, CancellationToken cancel)
    {
        await using var work = await PeopleWork.BeginAsync(database, cancel);
        if (await work.AnyAsync(AdministratorExists, cancel, Roles.Admin))
        {
            return null;
        }

        await work.ExecuteAsync(
            $"update one_time_links set withdrawn_at = now() where id in (select id from one_time_links where kind = $1 and {Open} order by created_at desc, id offset $2)",
            cancel, LinkKind.Setup, withdrawEarlier ? 0 : SetupLinksKept);
        var link = await LinkWriter.AddAsync(work, LinkKind.Setup, by, new NewPerson("", "", Roles.Admin | Roles.Commander), null, cancel);
        work.Audit(by, "setup_link.made", "setup");
        await work.CommitAsync(cancel);
        return link;
    }

    public async Task<OpenLink?> FindAsync(string secret, CancellationToken cancel)
    {
        await using var command = database.Interactive.CreateCommand(
            $"""
            select kind, email, name, expires_at, expires_at - now() from one_time_links l where secret_hash = $1 and {Open}
              and (kind <> $2 or not exists (select 1 from accounts where roles & $3 <> 0))
              and not exists (select 1 from accounts a where a.id = l.account_id and a.locked_at is not null)
            """).Fill(Secret.Hash(secret), LinkKind.Setup, Roles.Admin);
        await using var row = await command.ExecuteReaderAsync(cancel);
        return await row.ReadAsync(cancel) ? new OpenLink((LinkKind)row.GetInt32(0), row.GetString(1), row.GetString(2), row.Moment(3), row.GetTimeSpan(4)) : null;
    }

    public async Task<EnrolmentOutcome> UseAsync(string secret, Enrolment enrolment, Origin from, CancellationToken cancel)
    {
        await using var work = await PeopleWork.BeginAsync(database, cancel);
        if (await TakeAsync(work, secret, cancel) is not { } link)
        {
            return EnrolmentOutcome.Refused(PeopleRefusal.LinkDead);
        }

        if (link.Kind == LinkKind.Setup && await work.AnyAsync(AdministratorExists, cancel, Roles.Admin))
        {
            return EnrolmentOutcome.Refused(PeopleRefusal.LinkDead);
        }

        var email = link.Kind == LinkKind.Setup ? enrolment.Email.Trim() : link.Email;
        if (Refuse(enrolment, email) is { } refusal)
        {
            // Not committed, so the link may be tried again.
            return EnrolmentOutcome.Refused(refusal);
        }

        return link.Account is { } account
            ? await ResetAsync(work, link, account, enrolment, from, cancel)
            : await CreateAsync(work, link, email, enrolment, from, cancel);
    }

    private static async Task<TakenLink?> TakeAsync(PeopleWork work, string secret, CancellationToken cancel)
    {
        await using var command = work.Command($"update one_time_links set used_at = now() where secret_hash = $1 and {Open} returning kind, email, roles, account_id, created_by_id", Secret.Hash(secret));
        await using var row = await command.ExecuteReaderAsync(cancel);
        return await row.ReadAsync(cancel) ? new TakenLink((LinkKind)row.GetInt32(0), row.GetString(1), (Roles)row.GetInt32(2), row.GuidOrNull(3), row.GuidOrNull(4)) : null;
    }

    private static PeopleRefusal? Refuse(Enrolment enrolment, string email) => enrolment switch
    {
        { Name: var name } when name.Trim() is { Length: 0 or > 80 } => PeopleRefusal.NameMissing,
        _ when !EmailRule.Allows(email) => PeopleRefusal.EmailInvalid,
        _ when !PasswordRule.Allows(enrolment.Password, email) => PeopleRefusal.PasswordWeak,
        _ => null,
    };

    private async Task<EnrolmentOutcome> CreateAsync(PeopleWork work, TakenLink link, string email, Enrolment enrolment, Origin from, CancellationToken cancel)
    {
        if (await work.AnyAsync("select exists (select 1 from accounts where normalized_email = $1)", cancel, email.ToUpperInvariant()))
        {
            return EnrolmentOutcome.Refused(PeopleRefusal.EmailTaken);
        }

        var id = Guid.CreateVersion7(clock.GetUtcNow());
        var name = enrolment.Name.Trim();
        await work.ExecuteAsync(
            """
            insert into accounts (id, name, roles, language, zone, created_at, created_by, user_name, normalized_user_name, email, normalized_email, email_confirmed,
              password_hash, security_stamp, concurrency_stamp, phone_number_confirmed, two_factor_enabled, lockout_enabled, access_failed_count)
            values ($1, $2, $3, $4, $5, now(), $6::uuid, $7, $8, $7, $8, true, $9, $10, $10, false, false, true, 0)
            """,
            cancel, id, name, link.Roles, enrolment.Language, enrolment.Zone, link.MadeBy, email, email.ToUpperInvariant(), hasher.HashPassword(new Account { Id = id }, enrolment.Password), Secret.New());
        var after = new JsonObject { ["name"] = name, ["roles"] = RoleNames.Text(link.Roles), ["address"] = from.Address };
        work.Audit($"{name} <{id}>", link.Kind == LinkKind.Setup ? "setup_link.used" : "person.joined", email, after: after);
        await work.CommitAsync(cancel);
        return new EnrolmentOutcome(id, null);
    }

    private async Task<EnrolmentOutcome> ResetAsync(PeopleWork work, TakenLink link, Guid id, Enrolment enrolment, Origin from, CancellationToken cancel)
    {
        if (await HeldAccount.FindAsync(work, id, cancel) is not { Locked: false } account)
        {
            return EnrolmentOutcome.Refused(PeopleRefusal.LinkDead);
        }

        // The age of the account counts from here, for whoever held the link now holds the account.
        await work.ExecuteAsync("update accounts set password_hash = $2, reset_at = now(), reset_by = $3::uuid, security_stamp = $4 where id = $1", cancel, id, hasher.HashPassword(new Account { Id = id }, enrolment.Password), link.MadeBy, Secret.New());
        work.Audit($"{account.Name} <{id}>", "person.reset_completed", account.Email, after: new JsonObject { ["address"] = from.Address });
        await work.CommitAsync(cancel);
        return new EnrolmentOutcome(id, null);
    }

    private sealed record TakenLink(LinkKind Kind, string Email, Roles Roles, Guid? Account, Guid? MadeBy);
}
