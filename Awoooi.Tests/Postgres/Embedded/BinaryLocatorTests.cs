using Awoooi.Infrastructure.Postgres.Embedded;
using Awoooi.Tests.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace Awoooi.Tests.Postgres.Embedded;

public sealed class BinaryLocatorTests
{
    [Fact]
    public async Task The_first_usable_install_is_taken_when_there_is_no_database_yet()
    {
        var seventeen = await FakeBinaries.CreateAsync(17);

        var found = await LocateAsync(null, "/nowhere", await FakeBinaries.CreateAsync(14), seventeen, await FakeBinaries.CreateAsync(18));

        Assert.Equal((seventeen, 17), (found.Folder, found.Major));
    }

    [Fact]
    public async Task The_version_that_made_the_database_decides()
    {
        var fifteen = await FakeBinaries.CreateAsync(15);

        var found = await LocateAsync(15, await FakeBinaries.CreateAsync(18), fifteen);

        Assert.Equal(fifteen, found.Folder);
    }

    [Fact]
    public async Task Another_major_version_is_refused_and_both_are_named()
    {
        var eighteen = await FakeBinaries.CreateAsync(18);

        var refusal = await Assert.ThrowsAsync<EmbeddedServerException>(() => LocateAsync(16, eighteen));

        Assert.Contains("made by PostgreSQL 16", refusal.Message, StringComparison.Ordinal);
        Assert.Contains($"{eighteen} is version 18", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_changed_version_file_keeps_the_database_closed()
    {
        await using var scene = await ServerScene.WithDatabaseAsync();
        var server = await scene.ServeAsync();
        await server.DisposeAsync();
        await File.WriteAllTextAsync(Path.Combine(scene.Folder.Cluster, "PG_VERSION"), "99\n");

        var refusal = await Assert.ThrowsAsync<EmbeddedServerException>(() => scene.ServeAsync());

        Assert.Contains("PostgreSQL 99", refusal.Message, StringComparison.Ordinal);
        Assert.Contains($"is version {server.Major}", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_any_binaries_three_ways_out_are_named()
    {
        var refusal = await Assert.ThrowsAsync<EmbeddedServerException>(() => LocateAsync(null, "/nowhere"));

        Assert.Contains("install PostgreSQL", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("install Node.js with npm", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("npm is not installed", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("Awoooi:Data:Connection", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Programs_that_do_not_run_are_passed_over_with_the_reason()
    {
        var broken = await FakeBinaries.CreateAsync(17);
        await FakeBinaries.ScriptAsync(Path.Combine(broken, "postgres"), "echo 'libicu.so not found' >&2; exit 127");

        var refusal = await Assert.ThrowsAsync<EmbeddedServerException>(() => LocateAsync(null, broken));

        Assert.Contains("libicu.so not found", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_highest_version_comes_first()
    {
        var parent = await TestFolders.CreateAsync("versions");
        foreach (var name in (string[])["postgresql@9.6", "postgresql@18", "postgresql@15", "postgresql"])
        {
            Directory.CreateDirectory(Path.Combine(parent, name));
        }

        var order = BinaryLocator.HighestFirst(parent, "postgresql*").Select(path => Path.GetFileName(Path.GetDirectoryName(path)));

        Assert.Equal(["postgresql@18", "postgresql@15", "postgresql@9.6", "postgresql"], order);
    }

    [Theory]
    [InlineData("postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)", 15)]
    [InlineData("postgres (PostgreSQL) 18.4", 18)]
    [InlineData("postgres (PostgreSQL) 19beta1", 19)]
    [InlineData("something else 15", null)]
    public void The_major_version_is_read_from_the_answer(string line, int? major) => Assert.Equal(major, PostgresBinaries.MajorIn(line));

    private static async Task<PostgresBinaries> LocateAsync(int? clusterMajor, params string[] searched)
    {
        var path = await TestFolders.CreateAsync("locate");
        var options = new EmbeddedServerOptions { Path = path, ContentRoot = path, SearchFolders = searched, NpmProgram = "/nowhere/npm" };
        var folder = await DataFolder.OpenAsync(options, CancellationToken.None);
        var npm = new NpmBinaries(options.NpmProgram, folder, NullLogger.Instance, TimeProvider.System);
        return await new BinaryLocator(options, folder, npm, NullLogger.Instance).LocateAsync(clusterMajor, CancellationToken.None);
    }
}
