using Npgsql;

namespace Awoooi.Infrastructure.Postgres.Embedded;

/// <summary>Brings roles and database to what they must be; repeating it is harmless, so a crash halfway heals at the next start.</summary>
internal static class RoleSetup
{
    public const string Database = "awoooi";
    public const string OwnerRole = "awoooi_owner";
    public const string AppRole = "awoooi_app";

    public static async Task ApplyAsync(NpgsqlConnection admin, RolePasswords passwords, CancellationToken cancellationToken)
    {
        await ExecuteAsync(admin, Roles(passwords), cancellationToken);
        await using (var exists = new NpgsqlCommand("SELECT 1 FROM pg_database WHERE datname = $1", admin) { Parameters = { new() { Value = Database } } })
        {
            if (await exists.ExecuteScalarAsync(cancellationToken) is null)
            {
                await ExecuteAsync(admin, $"CREATE DATABASE {Database} OWNER {OwnerRole} TEMPLATE template0", cancellationToken);
            }
        }

        await ExecuteAsync(admin, Grants(Database), cancellationToken);
    }

    /// <summary>Closes a database to everybody but its owner and the application.</summary>
    public static string Grants(string database) =>
        $"REVOKE ALL ON DATABASE {database} FROM PUBLIC; GRANT CONNECT ON DATABASE {database} TO {AppRole}";

    // The passwords are hexadecimal digits, hence safe inside a literal; statements that define roles take no parameters.
    private static string Roles(RolePasswords passwords) => $"""
        DO $$ BEGIN
            IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{OwnerRole}') THEN CREATE ROLE {OwnerRole}; END IF;
            IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{AppRole}') THEN CREATE ROLE {AppRole}; END IF;
        END $$;
        ALTER ROLE {OwnerRole} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS PASSWORD '{passwords.Owner}';
        ALTER ROLE {AppRole} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS PASSWORD '{passwords.App}';
        REVOKE ALL ON DATABASE postgres FROM PUBLIC;
        REVOKE ALL ON DATABASE template1 FROM PUBLIC;
        """;

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
