using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Awoooi.Core.Incidents;

/// <summary>Bounds of the intake queue.</summary>
/// <param name="Deliveries">Deliveries that may wait.</param>
/// <param name="Bytes">Bytes of bodies that may wait.</param>
/// <param name="BatchAlerts">Alerts of one commit; a larger single delivery is a batch of its own.</param>
/// <param name="Patience">How long a delivery waits for its commit before its sender is told to come back; each alert in it adds a millisecond.</param>
public sealed record IntakeLimits(int Deliveries, long Bytes, int BatchAlerts, TimeSpan Patience)
{
    public static IntakeLimits Default { get; } = new(4096, 128L << 20, 512, TimeSpan.FromSeconds(4));
}

/// <summary>What a webhook caller is told.</summary>
public abstract record IntakeAnswer
{
    private IntakeAnswer()
    {
    }

    /// <summary>Everything in the receipt is durable.</summary>
    public sealed record Stored(IntakeReceipt Receipt) : IntakeAnswer;

    /// <summary>The queue is full; the caller should come back after the age of the queue.</summary>
    public sealed record Busy(TimeSpan RetryAfter) : IntakeAnswer;

    /// <summary>The database does not take work now.</summary>
    public sealed record Unavailable(TimeSpan RetryAfter) : IntakeAnswer;

    /// <summary>The database cannot hold a value of this delivery.</summary>
    public sealed record Refused(string Reason) : IntakeAnswer;
}

/// <summary>
/// Collects deliveries of many requests and commits them in batches: a batch takes what waits (no wait when idle), and each request
/// is answered only after the commit that holds it.
/// </summary>
public sealed partial class AlertIntake(IIntakeStore store, IntakeLimits limits, TimeProvider clock, ILogger<AlertIntake> log)
{
    private readonly Channel<Pending> _queue = Channel.CreateBounded<Pending>(new BoundedChannelOptions(limits.Deliveries) { SingleReader = true });
    private long _waitingBytes;
    private long _oldestTicks;

    /// <summary>How long the delivery now at the front has waited; zero when nothing waits.</summary>
    public TimeSpan QueueAge => Interlocked.Read(ref _oldestTicks) is var oldest and > 0 ? clock.GetUtcNow() - new DateTimeOffset(oldest, TimeSpan.Zero) : TimeSpan.Zero;

    /// <summary>Deliveries that wait for a commit.</summary>
    public int QueueDepth => _queue.Reader.Count;

    /// <summary>Waits for the commit. Cancelling gives up the answer only: what was queued may still be stored.</summary>
    public async Task<IntakeAnswer> AcceptAsync(Delivery delivery, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        var pending = new Pending(delivery);
        if (Interlocked.Add(ref _waitingBytes, delivery.Body.Length) > limits.Bytes || !_queue.Writer.TryWrite(pending))
        {
            Interlocked.Add(ref _waitingBytes, -delivery.Body.Length);
            return new IntakeAnswer.Busy(RetryAfter());
        }

        try
        {
            return await pending.Answer.Task.WaitAsync(limits.Patience + TimeSpan.FromMilliseconds(delivery.Alerts.Count), clock, cancel);
        }
        catch (TimeoutException)
        {
            // Answered here, it is passed over when its turn comes; already on its way it may still be stored, and the repeat is harmless.
            pending.Answer.TrySetResult(new IntakeAnswer.Unavailable(RetryAfter()));
            return await pending.Answer.Task;
        }
    }

    /// <summary>The one writer of this process; runs until cancelled, then answers what still waits as unavailable.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        var batch = new List<Pending>();
        try
        {
            while (await _queue.Reader.WaitToReadAsync(cancel))
            {
                Fill(batch);
                if (batch.Count > 0)
                {
                    await CommitAsync(batch, cancel);
                }

                batch.Clear();
                Interlocked.Exchange(ref _oldestTicks, 0);
            }
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // The host stops: nobody is left without an answer.
        }
        finally
        {
            _queue.Writer.TryComplete();
            while (_queue.Reader.TryRead(out var waiting))
            {
                batch.Add(waiting);
            }

            batch.ForEach(waiting => waiting.Answer.TrySetResult(new IntakeAnswer.Unavailable(TimeSpan.FromSeconds(5))));
        }
    }

    private void Fill(List<Pending> batch)
    {
        var alerts = 0;
        while (_queue.Reader.TryPeek(out var next) && (batch.Count == 0 || alerts + next.Delivery.Alerts.Count <= limits.BatchAlerts) && _queue.Reader.TryRead(out var taken))
        {
            Interlocked.Add(ref _waitingBytes, -taken.Delivery.Body.Length);
            if (taken.Answer.Task.IsCompleted)
            {
                continue;
            }

            if (batch.Count == 0)
            {
                Interlocked.Exchange(ref _oldestTicks, taken.Delivery.ReceivedAt.UtcTicks);
            }

            alerts += taken.Delivery.Alerts.Count;
            batch.Add(taken);
        }
    }

    /// <summary>Commits a batch; a value the database refuses costs only the request that brought it (the batch is halved until it stands alone).</summary>
    private async Task CommitAsync(IReadOnlyList<Pending> batch, CancellationToken cancel)
    {
        try
        {
            var receipts = await store.CommitAsync([.. batch.Select(pending => pending.Delivery)], cancel);
            for (var i = 0; i < batch.Count; i++)
            {
                batch[i].Answer.TrySetResult(new IntakeAnswer.Stored(receipts[i]));
            }
        }
        catch (DataRefusedException refused) when (batch.Count == 1)
        {
            Log.Refused(log, batch[0].Delivery.Source, refused);
            batch[0].Answer.TrySetResult(new IntakeAnswer.Refused(refused.Message));
        }
        catch (DataRefusedException)
        {
            await HalveAsync(batch, cancel);
        }
        catch (StoreUnavailableException fault)
        {
            Log.Unavailable(log, batch.Count, fault);
            Answer(batch, new IntakeAnswer.Unavailable(RetryAfter()));
        }
        catch (Exception fault) when (!cancel.IsCancellationRequested)
        {
            // A fault nobody foresaw must not end the writer, nor may the delivery that brings it keep the others out for ever.
            Log.Failed(log, batch.Count, fault);
            if (batch.Count > 1)
            {
                await HalveAsync(batch, cancel);
                return;
            }

            Answer(batch, new IntakeAnswer.Unavailable(RetryAfter()));
        }
    }

    private async Task HalveAsync(IReadOnlyList<Pending> batch, CancellationToken cancel)
    {
        var half = batch.Count / 2;
        await CommitAsync([.. batch.Take(half)], cancel);
        await CommitAsync([.. batch.Skip(half)], cancel);
    }

    private static void Answer(IReadOnlyList<Pending> batch, IntakeAnswer answer)
    {
        foreach (var pending in batch)
        {
            pending.Answer.TrySetResult(answer);
        }
    }

    private TimeSpan RetryAfter() => TimeSpan.FromSeconds(Math.Clamp(Math.Ceiling(QueueAge.TotalSeconds), 1, 60));

    private sealed record Pending(Delivery Delivery)
    {
        public TaskCompletionSource<IntakeAnswer> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The database refuses a value of a {Source} delivery")]
        public static partial void Refused(ILogger logger, string source, Exception fault);

        [LoggerMessage(Level = LogLevel.Warning, Message = "The database did not take {Deliveries} deliveries; their senders are told to retry")]
        public static partial void Unavailable(ILogger logger, int deliveries, Exception fault);

        [LoggerMessage(Level = LogLevel.Error, Message = "Intake of {Deliveries} deliveries failed; their senders are told to retry")]
        public static partial void Failed(ILogger logger, int deliveries, Exception fault);
    }
}
