using Microsoft.Extensions.Logging;

namespace Awoooi.Infrastructure.Postgres.Embedded;

/// <summary>The server process of one data folder: found by its command line, started by pg_ctl, stopped by signal.</summary>
internal sealed class Postmaster(DataFolder folder, ILogger logger, TimeProvider clock)
{
    private const int RecoveryLimitSeconds = 600;
    private const int PortAttempts = 5;
    private static readonly TimeSpan OrphanPatience = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan FastStopLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ImmediateStopLimit = TimeSpan.FromSeconds(10);

    /// <summary>The id of the live server on this folder. The pid file is not believed: its id may be anybody's by now, and it may be gone while the server lives.</summary>
    public async Task<int?> FindAsync(CancellationToken cancellationToken)
    {
        if (PostmasterPidFile.Read(folder) is { } claim && await IsOursAsync(claim.Pid, cancellationToken))
        {
            return claim.Pid;
        }

        foreach (var pid in await UnixProcess.AllAsync(cancellationToken))
        {
            if (await IsOursAsync(pid, cancellationToken))
            {
                return pid;
            }
        }

        return null;
    }

    /// <summary>The folder of the programs that the live process was started from.</summary>
    public static async Task<string> ProgramFolderAsync(int pid, CancellationToken cancellationToken)
    {
        var arguments = await UnixProcess.ArgumentsAsync(pid, cancellationToken);
        return arguments.Count > 0 ? Path.GetDirectoryName(arguments[0]) ?? "" : "";
    }

    /// <summary>Starts the server and returns when it accepts connections. Call only when <see cref="FindAsync"/> found none.</summary>
    public async Task StartAsync(PostgresBinaries binaries, bool durable, int? port, CancellationToken cancellationToken)
    {
        if (PostmasterPidFile.Repair(folder) is { } stale)
        {
            EmbeddedServerLog.StalePidRepaired(logger, stale);
        }

        PrepareFolders();
        var viaSocket = DataFolderPath.FitsSocket(folder.Sockets);
        var started = clock.GetTimestamp();
        for (var attempt = 1; ; attempt++)
        {
            ServerSettings.Write(folder, viaSocket ? ServerSettings.SocketPort : port ?? ServerSettings.FreeLoopbackPort(), viaSocket, durable);
            var result = await RunPgCtlAsync(binaries, cancellationToken);
            if (result.Succeeded)
            {
                return;
            }

            var cause = ServerLogs.LastWords(folder);
            var orphansLeft = cause.Contains("is still in use", StringComparison.Ordinal) && clock.GetElapsedTime(started) < OrphanPatience;
            var portTaken = !viaSocket && cause.Contains("Address already in use", StringComparison.Ordinal) && attempt < PortAttempts;
            if (!orphansLeft && !portTaken)
            {
                throw new EmbeddedServerException($"PostgreSQL {binaries.Major} in {folder.Root} did not start: {result.Error}\n{cause}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(250), clock, cancellationToken);
        }
    }

    /// <summary>Fast shutdown: clients are disconnected and the data is checkpointed. Never a kill, which would cost a recovery.</summary>
    public async Task StopAsync(int pid, CancellationToken cancellationToken)
    {
        if (await SignalAndWaitAsync(pid, NativeUnix.SigInt, FastStopLimit, cancellationToken))
        {
            return;
        }

        EmbeddedServerLog.StopsAtOnce(logger, pid, (int)FastStopLimit.TotalSeconds);
        if (!await SignalAndWaitAsync(pid, NativeUnix.SigQuit, ImmediateStopLimit, cancellationToken))
        {
            throw new EmbeddedServerException($"PostgreSQL (pid {pid}) in {folder.Root} does not stop.");
        }
    }

    public async Task<bool> IsOursAsync(int pid, CancellationToken cancellationToken)
    {
        var arguments = await UnixProcess.ArgumentsAsync(pid, cancellationToken);
        return arguments.Count > 0
            && Path.GetFileName(arguments[0]) is "postgres"
            && $"{string.Join(' ', arguments)} ".Contains($" -D {folder.Cluster} ", StringComparison.Ordinal);
    }

    private async Task<bool> SignalAndWaitAsync(int pid, int signal, TimeSpan limit, CancellationToken cancellationToken)
    {
        _ = NativeUnix.Kill(pid, signal);
        var started = clock.GetTimestamp();
        while (await IsOursAsync(pid, cancellationToken))
        {
            if (clock.GetElapsedTime(started) > limit)
            {
                return false;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), clock, cancellationToken);
        }

        return true;
    }

    private void PrepareFolders()
    {
        foreach (var path in (string[])[folder.Sockets, folder.Logs])
        {
            UnixFiles.CreateFolder(path, UnixFiles.OwnerOnly);
            folder.HandOver(path);
        }

        // The lock file beside a socket stops a start just like a stale pid file does, when its id was reused.
        foreach (var left in Directory.GetFiles(folder.Sockets, ".s.PGSQL.*"))
        {
            File.Delete(left);
        }

        File.Delete(ServerLogs.StartLog(folder));
    }

    /// <summary>
    /// pg_ctl puts the server into a session of its own. As a plain child it would get the Ctrl+C of our terminal and
    /// shut down before we have finished our work.
    /// </summary>
    private Task<CommandResult> RunPgCtlAsync(PostgresBinaries binaries, CancellationToken cancellationToken) =>
        ExternalCommand.Of(
            binaries.PgCtl,
            ["start", "--pgdata", folder.Cluster, "--wait", "--timeout", $"{RecoveryLimitSeconds}", "--silent", "--log", ServerLogs.StartLog(folder)],
            folder.Root,
            folder.Account).RunAsync(TimeSpan.FromSeconds(RecoveryLimitSeconds + 10), cancellationToken);
}
