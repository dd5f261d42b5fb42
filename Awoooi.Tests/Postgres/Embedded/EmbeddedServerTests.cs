using Awoooi.Infrastructure.Postgres.Embedded;
using Npgsql;

namespace Awoooi.Tests.Postgres.Embedded;

public sealed class EmbeddedServerTests
{
    [Fact]
    public async Task The_first_start_makes_a_database_with_an_owner_and_an_app_that_owns_nothing()
    {
        await using var scene = await ServerScene.CreateAsync();
        await using var server = await scene.ServeAsync();

        Assert.False(server.Adopted);
        Assert.True(server.Major >= PostgresBinaries.OldestMajor);
        await ServerScene.QueryAsync(server.OwnerConnectionString, "CREATE TABLE incidents (id int)");
        Assert.Equal("awoooi_app|awoooi|false", await ServerScene.QueryAsync(server.AppConnectionString, "SELECT current_user || '|' || current_database() || '|' || bool_or(rolsuper OR rolcreatedb OR rolcreaterole OR rolreplication OR rolbypassrls) FROM pg_roles WHERE rolname LIKE 'awoooi_app' OR rolname = 'awoooi_owner'"));
        await AssertDeniedAsync(server.AppConnectionString, "SELECT * FROM incidents");
        await AssertDeniedAsync(server.AppConnectionString, "CREATE TABLE mine (id int)");
        await AssertDeniedAsync(new NpgsqlConnectionStringBuilder(server.AppConnectionString) { Database = "postgres" }.ConnectionString, "SELECT 1");
    }

    [Fact]
    public async Task It_listens_on_a_socket_only_and_demands_the_password()
    {
        await using var scene = await ServerScene.WithDatabaseAsync();
        await using var server = await scene.ServeAsync();

        Assert.Equal("", await ServerScene.QueryAsync(server.AppConnectionString, "SHOW listen_addresses"));
        Assert.StartsWith("SCRAM-SHA-256", (string)(await ServerScene.QueryAsync(server.AdminConnectionString, "SELECT rolpassword FROM pg_authid WHERE rolname = 'awoooi_app'"))!);
        var guess = new NpgsqlConnectionStringBuilder(server.AppConnectionString) { Password = "guess" }.ConnectionString;
        var refused = await Assert.ThrowsAsync<PostgresException>(() => ServerScene.QueryAsync(guess, "SELECT 1"));
        Assert.Equal(PostgresErrorCodes.InvalidPassword, refused.SqlState);
    }

    [Fact]
    public async Task Passwords_are_readable_by_us_alone()
    {
        await using var scene = await ServerScene.WithDatabaseAsync();
        await (await scene.ServeAsync()).DisposeAsync();

        Assert.Equal(UnixFiles.OwnerOnly, UnixFiles.Mode(scene.Folder.Secrets));
        Assert.All(Directory.GetFiles(scene.Folder.Secrets), path => Assert.Equal(UnixFiles.OwnerOnlyFile, UnixFiles.Mode(path)));
        Assert.Equal(3, Directory.GetFiles(scene.Folder.Secrets).Length);
        Assert.Empty(Directory.GetFiles(scene.Folder.Root, "*password*"));
    }

    [Fact]
    public async Task A_committed_row_is_safe_on_disk_before_the_answer()
    {
        await using var scene = await ServerScene.WithDatabaseAsync();
        await using var server = await scene.ServeAsync(scene.Options with { Durable = true });

        Assert.Equal("on on on", await ServerScene.QueryAsync(server.AppConnectionString, "SELECT current_setting('fsync') || ' ' || current_setting('synchronous_commit') || ' ' || current_setting('full_page_writes')"));
        Assert.Equal("200 128MB UTF8 C", await ServerScene.QueryAsync(server.AppConnectionString, "SELECT current_setting('max_connections') || ' ' || current_setting('shared_buffers') || ' ' || current_setting('server_encoding') || ' ' || datcollate FROM pg_database WHERE datname = current_database()"));
    }

    [Fact]
    public async Task Stopping_is_orderly_and_the_data_is_there_at_the_next_start()
    {
        await using var scene = await ServerScene.WithDatabaseAsync();
        var first = await scene.ServeAsync();
        await ServerScene.QueryAsync(first.OwnerConnectionString, "CREATE TABLE kept AS SELECT 42 AS answer");
        await first.DisposeAsync();

        Assert.Null(await scene.Postmaster.FindAsync(CancellationToken.None));
        Assert.False(File.Exists(scene.PidFile));
        await using var second = await scene.ServeAsync();
        Assert.Equal(42, await ServerScene.QueryAsync(second.OwnerConnectionString, "SELECT answer FROM kept"));
        Assert.DoesNotContain("was interrupted", await scene.LogAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_that_stays_open_does_not_hold_up_the_stop()
    {
        await using var scene = await ServerScene.WithDatabaseAsync();
        var server = await scene.ServeAsync();
        await using var idle = new NpgsqlConnection(server.AppConnectionString);
        await idle.OpenAsync();

        await server.DisposeAsync();

        Assert.Null(await scene.Postmaster.FindAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Ctrl_C_in_our_terminal_does_not_reach_the_server()
    {
        await using var scene = await ServerScene.WithDatabaseAsync();
        await using var server = await scene.ServeAsync();

        Assert.NotEqual(await ProcessGroupAsync(Environment.ProcessId), await ProcessGroupAsync(server.ProcessId));
    }

    [Fact]
    public async Task A_path_too_long_for_a_socket_is_served_on_the_loopback_address()
    {
        await using var scene = await ServerScene.CreateAsync(new string('x', 90));
        await using (var server = await scene.ServeAsync())
        {
            Assert.Equal("127.0.0.1", new NpgsqlConnectionStringBuilder(server.AppConnectionString).Host);
            Assert.Equal("127.0.0.1", await ServerScene.QueryAsync(server.AppConnectionString, "SHOW listen_addresses"));
        }

        var (pid, _) = await scene.SurvivorAsync();
        await using var adopted = await scene.ServeAsync();
        Assert.Equal(pid, adopted.ProcessId);
    }

    [Fact]
    public async Task A_path_with_spaces_quotes_and_foreign_letters_works()
    {
        await using var scene = await ServerScene.CreateAsync("it's 資料");
        await using var server = await scene.ServeAsync();

        Assert.Equal(1, await ServerScene.QueryAsync(server.AppConnectionString, "SELECT 1"));
        Assert.Equal(scene.Folder.Sockets, new NpgsqlConnectionStringBuilder(server.AppConnectionString).Host);
    }

    private static async Task AssertDeniedAsync(string connectionString, string sql)
    {
        var denied = await Assert.ThrowsAsync<PostgresException>(() => ServerScene.QueryAsync(connectionString, sql));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, denied.SqlState);
    }

    private static async Task<string> ProcessGroupAsync(int pid) =>
        (await ExternalCommand.Of("ps", ["-o", "pgid=", "-p", $"{pid}"]).RunAsync(TimeSpan.FromSeconds(10), CancellationToken.None)).Output;
}
