using System.Globalization;
using System.Text.Json.Nodes;
using Awoooi.Core.Approvals;
using Awoooi.Core.Audit;
using Awoooi.Core.Live;
using Awoooi.Core.Remediation.Execution;
using Awoooi.Infrastructure.Postgres.Audit;
using Npgsql;

namespace Awoooi.Infrastructure.Postgres.Executions;

/// <summary>Executions for people, in PostgreSQL.</summary>
internal sealed class ExecutionDesk(Database database) : IExecutions
{
    public async Task<ExecutionView?> FindAsync(Guid approvalId, CancellationToken cancel)
    {
        await using var connection = await database.Interactive.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        Guid id;
        DateTimeOffset? ended;
        await using (var command = new NpgsqlCommand("select id, ended_at from executions where approval_id = $1", connection, transaction) { Parameters = { new() { Value = approvalId } } })
        await using (var reader = await command.ExecuteReaderAsync(cancel))
        {
            if (!await reader.ReadAsync(cancel))
            {
                return null;
            }

            (id, ended) = (reader.GetGuid(0), reader.IsDBNull(1) ? null : reader.GetFieldValue<DateTimeOffset>(1));
        }

        var run = await RunReader.ReadAsync(connection, transaction, id, 0, cancel);
        return run is null ? null : new ExecutionView(
            id, approvalId, run.StartedAt, ended, run.Progress, run.Stop,
            [.. run.Steps.Select(step => new ExecutionStepView(step.Kind, step.Mutation.Method, step.Mutation.Path, step.StoredAt, step.Sends, step.Answer))]);
    }

    public async Task<Refusal?> StopAsync(Guid approvalId, Signer signer, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(signer);
        if (!signer.MaySign)
        {
            return Refusal.Of(RefusalCode.RoleMissing, ("needed", "SRE"));
        }

        await using var connection = await database.Interactive.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        string subject;
        await using (var command = new NpgsqlCommand(
            """
            with stopped as (
              update execution_runs r set stop_requested_at = clock_timestamp(), stop_requested_by = $2
              from executions e where e.id = r.execution_id and e.approval_id = $1 and r.phase in ('acting', 'verifying') and r.stop_requested_at is null
              returning r.execution_id),
            woken as (
              update work_items w set run_at = clock_timestamp(), again = w.lease_until is not null
              from stopped where w.kind = 'execute' and w.key = stopped.execution_id::text)
            select a.number from approvals a where a.id = $1 and exists (select 1 from stopped)
            """,
            connection, transaction) { Parameters = { new() { Value = approvalId }, new() { Value = signer.Name } } })
        {
            if (await command.ExecuteScalarAsync(cancel) is not long number)
            {
                return Refusal.Of(RefusalCode.NotWaiting, ("state", "not running"), ("reason", ""));
            }

            subject = string.Create(CultureInfo.InvariantCulture, $"APR-{number:D4}");
        }

        await LiveNotify.PublishAsync(connection, transaction, [LiveTopics.Approvals, LiveTopics.Approval(approvalId), LiveTopics.Work], cancel);
        await AuditChain.AppendAsync(
            connection, transaction,
            [new AuditEntry { Chain = AuditChains.Decisions, Actor = signer.AuditName, Action = "execution.stop-requested", Subject = subject, After = new JsonObject { ["stop"] = true } }],
            cancel);
        await transaction.CommitAsync(cancel);
        return null;
    }
}
