using Awoooi.Core.Settings;
using Awoooi.Infrastructure.Postgres.Embedded;
using Awoooi.Infrastructure.Postgres.Migrations;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Awoooi.Infrastructure.Postgres;

/// <summary>The database of this process, ready and migrated: an external one, or one that AWOOOI runs itself.</summary>
public sealed class DatabaseHost : IAsyncDisposable
{
    private readonly EmbeddedServer? _embedded;
    private readonly ServeLock? _serving;

    private DatabaseHost(DatabaseConnections connections, EmbeddedServer? embedded, ServeLock? serving)
        => (Connections, _embedded, _serving) = (connections, embedded, serving);

    public DatabaseConnections Connections { get; }

    /// <summary>Where the data lies, in words for people.</summary>
    public string Description => _embedded is null ? "external PostgreSQL" : $"{_embedded.DataPath} (PostgreSQL {_embedded.Major} from {_embedded.Binaries})";

    /// <summary>Opens the database for serving at <paramref name="url"/>, or for a command when it is null.</summary>
    /// <exception cref="StartException">It cannot be had; the message says what to do.</exception>
    public static async Task<DatabaseHost> OpenAsync(DataOptions options, string contentRoot, string? url, ILogger log, TimeProvider clock, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(options);
        var host = options.Connection.Length > 0 ? External(options) : await EmbeddedAsync(options, contentRoot, url, log, clock, cancel);
        try
        {
            await Migrator.MigrateAsync(host.Connections, cancel);
            return host;
        }
        catch (NpgsqlException fault)
        {
            await host.DisposeAsync();
            throw new StartException($"The database cannot be migrated ({fault.Message}). Check {DataOptions.Section}:Connection and {DataOptions.Section}:MigrationsConnection.", fault);
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>Makes known under which address this process really serves.</summary>
    public void Announce(string url) => _serving?.Announce(url);

    public async ValueTask DisposeAsync()
    {
        if (_embedded is not null)
        {
            NpgsqlConnection.ClearAllPools();
            await _embedded.DisposeAsync();
        }

        _serving?.Dispose();
    }

    private static DatabaseHost External(DataOptions options)
    {
        var app = ConnectionText.Parse(options.Connection, $"{DataOptions.Section}:Connection");
        var owner = options.MigrationsConnection.Length > 0 ? ConnectionText.Parse(options.MigrationsConnection, $"{DataOptions.Section}:MigrationsConnection") : app;
        var listen = options.ListenConnection.Length > 0 ? ConnectionText.Parse(options.ListenConnection, $"{DataOptions.Section}:ListenConnection") : app;
        return new DatabaseHost(new DatabaseConnections(app, owner, listen), null, null);
    }

    private static async Task<DatabaseHost> EmbeddedAsync(DataOptions options, string contentRoot, string? url, ILogger log, TimeProvider clock, CancellationToken cancel)
    {
        if (!Enum.TryParse<PostgresSource>(options.Source, ignoreCase: true, out var source) || !Enum.IsDefined(source))
        {
            throw new StartException($"{DataOptions.Section}:Source is {options.Source}; it is one of auto, system, npm.");
        }

        var embedded = new EmbeddedServerOptions { Path = options.Path.Length > 0 ? options.Path : null, Source = source, ContentRoot = contentRoot };
        ServeLock? serving = null;
        try
        {
            if (url is not null)
            {
                var lockResult = await ServeLock.TryAcquireAsync(embedded, url, cancel);
                serving = lockResult.Held ?? throw new StartException(lockResult.Refusal!);
            }

            var server = url is null ? await EmbeddedServer.AttachAsync(embedded, log, clock, cancel) : await EmbeddedServer.StartAsync(embedded, log, clock, cancel);
            return new DatabaseHost(new DatabaseConnections(server.AppConnectionString, server.OwnerConnectionString, server.AppConnectionString), server, serving);
        }
        catch (EmbeddedServerException fault)
        {
            serving?.Dispose();
            throw new StartException(fault.Message, fault);
        }
        catch
        {
            serving?.Dispose();
            throw;
        }
    }
}
