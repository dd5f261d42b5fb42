using Awoooi.Infrastructure.Postgres.Embedded;
using Awoooi.Tests.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace Awoooi.Tests.Postgres.Embedded;

public sealed class DataFolderTests
{
    private static readonly UnixAccount[] Accounts = [.. UnixAccount.Parse(
    [
        "root:x:0:0:root:/root:/bin/bash",
        "nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin",
        "postgres:x:101:104:PostgreSQL administrator,,,:/var/lib/postgresql:/bin/bash",
        "alice:x:1000:1000::/home/alice:/bin/sh",
    ])];

    [Theory]
    [InlineData(true, "/xdg", "/root", new[] { "/var/lib/awoooi" })]
    [InlineData(false, "/xdg", "/home/alice", new[] { "/xdg/awoooi", "/app/.awoooi" })]
    [InlineData(false, "relative", "/home/alice", new[] { "/home/alice/.local/share/awoooi", "/app/.awoooi" })]
    [InlineData(false, null, "/home/alice", new[] { "/home/alice/.local/share/awoooi", "/app/.awoooi" })]
    [InlineData(false, null, null, new[] { "/app/.awoooi" })]
    public void The_default_place_follows_the_account(bool root, string? xdg, string? home, string[] expected) =>
        Assert.Equal(expected, DataFolderPath.Defaults(root, xdg, home, "/app"));

    [Theory]
    [InlineData(85, true)]
    [InlineData(86, false)]
    public void A_socket_folder_of_up_to_85_bytes_fits(int bytes, bool fits) =>
        Assert.Equal(fits, DataFolderPath.FitsSocket("/é" + new string('x', bytes - 3)));

    [Fact]
    public void A_comma_in_the_path_does_not_fit_a_socket() => Assert.False(DataFolderPath.FitsSocket("/a,b"));

    [Theory]
    [InlineData("/data/$HOME")]
    [InlineData("/data/`id`")]
    [InlineData("/data/a\"b")]
    [InlineData("/data/a\\b")]
    [InlineData("/data/a\nb")]
    public void A_path_that_a_shell_would_expand_is_refused(string path) =>
        Assert.Throws<EmbeddedServerException>(() => DataFolderPath.Check(path));

    [Fact]
    public async Task The_uppermost_closed_folder_on_the_way_is_named()
    {
        var upper = await TestFolders.CreateAsync("closed");
        var lower = Directory.CreateDirectory(Path.Combine(upper, "open", "closed-too")).FullName;
        var stranger = new UnixAccount("stranger", 4_000_000, 4_000_000);
        Assert.Null(await DataFolderPath.ClosedAncestorAsync(upper, stranger, CancellationToken.None));

        UnixFiles.SetMode(upper, UnixFiles.OwnerOnly);
        UnixFiles.SetMode(lower, UnixFiles.OwnerOnly);

        Assert.Equal(upper, await DataFolderPath.ClosedAncestorAsync(lower, stranger, CancellationToken.None));
        var owner = stranger with { UserId = NativeUnix.EffectiveUserId() };
        Assert.Null(await DataFolderPath.ClosedAncestorAsync(lower, owner, CancellationToken.None));
    }

    [Theory]
    [InlineData(null, "postgres")]
    [InlineData(65534u, "nobody")]
    [InlineData(1000u, "alice")]
    public void Root_drops_to_the_account_that_owns_the_database(uint? owner, string expected) =>
        Assert.Equal(expected, UnixAccount.ForDatabase(Accounts, owner).Name);

    [Fact]
    public void Root_drops_to_nobody_where_there_is_no_postgres() =>
        Assert.Equal("nobody", UnixAccount.ForDatabase([.. Accounts.Where(account => account.Name != "postgres")], null).Name);

    [Theory]
    [InlineData(0u)]
    [InlineData(4242u)]
    public void A_database_of_root_or_of_an_unknown_account_is_refused(uint owner) =>
        Assert.Throws<EmbeddedServerException>(() => UnixAccount.ForDatabase(Accounts, owner));

    [Fact]
    public async Task Only_the_ten_newest_server_logs_are_kept()
    {
        var folder = await TestFolders.CreateAsync("logs");
        foreach (var day in Enumerable.Range(1, 13))
        {
            await File.WriteAllTextAsync(Path.Combine(folder, $"postgresql-202601{day:00}-000000.log"), "");
        }

        await File.WriteAllTextAsync(Path.Combine(folder, "start.log"), "");
        ServerLogs.Sweep(folder, NullLogger.Instance);

        var left = Directory.GetFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(11, left.Count);
        Assert.Equal("postgresql-20260104-000000.log", left[0]);
        Assert.Equal("start.log", left[^1]);
    }
}
