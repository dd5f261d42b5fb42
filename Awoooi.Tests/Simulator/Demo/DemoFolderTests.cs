using Awoooi.Core.Settings;
using Awoooi.Infrastructure.Postgres;
using Awoooi.Infrastructure.Postgres.Embedded;
using Awoooi.Infrastructure.Simulator.Demo;
using Awoooi.Tests.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace Awoooi.Tests.Simulator.Demo;

public sealed class DemoFolderTests
{
    [Fact]
    public async Task It_lies_beside_the_ordinary_folder_which_is_not_touched()
    {
        var ordinary = await FolderAsync();
        Write(ordinary, "data/PG_VERSION");

        var path = await PrepareAsync(ordinary);

        Assert.Equal(ordinary + "-demo", path);
        Assert.Equal(["data"], Directory.EnumerateFileSystemEntries(ordinary).Select(Path.GetFileName));
        Assert.True(File.Exists(Path.Combine(path, DemoFolder.Mark)));
    }

    [Fact]
    public async Task A_folder_without_the_mark_is_refused_and_nothing_in_it_is_deleted()
    {
        var ordinary = await FolderAsync();
        var precious = Write(ordinary + DemoFolder.Suffix, "data/PG_VERSION");

        var refused = await Assert.ThrowsAsync<StartException>(() => PrepareAsync(ordinary));

        Assert.Contains("no demo's", refused.Message, StringComparison.Ordinal);
        Assert.True(File.Exists(precious));
        Assert.False(File.Exists(Path.Combine(ordinary + DemoFolder.Suffix, DemoFolder.Mark)));
    }

    [Fact]
    public async Task What_an_earlier_demo_left_goes_and_what_no_demo_makes_stays()
    {
        var ordinary = await FolderAsync();
        var path = await PrepareAsync(ordinary);
        var folder = await DataFolder.OpenAsync(Server(path), CancellationToken.None);
        string[] made = [Write(path, "data/PG_VERSION"), Write(path, "secrets/app"), Write(path, "log/postgres.log"), Write(path, "server.conf")];
        string[] kept = [Write(path, "npm/package.json"), Write(path, "notes.txt")];
        folder.HandOver(folder.Cluster);

        await PrepareAsync(ordinary);

        Assert.All(made, file => Assert.False(File.Exists(file)));
        Assert.All(kept, file => Assert.True(File.Exists(file)));
    }

    [Fact]
    public async Task A_demo_that_runs_is_left_alone()
    {
        var ordinary = await FolderAsync();
        var path = await PrepareAsync(ordinary);
        var running = Write(path, "log/postgres.log");
        using var held = (await ServeLock.TryAcquireAsync(Server(path), "http://localhost:8080", CancellationToken.None)).Held;

        var refused = await Assert.ThrowsAsync<StartException>(() => PrepareAsync(ordinary));

        Assert.Contains("already serves", refused.Message, StringComparison.Ordinal);
        Assert.True(File.Exists(running));
    }

    private static async Task<string> FolderAsync() => Path.Combine(await TestFolders.CreateAsync("demo"), "awoooi");

    private static Task<string> PrepareAsync(string ordinary)
        => DemoFolder.PrepareAsync(new DataOptions { Path = ordinary }, Path.GetTempPath(), NullLogger.Instance, TimeProvider.System, CancellationToken.None);

    private static EmbeddedServerOptions Server(string path) => new() { Path = path, ContentRoot = path };

    private static string Write(string folder, string file)
    {
        var path = Path.Combine(folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "15");
        return path;
    }
}
