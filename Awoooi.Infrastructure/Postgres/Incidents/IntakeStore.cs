using Awoooi.Core.Incidents;
using Awoooi.Core.Incidents.Recurrence;
using Npgsql;

namespace Awoooi.Infrastructure.Postgres.Incidents;

/// <summary>
/// Commits intake batches: one lock, one read, one set of set-based writes, one COMMIT. The lock makes reading and writing current
/// rows one act over all replicas; the partial unique index on open fingerprints stays the last guard.
/// </summary>
internal sealed class IntakeStore(Database database, IntakeWindows windows, IOccurrenceFeed? feed = null) : IIntakeStore
{
    private const int Tries = 3;

    /// <summary>A server that takes the words and never answers must not hold the writer; each alert adds a millisecond.</summary>
    internal TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(10);

    public async Task<IReadOnlyList<IntakeReceipt>> CommitAsync(IReadOnlyList<Delivery> batch, CancellationToken cancel)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        deadline.CancelAfter(Deadline + TimeSpan.FromMilliseconds(batch.Sum(delivery => delivery.Alerts.Count)));
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await TryCommitAsync(batch, deadline.Token);
            }
            catch (PostgresException fault) when (PostgresFaults.IsRetryable(fault) && attempt < Tries)
            {
                // The transaction was rolled back whole; the batch is folded again on fresh rows.
            }
            catch (PostgresException fault) when (PostgresFaults.IsData(fault))
            {
                throw new DataRefusedException(fault.MessageText, fault);
            }
            catch (Exception fault) when ((PostgresFaults.IsUnavailable(fault) || fault is OperationCanceledException) && !cancel.IsCancellationRequested)
            {
                throw new StoreUnavailableException("the database did not take the batch", fault);
            }
        }
    }

    private async Task<IReadOnlyList<IntakeReceipt>> TryCommitAsync(IReadOnlyList<Delivery> batch, CancellationToken cancel)
    {
        await using var connection = await database.Background.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        var (fold, head) = await IntakeReader.ReadAsync(connection, transaction, batch, windows, cancel);
        var receipts = new IntakeReceipt[batch.Count];
        for (var i = 0; i < batch.Count; i++)
        {
            receipts[i] = fold.Apply(batch[i]);
        }

        await IntakeWriter.WriteAsync(connection, transaction, batch, fold, head, cancel);
        await transaction.CommitAsync(cancel);
        feed?.Happened(fold.Happened);
        return receipts;
    }
}
