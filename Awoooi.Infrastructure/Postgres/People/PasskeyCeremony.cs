using Awoooi.Core.People;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Logging;

namespace Awoooi.Infrastructure.Postgres.People;

/// <summary>WebAuthn by ASP.NET Core Identity: challenges, proofs, and storing the public keys.</summary>
internal sealed partial class PasskeyCeremony(IPasskeyHandler<Account> handler, UserManager<Account> accounts, IHttpContextAccessor http, ILogger<PasskeyCeremony> log)
{
    /// <summary>A challenge for the passkeys of one account, or for whichever the browser offers.</summary>
    public async Task<PasskeyChallenge> RequestAsync(Guid? account)
    {
        var user = account is { } id ? await accounts.FindByIdAsync(id.ToString()) : null;
        var made = await handler.MakeRequestOptionsAsync(user, Context);
        return new PasskeyChallenge(made.RequestOptionsJson, made.AssertionState ?? "");
    }

    /// <summary>The account whose passkey answered the challenge; null when the proof is not good.</summary>
    public async Task<Guid?> ProveAsync(PasskeyAnswer answer)
    {
        var result = await handler.PerformAssertionAsync(new PasskeyAssertionContext { HttpContext = Context, CredentialJson = answer.CredentialJson, AssertionState = answer.State });
        if (!result.Succeeded)
        {
            LogRefused(result.Failure.Message);
            return null;
        }

        // Keeps the counter of signatures, by which a copied passkey is found out.
        return (await accounts.AddOrUpdatePasskeyAsync(result.User, result.Passkey)).Succeeded ? result.User.Id : null;
    }

    public async Task<PasskeyChallenge> CreationAsync(Account account)
    {
        var made = await handler.MakeCreationOptionsAsync(new PasskeyUserEntity { Id = account.Id.ToString(), Name = account.Email!, DisplayName = account.Name }, Context);
        return new PasskeyChallenge(made.CreationOptionsJson, made.AttestationState ?? "");
    }

    public async Task<bool> AddAsync(Account account, PasskeyAnswer answer, string name)
    {
        var result = await handler.PerformAttestationAsync(new PasskeyAttestationContext { HttpContext = Context, CredentialJson = answer.CredentialJson, AttestationState = answer.State });
        if (!result.Succeeded)
        {
            LogRefused(result.Failure.Message);
            return false;
        }

        if (result.UserEntity.Id != account.Id.ToString())
        {
            return false;
        }

        result.Passkey.Name = name;
        return (await accounts.AddOrUpdatePasskeyAsync(account, result.Passkey)).Succeeded;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "A passkey was not accepted: {Reason}")]
    private partial void LogRefused(string reason);

    private HttpContext Context => http.HttpContext ?? throw new InvalidOperationException("A passkey ceremony takes place in a request.");
}
