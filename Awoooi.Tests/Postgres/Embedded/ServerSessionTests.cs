using Awoooi.Infrastructure.Postgres.Embedded;

namespace Awoooi.Tests.Postgres.Embedded;

public sealed class ServerSessionTests
{
    [Fact]
    public async Task Two_that_start_at_once_make_one_database_and_one_server()
    {
        await using var scene = await ServerScene.CreateAsync();

        var both = await Task.WhenAll(scene.ServeAsync(), scene.CommandAsync());

        Assert.Equal(both[0].ProcessId, both[1].ProcessId);
        Assert.Single(both, server => server.Adopted);
        Assert.Equal(1, await ServerScene.QueryAsync(both[0].AppConnectionString, "SELECT 1"));
        await both[1].DisposeAsync();
        await both[0].DisposeAsync();
        Assert.False(await IsRunningAsync(scene));
    }

    [Fact]
    public async Task A_command_leaves_the_server_of_the_app_running()
    {
        await using var scene = await ServerScene.WithDatabaseAsync();
        await using var app = await scene.ServeAsync();

        await using (var command = await scene.CommandAsync())
        {
            Assert.True(command.Adopted);
        }

        Assert.True(await IsRunningAsync(scene));
    }

    [Fact]
    public async Task A_command_leaves_a_survivor_of_the_app_running()
    {
        await using var scene = await ServerScene.WithDatabaseAsync();
        await scene.SurvivorAsync();

        await (await scene.CommandAsync()).DisposeAsync();

        Assert.True(await IsRunningAsync(scene));
    }

    [Fact]
    public async Task A_command_stops_the_server_that_it_had_to_start()
    {
        await using var scene = await ServerScene.WithDatabaseAsync();

        await (await scene.CommandAsync()).DisposeAsync();

        Assert.False(await IsRunningAsync(scene));
    }

    [Fact]
    public async Task The_last_of_several_commands_stops_the_server()
    {
        await using var scene = await ServerScene.WithDatabaseAsync();
        var first = await scene.CommandAsync();
        var second = await scene.CommandAsync();

        await first.DisposeAsync();
        Assert.Equal(1, await ServerScene.QueryAsync(second.AppConnectionString, "SELECT 1"));

        await second.DisposeAsync();
        Assert.False(await IsRunningAsync(scene));
    }

    [Fact]
    public async Task The_app_takes_over_a_server_that_a_command_started()
    {
        await using var scene = await ServerScene.WithDatabaseAsync();
        var command = await scene.CommandAsync();
        var app = await scene.ServeAsync();

        await command.DisposeAsync();
        Assert.Equal(1, await ServerScene.QueryAsync(app.AppConnectionString, "SELECT 1"));

        await app.DisposeAsync();
        Assert.False(await IsRunningAsync(scene));
    }

    [Fact]
    public async Task A_server_in_use_that_cannot_be_seen_is_never_doubled()
    {
        await using var scene = await ServerScene.WithDatabaseAsync();
        await (await scene.ServeAsync()).DisposeAsync();
        using var otherContainer = FileLock.TryShare(scene.Folder.UseLock);

        var refusal = await Assert.ThrowsAsync<EmbeddedServerException>(() => scene.CommandAsync(new HurriedClock()));

        Assert.Contains("another container", refusal.Message, StringComparison.Ordinal);
        Assert.False(await IsRunningAsync(scene));
    }

    [Fact]
    public async Task Stopping_twice_is_stopping_once()
    {
        await using var scene = await ServerScene.WithDatabaseAsync();
        var first = await scene.ServeAsync();
        await first.DisposeAsync();
        await using var second = await scene.ServeAsync();

        await first.DisposeAsync();

        Assert.True(await IsRunningAsync(scene));
    }

    private static async Task<bool> IsRunningAsync(ServerScene scene) => await scene.Postmaster.FindAsync(CancellationToken.None) is not null;

    /// <summary>Measures a hundred times the time that passes.</summary>
    private sealed class HurriedClock : TimeProvider
    {
        public override long GetTimestamp() => base.GetTimestamp() * 100;
    }
}
