using System.Buffers.Text;
using System.Text.Json.Nodes;
using Awoooi.Core.Audit;
using Awoooi.Core.People;
using Microsoft.AspNetCore.Identity;

namespace Awoooi.Infrastructure.Postgres.People;

/// <summary>The passkeys of a person.</summary>
internal sealed class Passkeys(UserManager<Account> accounts, PasskeyCeremony ceremony, IAuditLog audit) : IPasskeys
{
    private const int Most = 10;

    public async Task<IReadOnlyList<Passkey>> ListAsync(Actor owner, CancellationToken cancel)
        => await accounts.FindByIdAsync(owner.PersonId.ToString()) is { } account
            ? [.. (await accounts.GetPasskeysAsync(account)).OrderBy(key => key.CreatedAt).Select(key => new Passkey(Base64Url.EncodeToString(key.CredentialId), key.Name ?? "", key.CreatedAt))]
            : [];

    public async Task<PasskeyChallenge> BeginAsync(Actor owner, CancellationToken cancel)
        => await ceremony.CreationAsync(await accounts.FindByIdAsync(owner.PersonId.ToString()) ?? throw new InvalidOperationException("The actor has no account."));

    public async Task<bool> AddAsync(Actor owner, PasskeyAnswer answer, string name, CancellationToken cancel)
    {
        if (!IsFresh(owner) || await accounts.FindByIdAsync(owner.PersonId.ToString()) is not { } account || (await accounts.GetPasskeysAsync(account)).Count >= Most)
        {
            return false;
        }

        var called = name.Trim();
        if (!await ceremony.AddAsync(account, answer, called.Length > 80 ? called[..80] : called))
        {
            return false;
        }

        await audit.AppendAsync(Entry(owner, "passkey.added", account.Email!, called), cancel);
        return true;
    }

    public async Task<bool> RemoveAsync(Actor owner, string id, CancellationToken cancel)
    {
        if (!IsFresh(owner) || !Base64Url.IsValid(id) || await accounts.FindByIdAsync(owner.PersonId.ToString()) is not { } account)
        {
            return false;
        }

        var keys = await accounts.GetPasskeysAsync(account);
        var credential = Base64Url.DecodeFromChars(id);
        if (keys.FirstOrDefault(key => key.CredentialId.AsSpan().SequenceEqual(credential)) is not { } gone || (keys.Count == 1 && account.PasswordHash is null))
        {
            return false;
        }

        if (!(await accounts.RemovePasskeyAsync(account, credential)).Succeeded)
        {
            return false;
        }

        await audit.AppendAsync(Entry(owner, "passkey.removed", account.Email!, gone.Name ?? ""), cancel);
        return true;
    }

    private static bool IsFresh(Actor owner) => owner.Via == ActorVia.Browser && owner.StepUpAt is { } at && owner.ReadAt - at <= IPasskeys.FreshStepUp;

    private static AuditEntry Entry(Actor owner, string action, string email, string name)
        => new() { Chain = AuditChains.System, Actor = owner.AuditName, Action = action, Subject = email, After = new JsonObject { ["name"] = name } };
}
