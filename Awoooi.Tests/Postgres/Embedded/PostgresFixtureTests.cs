using Awoooi.Tests.TestKit;
using Npgsql;

namespace Awoooi.Tests.Postgres.Embedded;

public sealed class PostgresFixtureTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    [Fact]
    public async Task Each_database_is_new_and_empty()
    {
        var first = await postgres.CreateDatabaseAsync();
        await ExecuteAsync(first.OwnerConnectionString, "CREATE TABLE left_behind (id int)");

        var second = await postgres.CreateDatabaseAsync();

        Assert.Equal(0L, await ExecuteAsync(second.OwnerConnectionString, "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"));
    }

    [Fact]
    public async Task The_app_role_can_connect_but_create_nothing()
    {
        var database = await postgres.CreateDatabaseAsync();

        var denied = await Assert.ThrowsAsync<PostgresException>(() => ExecuteAsync(database.AppConnectionString, "CREATE TABLE mine (id int)"));

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, denied.SqlState);
        Assert.Equal(1, await ExecuteAsync(database.AppConnectionString, "SELECT 1"));
    }

    private static async Task<object?> ExecuteAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
