using System.Buffers;
using System.Text;

namespace Awoooi.Infrastructure.Postgres.Embedded;

/// <summary>Which paths may hold the database.</summary>
internal static class DataFolderPath
{
    public const string OfRoot = "/var/lib/awoooi";

    // A socket path ends at 103 bytes on macOS and 107 on Linux; the file name takes 14, and PostgreSQL's lock file 5 more.
    private const int LongestSocketFolder = 85;

    // pg_ctl hands paths to a shell in double quotes.
    private static readonly SearchValues<char> SpecialInShell = SearchValues.Create("\"$`\\\n\r");

    public static IReadOnlyList<string> Defaults(bool runsAsRoot, string? xdgDataHome, string? home, string contentRoot)
    {
        if (runsAsRoot)
        {
            return [OfRoot];
        }

        var local = Path.Combine(contentRoot, ".awoooi");
        if (Path.IsPathRooted(xdgDataHome))
        {
            return [Path.Combine(xdgDataHome, "awoooi"), local];
        }

        return Path.IsPathRooted(home) ? [Path.Combine(home, ".local", "share", "awoooi"), local] : [local];
    }

    // A comma separates hosts in a connection string.
    public static bool FitsSocket(string socketFolder) => !socketFolder.Contains(',', StringComparison.Ordinal) && Encoding.UTF8.GetByteCount(socketFolder) <= LongestSocketFolder;

    public static void Check(string root)
    {
        if (root.AsSpan().ContainsAny(SpecialInShell))
        {
            throw new EmbeddedServerException($"The data folder {root} has a character in its path that PostgreSQL's tools cannot take (one of \" $ ` \\ or a line break). Choose another with Awoooi:Data:Path.");
        }
    }

    /// <summary>The uppermost folder on the way that the account cannot pass; null when the way is open.</summary>
    public static async Task<string?> ClosedAncestorAsync(string path, UnixAccount account, CancellationToken cancellationToken)
    {
        string? closed = null;
        for (var folder = new DirectoryInfo(path); folder is not null; folder = folder.Parent)
        {
            var mode = UnixFiles.Mode(folder.FullName);
            if (mode.HasFlag(UnixFileMode.OtherExecute))
            {
                continue;
            }

            var passableByOwner = mode.HasFlag(UnixFileMode.UserExecute)
                && await UnixFiles.OwnerAsync(folder.FullName, cancellationToken) == account.UserId;
            closed = passableByOwner ? closed : folder.FullName;
        }

        return closed;
    }
}
