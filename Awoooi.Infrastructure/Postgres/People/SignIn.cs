using System.Text.Json.Nodes;
using Awoooi.Core.Audit;
using Awoooi.Core.People;
using Microsoft.AspNetCore.Identity;

namespace Awoooi.Infrastructure.Postgres.People;

/// <summary>Sessions in PostgreSQL. A passkey also opens an account whose password is closed for some minutes, so that guessing shuts nobody out.</summary>
internal sealed class SignIn(Database database, IPasswordHasher<Account> hasher, DecoyPassword decoy, PasskeyCeremony passkeys, IAuditLog audit, TimeProvider clock) : ISignIn
{
    private const int SessionsPerAccount = 20;

    // Counted before the password is looked at, so that many guesses at once are not free.
    private const string TakeAttempt =
        """
        update accounts set
          lockout_end = case when access_failed_count >= 4 then now() + interval '5 minutes' end,
          access_failed_count = case when access_failed_count >= 4 then 0 else access_failed_count + 1 end
        where {0} and locked_at is null and password_hash is not null and (lockout_end is null or lockout_end <= now())
        returning id, password_hash
        """;

    private static readonly string ByEmail = TakeAttempt.Replace("{0}", "normalized_email = $1", StringComparison.Ordinal);

    private static readonly string BySession = TakeAttempt.Replace("{0}", "id = (select account_id from sessions where id = $1 and expires_at > now())", StringComparison.Ordinal);

    public async Task<SignInOutcome> WithPasswordAsync(string email, string password, Origin from, CancellationToken cancel)
    {
        if (await VerifyAsync(ByEmail, email.ToUpperInvariant(), password, cancel) is { } account)
        {
            return await BeginAsync(account, "password", from, cancel);
        }

        await audit.AppendAsync(Entry("anonymous", "person.sign_in_refused", email, from), cancel);
        return SignInOutcome.Refused;
    }

    public Task<SignInOutcome> AfterEnrolmentAsync(Guid person, Origin from, CancellationToken cancel) => BeginAsync(person, "link", from, cancel);

    public async Task<PasskeyChallenge> ChallengeAsync(Guid? session, CancellationToken cancel)
        => await passkeys.RequestAsync(session is { } id ? await AccountOfAsync(id, cancel) : null);

    public async Task<SignInOutcome> WithPasskeyAsync(PasskeyAnswer answer, Origin from, CancellationToken cancel)
    {
        if (await passkeys.ProveAsync(answer) is { } account)
        {
            return await BeginAsync(account, "passkey", from, cancel);
        }

        await audit.AppendAsync(Entry("anonymous", "person.sign_in_refused", "passkey", from), cancel);
        return SignInOutcome.Refused;
    }

    public async Task<bool> StepUpWithPasswordAsync(Guid session, string password, CancellationToken cancel)
        => await VerifyAsync(BySession, session, password, cancel) is not null && await StepUpAsync(session, "password", cancel);

    public async Task<bool> StepUpWithPasskeyAsync(Guid session, PasskeyAnswer answer, CancellationToken cancel)
        => await AccountOfAsync(session, cancel) is { } owner && await passkeys.ProveAsync(answer) == owner && await StepUpAsync(session, "passkey", cancel);

    public async Task EndAsync(Guid session, CancellationToken cancel)
    {
        await using var command = database.Interactive.CreateCommand("delete from sessions s using accounts a where s.id = $1 and a.id = s.account_id returning a.name, a.id, a.email").Fill(session);
        await using var row = await command.ExecuteReaderAsync(cancel);
        if (await row.ReadAsync(cancel))
        {
            var entry = Entry($"{row.GetString(0)} <{row.GetGuid(1)}>", "person.signed_out", row.GetString(2), null);
            await row.CloseAsync();
            await audit.AppendAsync(entry, cancel);
        }
    }

    private static AuditEntry Entry(string actor, string action, string subject, Origin? from, string? by = null)
    {
        var after = new JsonObject();
        if (from is not null)
        {
            after["address"] = from.Address;
        }

        if (by is not null)
        {
            after["by"] = by;
        }

        return new AuditEntry { Chain = AuditChains.System, Actor = actor, Action = action, Subject = subject.Length > 254 ? subject[..254] : subject, After = after };
    }

    private async Task<Guid?> VerifyAsync(string attempt, object key, string password, CancellationToken cancel)
    {
        Guid id;
        string hash;
        await using (var command = database.Interactive.CreateCommand(attempt).Fill(key))
        await using (var row = await command.ExecuteReaderAsync(cancel))
        {
            (id, hash) = await row.ReadAsync(cancel) ? (row.GetGuid(0), row.GetString(1)) : (Guid.Empty, decoy.Hash);
        }

        var known = new Account { Id = id };
        var verdict = password.Length > PasswordRule.Longest ? PasswordVerificationResult.Failed : hasher.VerifyHashedPassword(known, hash, password);
        if (id == Guid.Empty || verdict == PasswordVerificationResult.Failed)
        {
            return null;
        }

        await using var good = database.Interactive.CreateCommand("update accounts set access_failed_count = 0, lockout_end = null, password_hash = coalesce($2::text, password_hash) where id = $1 and password_hash = $3")
            .Fill(id, verdict == PasswordVerificationResult.SuccessRehashNeeded ? hasher.HashPassword(known, password) : null, hash);

        // No row: the password was changed or removed while it was compared.
        return await good.ExecuteNonQueryAsync(cancel) == 1 ? id : null;
    }

    private async Task<SignInOutcome> BeginAsync(Guid account, string proof, Origin from, CancellationToken cancel)
    {
        var session = Guid.CreateVersion7(clock.GetUtcNow());
        string name, email, language;
        await using (var command = database.Interactive.CreateCommand(
            $"""
            with gone as (
              delete from sessions where expires_at <= now()
                or id in (select id from sessions where account_id = $2 order by last_seen_at desc, id desc offset {SessionsPerAccount - 1})
            ), made as (
              insert into sessions (id, account_id, created_at, last_seen_at, step_up_at, expires_at, address, agent)
              select $1, id, now(), date_trunc('minute', now()), now(), now() + {Actors.SessionLife}, $3, $4 from accounts where id = $2 and locked_at is null
              returning account_id
            ) select a.name, a.email, a.language from made join accounts a on a.id = made.account_id
            """).Fill(session, account, from.Address, from.Agent.Length > 200 ? from.Agent[..200] : from.Agent))
        await using (var row = await command.ExecuteReaderAsync(cancel))
        {
            if (!await row.ReadAsync(cancel))
            {
                return SignInOutcome.Refused;
            }

            (name, email, language) = (row.GetString(0), row.GetString(1), row.GetString(2));
        }

        await audit.AppendAsync(Entry($"{name} <{account}>", "person.signed_in", email, from, proof), cancel);
        return new SignInOutcome(session, language);
    }

    private async Task<bool> StepUpAsync(Guid session, string proof, CancellationToken cancel)
    {
        AuditEntry entry;
        await using (var command = database.Interactive.CreateCommand(
            "update sessions s set step_up_at = now() from accounts a where s.id = $1 and s.expires_at > now() and a.id = s.account_id and a.locked_at is null returning a.name, a.id, a.email, s.address").Fill(session))
        await using (var row = await command.ExecuteReaderAsync(cancel))
        {
            if (!await row.ReadAsync(cancel))
            {
                return false;
            }

            entry = Entry($"{row.GetString(0)} <{row.GetGuid(1)}>", "person.stepped_up", row.GetString(2), new Origin(row.GetString(3), ""), proof);
        }

        await audit.AppendAsync(entry, cancel);
        return true;
    }

    private async Task<Guid?> AccountOfAsync(Guid session, CancellationToken cancel)
    {
        await using var command = database.Interactive.CreateCommand("select account_id from sessions where id = $1 and expires_at > now()").Fill(session);
        return await command.ExecuteScalarAsync(cancel) as Guid?;
    }
}
