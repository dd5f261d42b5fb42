using System.Globalization;
using Awoooi.Infrastructure.Postgres.Embedded;
using Npgsql;

namespace Awoooi.Tests.Postgres.Embedded;

public sealed class CrashRecoveryTests
{
    [Fact]
    public async Task A_server_that_survived_the_app_is_adopted_and_stopped_at_the_end()
    {
        await using var scene = await ServerScene.WithDatabaseAsync();
        var (pid, connectionString) = await scene.SurvivorAsync();
        await ServerScene.QueryAsync(connectionString, "CREATE TABLE kept AS SELECT 42 AS answer");

        await using (var server = await scene.ServeAsync())
        {
            Assert.True(server.Adopted);
            Assert.Equal(pid, server.ProcessId);
            Assert.Equal(42, await ServerScene.QueryAsync(server.OwnerConnectionString, "SELECT answer FROM kept"));
        }

        Assert.Null(await scene.Postmaster.FindAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Committed_rows_are_there_after_the_server_was_killed()
    {
        await using var scene = await ServerScene.WithDatabaseAsync();
        var (pid, connectionString) = await scene.SurvivorAsync();
        await ServerScene.QueryAsync(connectionString, "CREATE TABLE kept AS SELECT 42 AS answer");
        await scene.CrashAsync(pid);

        await using var server = await scene.ServeAsync();

        Assert.False(server.Adopted);
        Assert.Equal(42, await ServerScene.QueryAsync(server.OwnerConnectionString, "SELECT answer FROM kept"));
        Assert.Contains("was interrupted", await scene.LogAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pid_that_another_live_process_got_does_not_stop_the_start_nor_hurt_that_process()
    {
        await using var scene = await ServerScene.WithDatabaseAsync();
        await scene.CrashedServerAsync();
        var bystander = scene.Bystander();
        scene.WritePid(bystander);

        await using (var server = await scene.ServeAsync())
        {
            Assert.NotEqual(bystander, server.ProcessId);
        }

        Assert.NotNull(await UnixProcess.StartMarkAsync(bystander, CancellationToken.None));
    }

    [Fact]
    public async Task A_pid_that_is_a_zombie_does_not_stop_the_start()
    {
        await using var scene = await ServerScene.WithDatabaseAsync();
        await scene.CrashedServerAsync();
        scene.WritePid(await scene.ZombieAsync());

        await using var server = await scene.ServeAsync();

        Assert.False(server.Adopted);
    }

    [Fact]
    public async Task A_stale_socket_whose_lock_names_a_live_process_does_not_stop_the_start()
    {
        await using var scene = await ServerScene.WithDatabaseAsync();
        await scene.CrashedServerAsync();
        var bystander = scene.Bystander().ToString(CultureInfo.InvariantCulture);
        ServerScene.Rewrite(Path.Combine(scene.Folder.Sockets, ".s.PGSQL.5432.lock"), lines => lines[0] = bystander);

        await using var server = await scene.ServeAsync();

        Assert.Equal(1, await ServerScene.QueryAsync(server.AppConnectionString, "SELECT 1"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense\n")]
    public async Task A_pid_file_that_was_cut_off_does_not_stop_the_start(string content)
    {
        await using var scene = await ServerScene.WithDatabaseAsync();
        await scene.CrashedServerAsync();
        await File.WriteAllTextAsync(scene.PidFile, content);

        await using var server = await scene.ServeAsync();

        Assert.False(server.Adopted);
    }

    [Fact]
    public async Task A_live_server_without_its_pid_file_is_ended_first_and_never_doubled()
    {
        await using var scene = await ServerScene.WithDatabaseAsync();
        var (pid, _) = await scene.SurvivorAsync();
        File.Delete(scene.PidFile);

        await using var server = await scene.ServeAsync();

        Assert.NotEqual(pid, server.ProcessId);
        Assert.False(await scene.Postmaster.IsOursAsync(pid, CancellationToken.None));
    }

    [Fact]
    public async Task A_session_that_outlives_its_killed_server_is_waited_for()
    {
        await using var scene = await ServerScene.WithDatabaseAsync();
        var (pid, connectionString) = await scene.SurvivorAsync();
        var busy = ServerScene.QueryAsync(connectionString, "SELECT count(*) FROM generate_series(1, 4000000)");
        while (!await IsRunningAsync(connectionString))
        {
            await Task.Delay(10);
        }

        await scene.CrashAsync(pid);
        await using var server = await scene.ServeAsync();

        Assert.False(server.Adopted);
        await Record.ExceptionAsync(() => busy);
    }

    [Fact]
    public async Task Roles_database_and_lost_role_passwords_are_made_again()
    {
        await using var scene = await ServerScene.WithDatabaseAsync();
        await using (var first = await scene.ServeAsync())
        {
            await ServerScene.QueryAsync(first.AdminConnectionString, "DROP DATABASE awoooi");
            await ServerScene.QueryAsync(first.AdminConnectionString, "DROP ROLE awoooi_owner");
        }

        File.Delete(Path.Combine(scene.Folder.Secrets, "app"));
        await using var second = await scene.ServeAsync();

        Assert.Equal(1, await ServerScene.QueryAsync(second.OwnerConnectionString, "SELECT 1"));
        Assert.Equal(1, await ServerScene.QueryAsync(second.AppConnectionString, "SELECT 1"));
    }

    private static async Task<bool> IsRunningAsync(string connectionString) =>
        (long)(await ServerScene.QueryAsync(connectionString, "SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%generate_series%' AND state = 'active' AND pid <> pg_backend_pid()"))! > 0;
}
