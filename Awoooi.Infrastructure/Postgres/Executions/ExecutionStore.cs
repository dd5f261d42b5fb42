using Awoooi.Core.Approvals;
using Awoooi.Core.Audit;
using Awoooi.Core.Clusters;
using Awoooi.Core.Live;
using Awoooi.Core.Remediation;
using Awoooi.Core.Remediation.Execution;
using Awoooi.Core.Remediation.GuardRails;
using Awoooi.Infrastructure.Postgres.Approvals;
using Awoooi.Infrastructure.Postgres.Audit;
using Awoooi.Infrastructure.Postgres.Incidents;
using Npgsql;
using NpgsqlTypes;

namespace Awoooi.Infrastructure.Postgres.Executions;

/// <summary>Executions in PostgreSQL.</summary>
internal sealed class ExecutionStore(Database database, ApprovalRules rules) : IExecutionStore
{
    private readonly ExecutionClaim _claim = new(database, rules);

    public async Task<ExecutionRun?> TakeAsync(Guid executionId, long fence, CancellationToken cancel)
    {
        await using var connection = await database.Background.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await using (var take = new NpgsqlCommand(
            "select count(*) filter (where fence > $2) from workload_locks where execution_id = $1", connection, transaction) { Parameters = { new() { Value = executionId }, new() { Value = fence } } })
        {
            if (await take.ExecuteScalarAsync(cancel) is > 0L)
            {
                return null;
            }
        }

        await using (var raise = new NpgsqlCommand(
            "update workload_locks set fence = $2 where execution_id = $1 and fence < $2", connection, transaction) { Parameters = { new() { Value = executionId }, new() { Value = fence } } })
        {
            await raise.ExecuteNonQueryAsync(cancel);
        }

        var run = await RunReader.ReadAsync(connection, transaction, executionId, fence, cancel);
        await transaction.CommitAsync(cancel);
        return run;
    }

    public Task<ClaimOutcome> ClaimAsync(ExecutionRun run, WorkloadSnapshot before, Func<ClaimMoment, GuardRailVerdict> judge, CancellationToken cancel)
        => _claim.RunAsync(run, before, judge, cancel);

    public Task<ExecutionRun> StoreRequestAsync(ExecutionRun run, ApprovedAction action, ClusterMutation mutation, long baseGeneration, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(action);
        return action.ApprovalId == run.Approval.Id && action.PlanHash == run.Approval.PlanHash
            ? StoreAsync(run, StepKind.Act, mutation, baseGeneration, cancel)
            : throw new InvalidOperationException($"the authority of {action.ShortId} is for another plan");
    }

    public Task<ExecutionRun> StoreUndoAsync(ExecutionRun run, ClusterMutation mutation, long baseGeneration, CancellationToken cancel)
        => StoreAsync(run, StepKind.Undo, mutation, baseGeneration, cancel);

    public async Task<ExecutionRun> RecordAsync(ExecutionRun run, Func<DateTimeOffset, RunChange> change, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(change);
        await using var connection = await database.Background.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        var before = await LockAsync(connection, transaction, run, cancel);
        var now = await RunFence.CheckAsync(connection, transaction, run, cancel);
        var wanted = change(now);
        var after = Advance(before, wanted, now);

        await using (var batch = new NpgsqlBatch(connection, transaction))
        {
            batch.BatchCommands.Add(RunStatements.Progress(run.Id, wanted.Progress));
            if (wanted.Answer is { } answer)
            {
                batch.BatchCommands.Add(RunStatements.Answer(run.Id, answer.Seq, answer.Answer));
            }

            if (wanted.SendAgain is { } seq)
            {
                batch.BatchCommands.Add(RunStatements.SendAgain(run.Id, seq));
            }

            if (wanted.Progress.Phase == RunPhase.Ended)
            {
                RunStatements.AddEnd(batch, run.Id);
                AddLessons(batch, after?.Approval ?? before, wanted.Progress);
            }

            await batch.ExecuteNonQueryAsync(cancel);
        }

        if (after is not null)
        {
            await ApprovalWriter.UpdateAsync(connection, transaction, before, after.Approval, rules, cancel);
        }

        var read = await RunReader.ReadAsync(connection, transaction, after?.Approval ?? before, run.Id, run.Fence, cancel);
        await TimelineWriter.InsertAsync(connection, transaction, RepairStory.Of(run, read), cancel);
        await AuditStepsAsync(connection, transaction, read, wanted, cancel);
        await TellAsync(connection, transaction, before, after, cancel);
        await transaction.CommitAsync(cancel);
        return read;
    }

    public async Task ReleaseAsync(ExecutionRun run, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(run);
        await using var connection = await database.Background.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await RunFence.CheckAsync(connection, transaction, run, cancel);
        await using (var batch = new NpgsqlBatch(connection, transaction))
        {
            batch.BatchCommands.Add(RunStatements.Progress(run.Id, run.Progress! with { Phase = RunPhase.Ended }));
            RunStatements.AddEnd(batch, run.Id);
            AddLessons(batch, run.Approval, run.Progress!);
            await batch.ExecuteNonQueryAsync(cancel);
        }

        await LiveNotify.PublishAsync(connection, transaction, [LiveTopics.Approval(run.Approval.Id), LiveTopics.Work], cancel);
        await transaction.CommitAsync(cancel);
    }

    public async Task<AlertSignals> ReadSignalsAsync(ExecutionRun run, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(run);
        await using var command = database.Background.CreateCommand(
            """
            select coalesce((select status = 2 or firing = 0 from incidents where id = $1), true),
              (select count(*) from incidents where class_key = $2 and id is distinct from $1 and status < 2 and not test and opened_at > $3)::int,
              (select max((last_received_at - first_received_at) / (hits - 1)) from alerts where incident_id = $1 and hits > 1)
            """);
        command.Parameters.Add(OptionalParameter.Of(run.Approval.IncidentId, NpgsqlDbType.Uuid));
        command.Parameters.Add(new() { Value = run.Approval.ClassKey });
        command.Parameters.Add(new() { Value = (run.Progress?.ActedAt ?? run.Now).UtcDateTime });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        await reader.ReadAsync(cancel);
        return new AlertSignals(reader.GetBoolean(0), reader.GetInt32(1), reader.IsDBNull(2) ? null : reader.GetTimeSpan(2));
    }

    private async Task<ExecutionRun> StoreAsync(ExecutionRun run, StepKind kind, ClusterMutation mutation, long baseGeneration, CancellationToken cancel)
    {
        await using var connection = await database.Background.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await RunFence.CheckAsync(connection, transaction, run, cancel);
        await using (var batch = new NpgsqlBatch(connection, transaction))
        {
            batch.BatchCommands.Add(RunStatements.Step(run, kind, mutation, baseGeneration));
            await batch.ExecuteNonQueryAsync(cancel);
        }

        var read = await RunReader.ReadAsync(connection, transaction, run.Approval, run.Id, run.Fence, cancel);
        await LiveNotify.PublishAsync(connection, transaction, [LiveTopics.Approval(run.Approval.Id)], cancel);
        await AuditChain.AppendAsync(connection, transaction, [RequestRecord.Stored(read, read.Last(kind)!)], cancel);
        await transaction.CommitAsync(cancel);
        return read;
    }

    /// <summary>The approval is locked before the workload, in the order of a claim.</summary>
    private static async Task<Approval> LockAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, ExecutionRun run, CancellationToken cancel)
        => await ApprovalReader.LockAsync(connection, transaction, run.Approval.Id, cancel) ?? throw new InvalidOperationException($"{run.Approval.ShortId} is gone");

    private static ApprovalOutcome.Accepted? Advance(Approval before, RunChange wanted, DateTimeOffset now)
    {
        if (wanted.State is not { } to)
        {
            return null;
        }

        // A person may have ended an unknown outcome while this worker was looking: then the next pass finds it ended.
        return before.Advance(to, "awoooi", wanted.Reason, now) as ApprovalOutcome.Accepted
            ?? throw new ExecutionOvertakenException($"{before.ShortId} is {WireNames.Of(before.State)}, so it cannot become {WireNames.Of(to)}");
    }

    private static void AddLessons(NpgsqlBatch batch, Approval approval, RunProgress progress)
    {
        if (progress.ActedAt is not null && !approval.Test)
        {
            batch.BatchCommands.Add(RunStatements.Sample(approval, approval.State == ApprovalState.Succeeded));
        }
    }

    private static async Task AuditStepsAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, ExecutionRun run, RunChange change, CancellationToken cancel)
    {
        var entries = new List<AuditEntry>();
        if (change.Answer is { } answer)
        {
            entries.Add(RequestRecord.Answered(run, run.Steps.Single(step => step.Seq == answer.Seq), answer.Answer));
        }

        if (change.SendAgain is { } seq)
        {
            entries.Add(RequestRecord.SentAgain(run, run.Steps.Single(step => step.Seq == seq)));
        }

        await AuditChain.AppendAsync(connection, transaction, entries, cancel);
    }

    private static async Task TellAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, Approval before, ApprovalOutcome.Accepted? after, CancellationToken cancel)
    {
        if (after is not null)
        {
            await ApprovalWriter.TellAsync(connection, transaction, before, after.Approval, after.Events, 0, null, cancel);
        }
        else
        {
            await LiveNotify.PublishAsync(connection, transaction, [LiveTopics.Approval(before.Id)], cancel);
        }
    }
}
