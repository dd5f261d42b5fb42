using Microsoft.Extensions.Logging;

namespace Awoooi.Infrastructure.Postgres.Embedded;

/// <summary>
/// One process's use of the server. Starting and stopping happen one at a time under the start lock; every user shares the
/// use lock, so that the last command knows that it is the last. A serving process always stops the server; a command
/// only one that a command started, and only when nobody else uses it.
/// </summary>
internal sealed class ServerSession(DataFolder folder, bool serves, ILogger logger, TimeProvider clock)
{
    private static readonly TimeSpan StartLockLimit = TimeSpan.FromMinutes(12);
    private static readonly TimeSpan StopLockLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan UnseenServerLimit = TimeSpan.FromSeconds(20);
    private readonly Postmaster _postmaster = new(folder, logger, clock);
    private FileLock? _use;

    public DataFolder Folder => folder;

    public async Task<(RunningServer Running, RolePasswords Passwords)> BeginAsync(ServerStart start, CancellationToken cancellationToken)
    {
        var since = clock.GetTimestamp();
        while (true)
        {
            using (await FileLock.WaitAsync(folder.StartLock, StartLockLimit, clock, cancellationToken)
                ?? throw new EmbeddedServerException($"Another AWOOOI process has been starting the database in {folder.Root} for {StartLockLimit.TotalMinutes:0} minutes."))
            {
                if (await _postmaster.FindAsync(cancellationToken) is not null || !IsUsedByOthers())
                {
                    return await OpenAsync(start, cancellationToken);
                }
            }

            // Somebody uses a server that is not visible here: in another container it would be a second server on the same files.
            if (clock.GetElapsedTime(since) > UnseenServerLimit)
            {
                throw new EmbeddedServerException($"Another AWOOOI process uses the database in {folder.Root}, but its server cannot be seen from here. If it runs in another container, run this command inside that one; otherwise end that process first.");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200), clock, cancellationToken);
        }
    }

    public Task<bool> IsAliveAsync(int pid, CancellationToken cancellationToken) => _postmaster.IsOursAsync(pid, cancellationToken);

    /// <summary>For a session that has begun and whose server ended: the server again, at the address that its users know.</summary>
    public async Task<RunningServer> ReviveAsync(ServerStart start, RolePasswords passwords, ServerEndpoint endpoint, CancellationToken cancellationToken)
    {
        using var starting = await FileLock.WaitAsync(folder.StartLock, StartLockLimit, clock, cancellationToken)
            ?? throw new EmbeddedServerException($"Another AWOOOI process has been starting the database in {folder.Root} for {StartLockLimit.TotalMinutes:0} minutes.");
        if (!ClusterInitializer.Exists(folder))
        {
            // A new and empty database in its place would look like a loss that nobody noticed.
            throw new EmbeddedServerException($"The database files in {folder.Cluster} are gone. Stop AWOOOI and restore them from a backup.");
        }

        var running = await start.FindOrStartAsync(_postmaster, passwords, endpoint.Port, cancellationToken);
        return running.Endpoint == endpoint
            ? running
            : throw new EmbeddedServerException($"PostgreSQL on {folder.Root} runs at another address than before. Restart AWOOOI.");
    }

    public async Task EndAsync()
    {
        using var starting = await FileLock.WaitAsync(folder.StartLock, StopLockLimit, clock, CancellationToken.None);
        _use?.Dispose();
        var stops = serves || (starting is not null && File.Exists(folder.StartedByCommand) && !IsUsedByOthers());
        if (!stops)
        {
            EmbeddedServerLog.LeftRunning(logger, folder.Root);
            return;
        }

        if (await _postmaster.FindAsync(CancellationToken.None) is { } pid)
        {
            await _postmaster.StopAsync(pid, CancellationToken.None);
            EmbeddedServerLog.Stopped(logger, folder.Root);
        }

        File.Delete(folder.StartedByCommand);
    }

    private async Task<(RunningServer Running, RolePasswords Passwords)> OpenAsync(ServerStart start, CancellationToken cancellationToken)
    {
        var passwords = RolePasswords.ReadOrCreate(folder);
        var running = await start.FindOrStartAsync(_postmaster, passwords, null, cancellationToken);
        if (serves)
        {
            File.Delete(folder.StartedByCommand);
        }
        else if (!running.Adopted)
        {
            await File.WriteAllTextAsync(folder.StartedByCommand, "", CancellationToken.None);
        }

        _use = FileLock.TryShare(folder.UseLock)
            ?? throw new EmbeddedServerException($"{folder.UseLock} is held by a program that is not AWOOOI.");
        return (running, passwords);
    }

    private bool IsUsedByOthers()
    {
        using var alone = FileLock.TryTake(folder.UseLock);
        return alone is null;
    }
}
