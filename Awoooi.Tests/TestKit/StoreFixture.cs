using Awoooi.Infrastructure.Postgres;
using Awoooi.Infrastructure.Postgres.Migrations;
using Npgsql;

namespace Awoooi.Tests.TestKit;

/// <summary>A migrated database of its own for a test class.</summary>
public sealed class StoreFixture : IAsyncLifetime
{
    private readonly PostgresFixture _postgres = new();

    public TestDatabase Names { get; private set; } = null!;

    public Database Database { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        await _postgres.InitializeAsync();
        Names = await _postgres.CreateDatabaseAsync();
        await Migrator.MigrateAsync(new DatabaseConnections(Names.AppConnectionString, Names.OwnerConnectionString, Names.AppConnectionString), CancellationToken.None);
        Database = new Database(NpgsqlDataSource.Create(Names.AppConnectionString), NpgsqlDataSource.Create(Names.AppConnectionString));
    }

    public async Task<T> ScalarAsync<T>(string sql)
    {
        await using var command = Database.Interactive.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var owner = NpgsqlDataSource.Create(Names.OwnerConnectionString);
        await using var command = owner.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public async Task DisposeAsync()
    {
        await Database.DisposeAsync();
        await _postgres.DisposeAsync();
    }
}
