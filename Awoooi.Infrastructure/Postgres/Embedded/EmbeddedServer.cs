using Microsoft.Extensions.Logging;

namespace Awoooi.Infrastructure.Postgres.Embedded;

/// <summary>The PostgreSQL server that AWOOOI runs for itself; disposing stops it where this process is the one to stop it.</summary>
public sealed class EmbeddedServer : IAsyncDisposable
{
    private readonly ServerSession _session;
    private readonly RunningServer _started;
    private readonly ServerLogs? _logs;
    private readonly ServerWatch? _watch;
    private int _disposed;

    internal EmbeddedServer(ServerSession session, RunningServer running, RolePasswords passwords, ServerLogs? logs, ServerWatch? watch)
    {
        _session = session;
        _started = running;
        _logs = logs;
        _watch = watch;
        Adopted = running.Adopted;
        Binaries = running.Binaries.Folder;
        Major = running.Binaries.Major;
        DataPath = session.Folder.Root;
        OwnerConnectionString = running.Endpoint.ConnectionString(RoleSetup.OwnerRole, passwords.Owner, RoleSetup.Database);
        AppConnectionString = running.Endpoint.ConnectionString(RoleSetup.AppRole, passwords.App, RoleSetup.Database);
        AdminConnectionString = running.Endpoint.ConnectionString(ClusterInitializer.Superuser, passwords.Admin, "postgres", pooled: false);
    }

    /// <summary>For migrations: the role owns the database.</summary>
    public string OwnerConnectionString { get; }

    /// <summary>For everything else: the role is no superuser and owns nothing.</summary>
    public string AppConnectionString { get; }

    /// <summary>True when the server ran already: another process started it, or it survived a crash.</summary>
    public bool Adopted { get; }

    /// <summary>The folder of the programs that run.</summary>
    public string Binaries { get; }

    public int Major { get; }

    public string DataPath { get; }

    internal string AdminConnectionString { get; }

    internal int ProcessId => (_watch?.Running ?? _started).ProcessId;

    /// <summary>For the serving process, which holds the <see cref="ServeLock"/>: whoever started the server, this process stops it.</summary>
    /// <exception cref="EmbeddedServerException">It cannot run here; the message says what to do.</exception>
    public static Task<EmbeddedServer> StartAsync(EmbeddedServerOptions options, ILogger logger, TimeProvider clock, CancellationToken cancellationToken) =>
        OpenAsync(options, serves: true, logger, clock, cancellationToken);

    /// <summary>For a command: uses a running server and leaves it running; one that it had to start is stopped by the last command that uses it.</summary>
    /// <exception cref="EmbeddedServerException">It cannot run here; the message says what to do.</exception>
    public static Task<EmbeddedServer> AttachAsync(EmbeddedServerOptions options, ILogger logger, TimeProvider clock, CancellationToken cancellationToken) =>
        OpenAsync(options, serves: false, logger, clock, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        if (_watch is not null)
        {
            await _watch.DisposeAsync();
        }

        if (_logs is not null)
        {
            await _logs.DisposeAsync();
        }

        await _session.EndAsync();
    }

    private static async Task<EmbeddedServer> OpenAsync(
        EmbeddedServerOptions options, bool serves, ILogger logger, TimeProvider clock, CancellationToken cancellationToken)
    {
        var folder = await DataFolder.OpenAsync(options, cancellationToken);
        var session = new ServerSession(folder, serves, logger, clock);
        var start = new ServerStart(options, folder, logger, clock);
        var (running, passwords) = await session.BeginAsync(start, cancellationToken);
        return new EmbeddedServer(
            session,
            running,
            passwords,
            serves ? new ServerLogs(folder.Logs, logger, clock) : null,
            serves ? new ServerWatch(session, running, (before, cancel) => session.ReviveAsync(start, passwords, before.Endpoint, cancel), logger, clock) : null);
    }
}
