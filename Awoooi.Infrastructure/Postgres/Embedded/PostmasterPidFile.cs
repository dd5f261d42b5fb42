using System.Globalization;

namespace Awoooi.Infrastructure.Postgres.Embedded;

/// <summary>What a running server wrote about itself into its data directory; after a crash the file stays behind and its claims are false.</summary>
internal sealed record PostmasterPidFile(int Pid, int Port, string SocketFolder)
{
    // Above the highest process id that Linux or macOS can give.
    private const int NeverAlive = 4_194_305;
    private const int PidLine = 0, PortLine = 3, SocketLine = 4;

    public static bool Exists(DataFolder folder) => File.Exists(PathIn(folder));

    /// <summary>Null when there is no file, or it is cut short: a server writes port and socket a moment after its id.</summary>
    public static PostmasterPidFile? Read(DataFolder folder)
    {
        var lines = ReadLines(folder);
        return lines.Length > SocketLine && Number(lines[PidLine]) is { } pid && Number(lines[PortLine]) is { } port
            ? new PostmasterPidFile(pid, port, lines[SocketLine])
            : null;
    }

    /// <summary>
    /// Makes the file that a crash left harmless. PostgreSQL itself steps over a dead id, but refuses when the id was
    /// given to another process, waits unreaped as a zombie, or is missing. An id that cannot live keeps the rest of
    /// the file, from which PostgreSQL checks that no orphan of the old server still uses its shared memory.
    /// Call only when no server of this folder runs.
    /// </summary>
    /// <returns>The stale id, or null when there was nothing to repair.</returns>
    public static string? Repair(DataFolder folder)
    {
        if (!Exists(folder))
        {
            return null;
        }

        var lines = ReadLines(folder);
        if (lines.Length == 0 || Number(lines[PidLine]) is null)
        {
            File.Delete(PathIn(folder));
            return "none";
        }

        var stale = lines[PidLine];
        lines[PidLine] = NeverAlive.ToString(CultureInfo.InvariantCulture);

        // Written beside and renamed: root must not write through a link that the server's account may have laid there.
        var draft = Path.Combine(folder.Root, "postmaster.pid.new");
        File.Delete(draft);
        UnixFiles.WriteNewSecret(draft, string.Join('\n', lines) + '\n');
        folder.HandOver(draft);
        File.Move(draft, PathIn(folder), overwrite: true);
        return stale.Trim();
    }

    private static string[] ReadLines(DataFolder folder) => Exists(folder) ? File.ReadAllLines(PathIn(folder)) : [];

    private static int? Number(string text) =>
        int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string PathIn(DataFolder folder) => Path.Combine(folder.Cluster, "postmaster.pid");
}
