using System.Collections.Immutable;
using Awoooi.Core.Live;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Awoooi.Infrastructure.Postgres.Live;

/// <summary>
/// The live bus over LISTEN/NOTIFY: a connection of its own hears every commit of every replica. After a lost connection everything
/// is announced as changed, since messages in between are gone.
/// </summary>
internal sealed partial class LiveBus(string listenConnection, Database database, TimeProvider clock, ILogger<LiveBus> log) : ILiveBus
{
    /// <summary>The topic that stands for all topics.</summary>
    public const string Everything = "*";

    /// <summary>Topics that may pile up for a reader of everything before they become <see cref="Everything"/>.</summary>
    public const int MostPending = 256;

    private const string Beat = "heartbeat:";
    private const int BeatTimeoutSeconds = 5;
    private static readonly TimeSpan BeatEvery = TimeSpan.FromSeconds(5);
    private readonly string _self = Guid.CreateVersion7(clock.GetUtcNow()).ToString("N");
    private ImmutableHashSet<LiveSubscription> _subscriptions = [];
    private long _lastBeat;

    public DateTimeOffset? LastHeartbeat => Interlocked.Read(ref _lastBeat) is var ticks and > 0 ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    public async ValueTask PublishAsync(IReadOnlyCollection<string> topics, CancellationToken cancel)
    {
        await using var connection = await database.Background.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await LiveNotify.PublishAsync(connection, transaction, topics, cancel);
        await transaction.CommitAsync(cancel);
    }

    public ILiveSubscription Subscribe(params IReadOnlyCollection<string> topics)
    {
        var subscription = new LiveSubscription(new HashSet<string>(topics, StringComparer.Ordinal), Leave);
        ImmutableInterlocked.Update(ref _subscriptions, set => set.Add(subscription));
        return subscription;
    }

    /// <summary>Listens until cancelled; reconnects with back-off.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        var failures = 0;
        while (!cancel.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(() => failures = 0, cancel);
            }
            catch (OperationCanceledException) when (cancel.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                // Whatever ended the listening, pages that hear nothing more would be worse than another try.
                failures++;
                Log.Lost(log, failures, fault);
                try
                {
                    await Task.Delay(TimeSpan.FromMilliseconds(Math.Min(2000, 100 * (1 << Math.Min(failures, 5)))), clock, cancel);
                }
                catch (OperationCanceledException) when (cancel.IsCancellationRequested)
                {
                    return;
                }
            }
        }
    }

    private async Task ListenAsync(Action connected, CancellationToken cancel)
    {
        await using var connection = new NpgsqlConnection(listenConnection);
        await connection.OpenAsync(cancel);
        connection.Notification += (_, message) => Hear(message.Payload);
        await using (var listen = new NpgsqlCommand($"listen {LiveNotify.Channel}", connection))
        {
            await listen.ExecuteNonQueryAsync(cancel);
        }

        connected();
        Announce([Everything]);
        var nextBeat = clock.GetUtcNow();
        while (true)
        {
            if (clock.GetUtcNow() >= nextBeat)
            {
                nextBeat = clock.GetUtcNow() + BeatEvery;
                await using var beat = new NpgsqlCommand("select pg_notify($1, $2)", connection) { CommandTimeout = BeatTimeoutSeconds, Parameters = { new() { Value = LiveNotify.Channel }, new() { Value = Beat + _self } } };
                await beat.ExecuteNonQueryAsync(cancel);
            }

            await connection.WaitAsync(Pause(nextBeat - clock.GetUtcNow()), cancel);
        }
    }

    /// <summary>The driver counts whole milliseconds, and none means for ever: the last fraction before a beat must not become silence.</summary>
    internal static TimeSpan Pause(TimeSpan left) => TimeSpan.FromMilliseconds(Math.Max(1, Math.Ceiling(left.TotalMilliseconds)));

    private void Hear(string payload)
    {
        if (payload.StartsWith(Beat, StringComparison.Ordinal))
        {
            if (payload.AsSpan(Beat.Length).SequenceEqual(_self))
            {
                Interlocked.Exchange(ref _lastBeat, clock.GetUtcNow().UtcTicks);
            }

            return;
        }

        Announce(payload.Split('\n'));
    }

    private void Announce(IReadOnlyCollection<string> topics)
    {
        foreach (var subscription in _subscriptions)
        {
            subscription.Publish(topics);
        }
    }

    private void Leave(LiveSubscription subscription) => ImmutableInterlocked.Update(ref _subscriptions, set => set.Remove(subscription));

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The live listener lost the database ({Failures} times in a row)")]
        public static partial void Lost(ILogger logger, int failures, Exception fault);
    }
}
