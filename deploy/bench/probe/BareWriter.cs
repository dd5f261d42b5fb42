using System.Threading.Channels;
using Npgsql;

namespace Awoooi.Bench.Probe;

/// <summary>Commits what waits, at most 512 alerts at once, in one round trip; each sender is answered after its commit.</summary>
internal sealed class BareWriter(NpgsqlDataSource pool, Action<NpgsqlBatch, IReadOnlyList<BareBody>> rows)
{
    private const int MostAlerts = 512;
    private readonly Channel<(BareBody Body, TaskCompletionSource Done)> _queue = Channel.CreateBounded<(BareBody, TaskCompletionSource)>(4096);

    public async Task CommittedAsync(BareBody body)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await _queue.Writer.WriteAsync((body, done));
        await done.Task;
    }

    public async Task RunAsync(CancellationToken cancel)
    {
        var waiting = new List<(BareBody Body, TaskCompletionSource Done)>();
        while (await _queue.Reader.WaitToReadAsync(cancel))
        {
            waiting.Clear();
            for (var alerts = 0; alerts < MostAlerts && _queue.Reader.TryRead(out var next); alerts += next.Body.Alerts.Count)
            {
                waiting.Add(next);
            }

            try
            {
                // Statements of one batch without BEGIN are one transaction: one round trip, one commit.
                await using var connection = await pool.OpenConnectionAsync(cancel);
                await using var batch = new NpgsqlBatch(connection);
                rows(batch, waiting.ConvertAll(one => one.Body));
                await batch.ExecuteNonQueryAsync(cancel);
                waiting.ForEach(one => one.Done.SetResult());
            }
            catch (NpgsqlException fault)
            {
                waiting.ForEach(one => one.Done.SetException(fault));
            }
        }
    }
}
