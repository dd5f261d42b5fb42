using System.Threading.Channels;
using Awoooi.Core.Live;
using Awoooi.Core.Work;

namespace Awoooi.Web.Workers;

/// <summary>
/// Claims work under leases and runs it, most urgent first; woken by the live bus and when what it postponed itself is due, polled
/// every 5 s as a safety net. A lost lease cancels the handler.
/// </summary>
internal sealed partial class WorkWorker(IWorkQueue queue, IEnumerable<IWorkHandler> handlers, ILiveBus live, TimeProvider clock, ILogger<WorkWorker> log) : BackgroundService
{
    private const int AtOnce = 8;
    private static readonly TimeSpan PollEvery = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan RenewEvery = TimeSpan.FromSeconds(5);
    private readonly Dictionary<string, IWorkHandler> _handlers = handlers.ToDictionary(handler => handler.Kind, StringComparer.Ordinal);
    private readonly string _name = $"{Environment.MachineName}:{Environment.ProcessId}";
    private readonly Channel<bool> _due = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private long _lastRound;

    /// <summary>When the loop last looked for work; null before the first time. A loop that stands still is told by it.</summary>
    public DateTimeOffset? LastRound => Interlocked.Read(ref _lastRound) is var ticks and > 0 ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await using var wake = live.Subscribe(LiveTopics.Work);
        using var slots = new SemaphoreSlim(AtOnce);
        var running = new List<Task>();
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                Interlocked.Exchange(ref _lastRound, clock.GetUtcNow().UtcTicks);
                await slots.WaitAsync(stoppingToken);
                slots.Release();
                var claimed = await ClaimAsync(slots.CurrentCount, stoppingToken);
                running.RemoveAll(task => task.IsCompleted);
                foreach (var item in claimed)
                {
                    await slots.WaitAsync(stoppingToken);
                    running.Add(RunAsync(item, slots, stoppingToken));
                }

                if (claimed.Count == 0)
                {
                    await WaitAsync(wake, stoppingToken);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops: what runs is cancelled, its leases lapse and another worker goes on.
        }

        await Task.WhenAll(running);
    }

    private async Task<IReadOnlyList<WorkItem>> ClaimAsync(int most, CancellationToken cancel)
    {
        try
        {
            return await queue.ClaimAsync(_handlers.Keys, Math.Max(1, most), _name, cancel);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            Log.ClaimFailed(log, fault);
            return [];
        }
    }

    private async Task WaitAsync(ILiveSubscription wake, CancellationToken cancel)
    {
        using var timeout = new CancellationTokenSource(PollEvery, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, timeout.Token);
        Task[] ends = [wake.NextAsync(either.Token).AsTask(), _due.Reader.ReadAsync(either.Token).AsTask()];
        try
        {
            await await Task.WhenAny(ends);
            await timeout.CancelAsync();
            await Task.WhenAll(ends);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            // Nothing was announced, or the other of the two is no longer waited for.
        }
    }

    private async Task RunAsync(WorkItem item, SemaphoreSlim slots, CancellationToken stopping)
    {
        using var lease = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var renewing = RenewAsync(item, lease);
        TimeSpan? later = null;
        try
        {
            var outcome = await _handlers[item.Kind].HandleAsync(item, lease.Token);
            if (outcome is WorkOutcome.Again again)
            {
                await queue.PostponeAsync(item, again.Delay, stopping);
                later = again.Delay;
            }
            else
            {
                await queue.CompleteAsync(item, stopping);
            }
        }
        catch (OperationCanceledException) when (lease.IsCancellationRequested)
        {
            Log.Lost(log, item.Kind, item.Key);
        }
        catch (Exception fault)
        {
            await FailAsync(item, fault, stopping);
        }
        finally
        {
            await lease.CancelAsync();
            await renewing;
            slots.Release();
        }

        if (later < PollEvery)
        {
            await RingAsync(later.Value, stopping);
        }
    }

    /// <summary>A look that is wanted in half a second must not wait for the next poll.</summary>
    private async Task RingAsync(TimeSpan delay, CancellationToken stopping)
    {
        try
        {
            await Task.Delay(delay, clock, stopping);
            _due.Writer.TryWrite(true);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The host stops; whoever starts next polls.
        }
    }

    private async Task FailAsync(WorkItem item, Exception fault, CancellationToken cancel)
    {
        Log.Failed(log, item.Kind, item.Key, item.Attempt, fault);
        try
        {
            var reason = $"{fault.GetType().Name}: {fault.Message}";
            if (await queue.FailAsync(item, reason, BackOff(item.Attempt), cancel))
            {
                await _handlers[item.Kind].ParkedAsync(item, reason, cancel);
            }
        }
        catch (Exception second) when (second is not OperationCanceledException || !cancel.IsCancellationRequested)
        {
            // The lease lapses by itself and the item is tried again.
            Log.ClaimFailed(log, second);
        }
    }

    private async Task RenewAsync(WorkItem item, CancellationTokenSource lease)
    {
        using var timer = new PeriodicTimer(RenewEvery, clock);
        var renewed = clock.GetTimestamp();
        try
        {
            while (await timer.WaitForNextTickAsync(lease.Token))
            {
                try
                {
                    if (!await queue.RenewAsync(item, lease.Token))
                    {
                        await lease.CancelAsync();
                        return;
                    }

                    renewed = clock.GetTimestamp();
                }
                catch (Exception fault) when (fault is not OperationCanceledException)
                {
                    Log.ClaimFailed(log, fault);
                    if (clock.GetElapsedTime(renewed) > TimeSpan.FromSeconds(12))
                    {
                        await lease.CancelAsync();
                        return;
                    }
                }
            }
        }
        catch (OperationCanceledException) when (lease.IsCancellationRequested)
        {
            // The handler is done.
        }
    }

    private static TimeSpan BackOff(int attempt)
        => TimeSpan.FromMilliseconds(Math.Min(60_000, 250 * Math.Pow(2, attempt)) * (0.75 + (Random.Shared.NextDouble() / 2)));

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The work queue could not be read")]
        public static partial void ClaimFailed(ILogger logger, Exception fault);

        [LoggerMessage(Level = LogLevel.Warning, Message = "{Kind} {Key} failed at try {Attempt}")]
        public static partial void Failed(ILogger logger, string kind, string key, int attempt, Exception fault);

        [LoggerMessage(Level = LogLevel.Information, Message = "{Kind} {Key} was handed back")]
        public static partial void Lost(ILogger logger, string kind, string key);
    }
}
