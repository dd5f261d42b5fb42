using Microsoft.Extensions.Logging;

namespace Awoooi.Infrastructure.Postgres.Embedded;

/// <summary>Keeps the server's log files within a bound: PostgreSQL rotates them by age and size but never removes one.</summary>
internal sealed class ServerLogs : IAsyncDisposable
{
    public const string Prefix = "postgresql-";
    public const int RotationBytes = 10 * 1024 * 1024;
    private const int KeptFiles = 10;
    private const int LastLines = 12;
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(5);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _sweeping;

    public ServerLogs(string folder, ILogger logger, TimeProvider clock) => _sweeping = SweepAsync(folder, logger, clock, _stopping.Token);

    public static void Sweep(string folder, ILogger logger)
    {
        try
        {
            // The name carries the time, so that the order of names is the order of age.
            foreach (var old in Directory.GetFiles(folder, Prefix + "*.log").OrderDescending(StringComparer.Ordinal).Skip(KeptFiles))
            {
                File.Delete(old);
            }
        }
        catch (Exception denied) when (denied is IOException or UnauthorizedAccessException)
        {
            EmbeddedServerLog.LogsNotSwept(logger, folder, denied);
        }
    }

    /// <summary>Takes what the server says before its log collector runs.</summary>
    public static string StartLog(DataFolder folder) => Path.Combine(folder.Logs, "start.log");

    /// <summary>The end of the start log and of the newest log: where a server that did not start said why.</summary>
    public static string LastWords(DataFolder folder)
    {
        var newest = Directory.GetFiles(folder.Logs, Prefix + "*.log").Max(StringComparer.Ordinal);
        return string.Join('\n', ((string?[])[StartLog(folder), newest]).Where(File.Exists).SelectMany(path => File.ReadLines(path!).TakeLast(LastLines)));
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _sweeping.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stopping.Dispose();
    }

    private static async Task SweepAsync(string folder, ILogger logger, TimeProvider clock, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        do
        {
            Sweep(folder, logger);
        }
        while (await timer.WaitForNextTickAsync(cancellationToken));
    }
}
