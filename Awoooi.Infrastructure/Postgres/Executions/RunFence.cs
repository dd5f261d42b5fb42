using Awoooi.Core.Remediation.Execution;
using Npgsql;

namespace Awoooi.Infrastructure.Postgres.Executions;

/// <summary>The check that every recording begins with.</summary>
internal static class RunFence
{
    /// <summary>Locks the workload's row until the transaction ends; the database's time.</summary>
    /// <exception cref="ExecutionOvertakenException">A later worker holds the execution, or it has ended.</exception>
    public static async Task<DateTimeOffset> CheckAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, ExecutionRun run, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("select clock_timestamp() from workload_locks where execution_id = $1 and fence = $2 for update", connection, transaction)
        {
            Parameters = { new() { Value = run.Id }, new() { Value = run.Fence } },
        };
        await using var reader = await command.ExecuteReaderAsync(cancel);
        return await reader.ReadAsync(cancel)
            ? reader.GetFieldValue<DateTimeOffset>(0)
            : throw new ExecutionOvertakenException($"execution {run.Id} is not held under fence {run.Fence} any more");
    }
}
