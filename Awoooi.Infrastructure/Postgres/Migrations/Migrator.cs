using Awoooi.Infrastructure.Postgres.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace Awoooi.Infrastructure.Postgres.Migrations;

/// <summary>Brings the schema up to date with the owner's connection. One replica migrates, the others wait for it.</summary>
public static class Migrator
{
    private const long Lock = 7012003;

    /// <summary>Names of the migrations that were applied by this call.</summary>
    /// <exception cref="NpgsqlException">The database cannot be reached, or the role may not create tables.</exception>
    public static async Task<IReadOnlyList<string>> MigrateAsync(DatabaseConnections connections, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(connections);
        await using var guard = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connections.Owner) { Pooling = false, CommandTimeout = 300 }.ConnectionString);
        await guard.OpenAsync(cancel);

        // Freed with the session, also when this process dies.
        await using (var wait = new NpgsqlCommand("select pg_advisory_lock($1)", guard) { Parameters = { new() { Value = Lock } } })
        {
            await wait.ExecuteNonQueryAsync(cancel);
        }

        await EnsureAppRoleAsync(guard, connections, cancel);
        return
        [
            .. await MigrateAsync<SchemaDb>(guard, SchemaDb.HistoryTable, options => new SchemaDb(options), cancel),
            .. await MigrateAsync<AwoooiDb>(guard, AwoooiDb.HistoryTable, options => new AwoooiDb(options), cancel),
        ];
    }

    /// <summary>Scripts grant rights to <see cref="SqlScript.AppRole"/>; where the app connects as another role, that one becomes its member.</summary>
    private static async Task EnsureAppRoleAsync(NpgsqlConnection owner, DatabaseConnections connections, CancellationToken cancel)
    {
        var app = new NpgsqlConnectionStringBuilder(connections.App).Username ?? "";
        await using (var exists = new NpgsqlCommand("select pg_has_role($1, $2, 'member') from pg_roles where rolname = $2", owner) { Parameters = { new() { Value = app }, new() { Value = SqlScript.AppRole } } })
        {
            if (await exists.ExecuteScalarAsync(cancel) is true)
            {
                return;
            }
        }

        await using var make = new NpgsqlCommand(
            $"""
            do $$ begin
              if not exists (select 1 from pg_roles where rolname = '{SqlScript.AppRole}') then
                create role {SqlScript.AppRole} nologin;
              end if;
              execute format('grant {SqlScript.AppRole} to %I', '{app.Replace("'", "''", StringComparison.Ordinal)}');
            end $$
            """,
            owner);
        await make.ExecuteNonQueryAsync(cancel);
    }

    private static async Task<IReadOnlyList<string>> MigrateAsync<T>(NpgsqlConnection owner, string history, Func<DbContextOptions<T>, T> make, CancellationToken cancel)
        where T : DbContext
    {
        // The first look at a missing history table is logged as an error by EF, which it is not.
        var options = new DbContextOptionsBuilder<T>()
            .UseNpgsql(owner, npgsql => npgsql.MigrationsHistoryTable(history).CommandTimeout(300))
            .ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.CommandError))
            .Options;
        await using var db = make(options);
        var pending = (await db.Database.GetPendingMigrationsAsync(cancel)).ToList();
        if (pending.Count > 0)
        {
            await db.Database.MigrateAsync(cancel);
        }

        return pending;
    }
}
