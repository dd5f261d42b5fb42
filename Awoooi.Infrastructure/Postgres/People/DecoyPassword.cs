using Microsoft.AspNetCore.Identity;

namespace Awoooi.Infrastructure.Postgres.People;

/// <summary>What a password for an unknown e-mail is compared with, so that it takes as long as a wrong password.</summary>
internal sealed class DecoyPassword(IPasswordHasher<Account> hasher)
{
    public string Hash { get; } = hasher.HashPassword(new Account(), Secret.New());
}
