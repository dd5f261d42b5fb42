using Awoooi.Core.Audit;

namespace Awoooi.Infrastructure.Postgres.Audit;

/// <summary>Appends single acts in a transaction of their own.</summary>
internal sealed class AuditLog(Database database) : IAuditLog
{
    public async Task AppendAsync(AuditEntry entry, CancellationToken cancel)
    {
        await using var connection = await database.Interactive.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await AuditChain.AppendAsync(connection, transaction, [entry], cancel);
        await transaction.CommitAsync(cancel);
    }
}
