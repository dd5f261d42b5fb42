using Microsoft.Extensions.Logging;

namespace Awoooi.Infrastructure.Postgres.Embedded;

/// <summary>Folders in the making, renamed to their final name when finished: what has this name is provably unfinished and may be removed.</summary>
internal static class Staging
{
    /// <summary>The name is new each time, because a program that outlived its crashed parent may still write to the last one.</summary>
    public static string NewFolder(string parent, string finalName, TimeProvider clock)
    {
        var path = Path.Combine(parent, $"{finalName}.new-{Guid.CreateVersion7(clock.GetUtcNow()):N}");
        UnixFiles.CreateFolder(path, UnixFiles.OwnerOnly);
        return path;
    }

    public static void RemoveLeftovers(string parent, string finalName, ILogger logger)
    {
        foreach (var leftover in Directory.GetDirectories(parent, $"{finalName}.new-*"))
        {
            EmbeddedServerLog.UnfinishedRemoved(logger, leftover);
            Remove(leftover, logger);
        }
    }

    public static void Remove(string path, ILogger logger)
    {
        try
        {
            Directory.Delete(path, recursive: true);
        }
        catch (Exception busy) when (busy is IOException or UnauthorizedAccessException)
        {
            // Tried again at the next start.
            EmbeddedServerLog.UnfinishedNotRemoved(logger, path, busy);
        }
    }
}
