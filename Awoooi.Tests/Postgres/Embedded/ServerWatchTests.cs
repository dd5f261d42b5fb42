using Awoooi.Infrastructure.Postgres.Embedded;

namespace Awoooi.Tests.Postgres.Embedded;

public sealed class ServerWatchTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData("watched", "")]
    [InlineData("a path too long for a socket ", "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx")]
    public async Task A_killed_server_is_started_again_at_the_same_address(string name, string more)
    {
        await using var scene = await ServerScene.WithDatabaseAsync(name + more);
        await using var server = await scene.ServeAsync(scene.Options with { Durable = true });
        await ServerScene.QueryAsync(server.OwnerConnectionString, "CREATE TABLE kept AS SELECT 42 AS answer");
        var killed = await scene.CrashAsync(server.ProcessId);

        await RevivedAsync(server, killed);

        Assert.Equal(42, await ServerScene.QueryAsync(server.OwnerConnectionString, "SELECT answer FROM kept"));
        Assert.Equal(await scene.Postmaster.FindAsync(CancellationToken.None), server.ProcessId);
    }

    [Fact]
    public async Task A_revived_server_is_stopped_with_the_app()
    {
        await using var scene = await ServerScene.WithDatabaseAsync();
        var server = await scene.ServeAsync();
        await RevivedAsync(server, await scene.CrashAsync(server.ProcessId));

        await server.DisposeAsync();

        Assert.Null(await scene.Postmaster.FindAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Lost_database_files_are_not_replaced_by_an_empty_database()
    {
        await using var scene = await ServerScene.WithDatabaseAsync();
        await using var server = await scene.ServeAsync();
        var away = scene.Folder.Cluster + ".away";
        Directory.Move(scene.Folder.Cluster, away);
        var killed = await scene.CrashAsync(server.ProcessId);

        // Three looks, each of which would have made one.
        await Task.Delay(TimeSpan.FromSeconds(1));
        Assert.False(Directory.Exists(scene.Folder.Cluster));

        Directory.Move(away, scene.Folder.Cluster);
        await RevivedAsync(server, killed);
        Assert.Equal(1, await ServerScene.QueryAsync(server.AppConnectionString, "SELECT 1"));
    }

    [Fact]
    public async Task A_command_does_not_start_a_server_again()
    {
        await using var scene = await ServerScene.WithDatabaseAsync();
        await using var command = await scene.CommandAsync();
        await scene.CrashAsync(command.ProcessId);

        await Task.Delay(TimeSpan.FromSeconds(1));

        Assert.Null(await scene.Postmaster.FindAsync(CancellationToken.None));
    }

    private static async Task RevivedAsync(EmbeddedServer server, int killed)
    {
        using var deadline = new CancellationTokenSource(Limit);
        while (server.ProcessId == killed)
        {
            await Task.Delay(20, deadline.Token);
        }
    }
}
