using Awoooi.Core.People;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Awoooi.Infrastructure.Postgres.People;

/// <summary>Registers accounts, sessions, tokens, links, and the keys that protect cookies.</summary>
public static class PeopleSetup
{
    /// <summary>Rounds of PBKDF2 with SHA-512.</summary>
    private const int HashRounds = 210_000;

    /// <summary>Needs <see cref="PostgresSetup.AddPostgres"/> and an audit log. <paramref name="passkeyDomain"/> is the domain that passkeys belong to; null for the host of each request.</summary>
    public static IServiceCollection AddPeople(this IServiceCollection services, string? passkeyDomain = null)
    {
        services.AddHttpContextAccessor();
        services.AddDbContext<AwoooiDb>((provider, options) => options.UseNpgsql(provider.GetRequiredService<Database>().Interactive));

        // Which e-mails are allowed is decided by EmailRule alone.
        services.AddIdentityCore<Account>(options => options.User.AllowedUserNameCharacters = "");
        services.AddScoped<IUserStore<Account>, UserOnlyStore<Account, AwoooiDb, Guid>>();
        services.AddScoped<IPasskeyHandler<Account>, PasskeyHandler<Account>>();
        services.Configure<IdentityPasskeyOptions>(options =>
        {
            options.ServerDomain = passkeyDomain;
            options.UserVerificationRequirement = "required";
            options.ResidentKeyRequirement = "required";
        });
        services.Configure<PasswordHasherOptions>(options => options.IterationCount = HashRounds);
        services.Replace(ServiceDescriptor.Singleton<IPasswordHasher<Account>, PasswordHasher<Account>>());
        services.AddSingleton<DecoyPassword>();
        services.AddSingleton<IActors, Actors>();
        services.AddSingleton<IPeople, PeopleStore>();
        services.AddSingleton<IPreferences, Preferences>();
        services.AddSingleton<ITokens, Tokens>();
        services.AddSingleton<IOneTimeLinks, OneTimeLinks>();
        services.AddScoped<PasskeyCeremony>();
        services.AddScoped<IPasskeys, Passkeys>();
        services.AddScoped<ISignIn, SignIn>();
        services.AddDataProtection().SetApplicationName("awoooi");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider =>
            new ConfigureOptions<KeyManagementOptions>(options => options.XmlRepository = new DataProtectionKeys(provider.GetRequiredService<Database>())));
        return services;
    }
}
