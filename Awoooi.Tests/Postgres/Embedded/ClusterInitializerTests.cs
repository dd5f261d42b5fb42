using Awoooi.Infrastructure.Postgres.Embedded;

namespace Awoooi.Tests.Postgres.Embedded;

public sealed class ClusterInitializerTests
{
    [Fact]
    public async Task What_an_interrupted_initdb_left_is_removed_and_made_anew()
    {
        await using var scene = await ServerScene.CreateAsync();
        var unfinished = Directory.CreateDirectory(Path.Combine(scene.Folder.Root, "data.new-0123"));
        await File.WriteAllTextAsync(Path.Combine(unfinished.FullName, "PG_VERSION"), "15");
        Directory.CreateDirectory(scene.Folder.Cluster);

        await using var server = await scene.ServeAsync();

        Assert.False(unfinished.Exists && Directory.Exists(unfinished.FullName));
        Assert.Equal(1, await ServerScene.QueryAsync(server.AppConnectionString, "SELECT 1"));
    }

    [Fact]
    public async Task Foreign_files_in_the_place_of_the_database_are_refused_and_left_alone()
    {
        await using var scene = await ServerScene.CreateAsync();
        Directory.CreateDirectory(scene.Folder.Cluster);
        scene.Folder.HandOver(scene.Folder.Cluster);
        var precious = Path.Combine(scene.Folder.Cluster, "base");
        await File.WriteAllTextAsync(precious, "precious");

        var refusal = await Assert.ThrowsAsync<EmbeddedServerException>(() => scene.ServeAsync());

        Assert.Contains("PG_VERSION", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("precious", await File.ReadAllTextAsync(precious));
    }

    [Fact]
    public async Task A_failed_initdb_leaves_nothing_and_says_why()
    {
        await using var scene = await ServerScene.CreateAsync();
        var programs = await FakeBinaries.CreateAsync(15, initdb: "echo 'no space left' >&2; exit 1");

        var failure = await Assert.ThrowsAsync<EmbeddedServerException>(() => scene.ServeAsync(scene.Options with { SearchFolders = [programs] }));

        Assert.Contains("no space left", failure.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetDirectories(scene.Folder.Root, "data*"));
        Assert.Empty(Directory.GetFiles(scene.Folder.Root, "*password*"));
    }

    [Fact]
    public async Task A_database_without_its_administrators_password_is_refused()
    {
        await using var scene = await ServerScene.WithDatabaseAsync();
        await (await scene.ServeAsync()).DisposeAsync();
        File.Delete(Path.Combine(scene.Folder.Secrets, "admin"));

        var refusal = await Assert.ThrowsAsync<EmbeddedServerException>(() => scene.ServeAsync());

        Assert.Contains("secrets/admin", refusal.Message, StringComparison.Ordinal);
    }
}
