using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace Awoooi.Infrastructure.Postgres.People;

/// <summary>Accounts with their passkeys, sessions, tokens and links. Everything else of the product is written by plain SQL.</summary>
public sealed class AwoooiDb(DbContextOptions<AwoooiDb> options) : IdentityUserContext<Account, Guid>(options)
{
    internal const string HistoryTable = "people_migrations";

    public DbSet<OneTimeLinkRow> OneTimeLinks => Set<OneTimeLinkRow>();

    public DbSet<SessionRow> Sessions => Set<SessionRow>();

    public DbSet<AccessTokenRow> AccessTokens => Set<AccessTokenRow>();

    public DbSet<DataProtectionKeyRow> DataProtectionKeys => Set<DataProtectionKeyRow>();

    protected override void OnModelCreating(ModelBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        base.OnModelCreating(builder);
        builder.Entity<Account>(account =>
        {
            account.ToTable("accounts");
            account.Property(row => row.Name).HasMaxLength(80);
            account.Property(row => row.Language).HasMaxLength(20);
            account.Property(row => row.Zone).HasMaxLength(64);
            account.HasIndex(row => row.NormalizedEmail).IsUnique();
        });
        builder.Entity<IdentityUserClaim<Guid>>().ToTable("account_claims");
        builder.Entity<IdentityUserLogin<Guid>>().ToTable("account_logins");
        builder.Entity<IdentityUserToken<Guid>>().ToTable("account_tokens");

        // Mapped here and not by the schema version of IdentityOptions, so that the schema is the same whoever makes this context.
        builder.Entity<IdentityUserPasskey<Guid>>(passkey =>
        {
            passkey.ToTable("account_passkeys");
            passkey.HasKey(row => row.CredentialId);
            passkey.Property(row => row.CredentialId).HasMaxLength(1024);
            passkey.OwnsOne(row => row.Data).ToJson("data");
            passkey.HasOne<Account>().WithMany().HasForeignKey(row => row.UserId).OnDelete(DeleteBehavior.Cascade);
        });
        builder.Entity<OneTimeLinkRow>(link =>
        {
            link.ToTable("one_time_links");
            link.HasIndex(row => row.SecretHash).IsUnique();
            link.HasOne<Account>().WithMany().HasForeignKey(row => row.AccountId).OnDelete(DeleteBehavior.Cascade);
        });
        builder.Entity<SessionRow>(session =>
        {
            session.ToTable("sessions");
            session.HasOne<Account>().WithMany().HasForeignKey(row => row.AccountId).OnDelete(DeleteBehavior.Cascade);
        });
        builder.Entity<AccessTokenRow>(token =>
        {
            token.ToTable("access_tokens");
            token.HasIndex(row => row.SecretHash).IsUnique();
            token.HasOne<Account>().WithMany().HasForeignKey(row => row.AccountId).OnDelete(DeleteBehavior.Cascade);
        });
        builder.Entity<DataProtectionKeyRow>(key =>
        {
            key.ToTable("data_protection_keys");
            key.HasKey(row => row.FriendlyName);
        });
        SnakeCase.Apply(builder.Model);
    }
}
