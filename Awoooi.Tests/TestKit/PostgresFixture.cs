using System.Globalization;
using Awoooi.Infrastructure.Postgres.Embedded;
using Npgsql;

namespace Awoooi.Tests.TestKit;

/// <summary>Fresh databases for tests, all on one server per test process; take it as IClassFixture.</summary>
public sealed class PostgresFixture : IAsyncLifetime
{
    private static int _databases;
    private readonly List<TestDatabase> _created = [];
    private EmbeddedServer? _server;

    public async Task InitializeAsync() => _server = await PostgresTestServer.GetAsync();

    /// <summary>A new empty database, dropped with the fixture.</summary>
    public async Task<TestDatabase> CreateDatabaseAsync()
    {
        var server = _server ?? throw new InvalidOperationException("The fixture is not initialized.");
        var name = string.Create(CultureInfo.InvariantCulture, $"test_{Interlocked.Increment(ref _databases)}");
        await ExecuteAsync(
            server,
            $"CREATE DATABASE {name} OWNER {RoleSetup.OwnerRole} TEMPLATE template0",
            RoleSetup.Grants(name));
        var database = new TestDatabase(name, On(server.OwnerConnectionString, name), On(server.AppConnectionString, name));
        _created.Add(database);
        return database;
    }

    public async Task DisposeAsync()
    {
        foreach (var database in _created)
        {
            await using (var owner = new NpgsqlConnection(database.OwnerConnectionString))
            await using (var app = new NpgsqlConnection(database.AppConnectionString))
            {
                NpgsqlConnection.ClearPool(owner);
                NpgsqlConnection.ClearPool(app);
            }

            await ExecuteAsync(_server!, $"DROP DATABASE {database.Name} WITH (FORCE)");
        }
    }

    private static string On(string connectionString, string database) =>
        new NpgsqlConnectionStringBuilder(connectionString) { Database = database }.ConnectionString;

    private static async Task ExecuteAsync(EmbeddedServer server, params string[] statements)
    {
        await using var admin = new NpgsqlConnection(server.AdminConnectionString);
        await admin.OpenAsync();
        foreach (var statement in statements)
        {
            await using var command = new NpgsqlCommand(statement, admin);
            await command.ExecuteNonQueryAsync();
        }
    }
}

/// <summary>An empty database: the owner migrates it, the app role has only what is granted.</summary>
public sealed record TestDatabase(string Name, string OwnerConnectionString, string AppConnectionString);
