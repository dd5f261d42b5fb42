using Microsoft.Extensions.Logging;

namespace Awoooi.Infrastructure.Postgres.Embedded;

internal static partial class EmbeddedServerLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "PostgreSQL {Major} started from {Binaries} on {DataPath} in {Took}")]
    public static partial void Started(ILogger logger, int major, string binaries, string dataPath, TimeSpan took);

    [LoggerMessage(Level = LogLevel.Information, Message = "PostgreSQL {Major} (pid {Pid}) was already running on {DataPath} and is used")]
    public static partial void Adopted(ILogger logger, int major, int pid, string dataPath);

    [LoggerMessage(Level = LogLevel.Information, Message = "PostgreSQL on {DataPath} stopped")]
    public static partial void Stopped(ILogger logger, string dataPath);

    [LoggerMessage(Level = LogLevel.Information, Message = "PostgreSQL on {DataPath} is left running for others that use it")]
    public static partial void LeftRunning(ILogger logger, string dataPath);

    [LoggerMessage(Level = LogLevel.Information, Message = "Database files of PostgreSQL {Major} created in {Cluster} in {Took}")]
    public static partial void ClusterCreated(ILogger logger, int major, string cluster, TimeSpan took);

    [LoggerMessage(Level = LogLevel.Information, Message = "PostgreSQL package {Version} installed by npm into {Folder} in {Took}")]
    public static partial void NpmInstalled(ILogger logger, string version, string folder, TimeSpan took);

    [LoggerMessage(Level = LogLevel.Information, Message = "PostgreSQL in {Folder} is passed over: it {Reason}")]
    public static partial void BinariesRejected(ILogger logger, string folder, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "PostgreSQL did not shut down in order last time (stale process id {Pid}); it recovers now")]
    public static partial void StalePidRepaired(ILogger logger, string pid);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Removing {Folder}, which an interrupted start left unfinished")]
    public static partial void UnfinishedRemoved(ILogger logger, string folder);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The unfinished {Folder} could not be removed")]
    public static partial void UnfinishedNotRemoved(ILogger logger, string folder, Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Old PostgreSQL logs in {Folder} could not be removed")]
    public static partial void LogsNotSwept(ILogger logger, string folder, Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "PostgreSQL (pid {Pid}) on {DataPath} ended although nobody here stopped it; it is started again")]
    public static partial void Ended(ILogger logger, int pid, string dataPath);

    [LoggerMessage(Level = LogLevel.Error, Message = "PostgreSQL on {DataPath} could not be started again; the next try comes in {Pause}")]
    public static partial void NotRevived(ILogger logger, string dataPath, TimeSpan pause, Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "PostgreSQL (pid {Pid}) did not stop within {Seconds} s and is stopped at once; it will recover at the next start")]
    public static partial void StopsAtOnce(ILogger logger, int pid, int seconds);
}
