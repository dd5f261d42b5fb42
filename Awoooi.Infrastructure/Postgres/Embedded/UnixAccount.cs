using System.Globalization;

namespace Awoooi.Infrastructure.Postgres.Embedded;

/// <summary>A line of /etc/passwd.</summary>
internal sealed record UnixAccount(string Name, uint UserId, uint GroupId)
{
    public const uint Root = 0;

    private static readonly string[] Unprivileged = ["postgres", "nobody"];

    public static IReadOnlyList<UnixAccount> ReadAll() => [.. Parse(File.ReadLines("/etc/passwd"))];

    public static IEnumerable<UnixAccount> Parse(IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            var fields = line.Split(':');
            if (fields.Length >= 4
                && uint.TryParse(fields[2], NumberStyles.None, CultureInfo.InvariantCulture, out var user)
                && uint.TryParse(fields[3], NumberStyles.None, CultureInfo.InvariantCulture, out var group))
            {
                yield return new UnixAccount(fields[0], user, group);
            }
        }
    }

    /// <summary>The account that root drops to, because PostgreSQL refuses root: the cluster's owner once there is one.</summary>
    public static UnixAccount ForDatabase(IReadOnlyList<UnixAccount> accounts, uint? clusterOwner)
    {
        if (clusterOwner is { } owner)
        {
            return owner == Root
                ? throw new EmbeddedServerException("The database files belong to root, and PostgreSQL refuses to run as root. Give them to an unprivileged account with chown -R.")
                : accounts.FirstOrDefault(account => account.UserId == owner)
                    ?? throw new EmbeddedServerException($"The database files belong to user id {owner}, which has no entry in /etc/passwd. Add one, or give the files to another account with chown -R.");
        }

        return Unprivileged
            .Select(name => accounts.FirstOrDefault(account => account.Name == name && account.UserId != Root))
            .FirstOrDefault(account => account is not null)
            ?? throw new EmbeddedServerException("PostgreSQL refuses to run as root, and there is neither a 'postgres' nor a 'nobody' account to drop to. Run AWOOOI as an ordinary user, or add an account named 'postgres'.");
    }
}
