using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Awoooi.Infrastructure.Redis;

/// <summary>The one connection to Redis; the driver connects again by itself.</summary>
internal sealed partial class RedisConnection(IOptions<RedisOptions> options, TimeProvider clock, ILogger<RedisConnection> log) : IAsyncDisposable
{
    /// <summary>The driver of this version never gives up on a server that took the words and is silent.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);
    private volatile ConnectionMultiplexer? _connection;
    private int _away;

    /// <summary>Null while Redis does not answer.</summary>
    public IDatabase? Database => _connection is { IsConnected: true } connection ? connection.GetDatabase() : null;

    /// <summary>Returns also when Redis is away, and it is used from the moment it answers; false when its name is not known now.</summary>
    public async Task<bool> ConnectAsync(CancellationToken cancel)
    {
        try
        {
            _connection = await ConnectionMultiplexer.ConnectAsync(options.Value.Parse()).WaitAsync(cancel);
            Standing(_connection.IsConnected ? null : "no connection");
            return true;
        }
        catch (Exception fault) when (fault is RedisException or System.Net.Sockets.SocketException or TimeoutException)
        {
            Standing(fault.Message);
            return false;
        }
    }

    /// <summary>Asks Redis; false when there was no answer in time, which is said in the log once per absence.</summary>
    public async Task<(bool Answered, T? Value)> AskAsync<T>(Func<IDatabase, Task<T>> ask, CancellationToken cancel)
    {
        if (Database is not { } database)
        {
            Standing("no connection");
            return (false, default);
        }

        try
        {
            var value = await ask(database).WaitAsync(Patience, clock, cancel);
            Standing(null);
            return (true, value);
        }
        catch (Exception fault) when (fault is RedisException or TimeoutException or ObjectDisposedException)
        {
            Standing(fault.Message);
            return (false, default);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is { } connection)
        {
            await connection.CloseAsync(false);
            connection.Dispose();
        }
    }

    private void Standing(string? fault)
    {
        var before = Interlocked.Exchange(ref _away, fault is null ? 0 : 1);
        if (fault is not null && before == 0)
        {
            Log.Away(log, fault);
        }
        else if (fault is null && before == 1)
        {
            Log.Back(log);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Redis does not answer ({Fault}); PostgreSQL does its work meanwhile")]
        public static partial void Away(ILogger logger, string fault);

        [LoggerMessage(Level = LogLevel.Information, Message = "Redis answers again")]
        public static partial void Back(ILogger logger);
    }
}
