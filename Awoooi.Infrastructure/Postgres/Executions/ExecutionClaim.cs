using Awoooi.Core.Approvals;
using Awoooi.Core.Plans;
using Awoooi.Core.Remediation.Execution;
using Awoooi.Core.Remediation.GuardRails;
using Awoooi.Core.Trust;
using Awoooi.Infrastructure.Postgres.Approvals;
using Npgsql;

namespace Awoooi.Infrastructure.Postgres.Executions;

/// <summary>The claiming transaction: approval, limits, workload and switch are held while the guard-rails judge, and a start is counted with its commit.</summary>
internal sealed class ExecutionClaim(Database database, ApprovalRules rules)
{
    /// <summary>One claim at a time in the installation: two that count together could both be the last allowed one.</summary>
    private const long CountingLock = 7012007;

    public async Task<ClaimOutcome> RunAsync(ExecutionRun run, WorkloadSnapshot before, Func<ClaimMoment, GuardRailVerdict> judge, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(run);
        await using var connection = await database.Background.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        if (await ApprovalReader.LockAsync(connection, transaction, run.Approval.Id, cancel) is not { } approval)
        {
            return new ClaimOutcome.NotNow(Refusal.Of(RefusalCode.NotFound));
        }

        await using (var counting = new NpgsqlCommand("select pg_advisory_xact_lock($1)", connection, transaction) { Parameters = { new() { Value = CountingLock } } })
        {
            await counting.ExecuteNonQueryAsync(cancel);
        }

        if (!await LockWorkloadAsync(connection, transaction, run, cancel))
        {
            return new ClaimOutcome.Busy();
        }

        var moment = await DatabaseMoment.ReadAsync(connection, transaction, approval.Plan.Target.Workload.Namespace, cancel);
        var verdict = judge(await MomentAsync(connection, transaction, approval, moment, cancel));
        if (!verdict.Passed)
        {
            return new ClaimOutcome.Refused(verdict);
        }

        if (approval.State == ApprovalState.Executing)
        {
            var going = await RunReader.ReadAsync(connection, transaction, approval, run.Id, run.Fence, cancel);
            await transaction.CommitAsync(cancel);
            return new ClaimOutcome.Started(going, verdict);
        }

        return approval.Start(moment.Now) switch
        {
            ApprovalOutcome.Accepted accepted => await StartAsync(connection, transaction, run, approval, accepted, before, verdict, cancel),
            ApprovalOutcome.Refused refused => new ClaimOutcome.NotNow(refused.Refusal),
            var other => throw new InvalidOperationException($"unknown outcome {other.GetType().Name}"),
        };
    }

    private async Task<ClaimOutcome> StartAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, ExecutionRun run, Approval approval, ApprovalOutcome.Accepted accepted, WorkloadSnapshot before, GuardRailVerdict verdict, CancellationToken cancel)
    {
        await ApprovalWriter.UpdateAsync(connection, transaction, approval, accepted.Approval, rules, cancel);
        await using (var batch = new NpgsqlBatch(connection, transaction))
        {
            batch.BatchCommands.Add(RunStatements.Begin(run.Id, new RunProgress { Before = before }));
            await batch.ExecuteNonQueryAsync(cancel);
        }

        var started = await RunReader.ReadAsync(connection, transaction, accepted.Approval, run.Id, run.Fence, cancel);
        await Incidents.TimelineWriter.InsertAsync(connection, transaction, RepairStory.Of(run, started), cancel);
        await ApprovalWriter.TellAsync(connection, transaction, approval, accepted.Approval, accepted.Events, 0, null, cancel);
        await transaction.CommitAsync(cancel);
        return new ClaimOutcome.Started(started, verdict);
    }

    /// <summary>False when another execution, or a later worker of this one, holds the workload.</summary>
    private static async Task<bool> LockWorkloadAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, ExecutionRun run, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(
            """
            insert into workload_locks as held (cluster, workload_uid, execution_id, fence) values ($1, $2, $3, $4)
            on conflict (cluster, workload_uid) do update set fence = excluded.fence where held.execution_id = excluded.execution_id and held.fence <= excluded.fence
            """,
            connection, transaction)
        {
            Parameters = { new() { Value = run.Approval.Plan.Cluster }, new() { Value = run.Approval.Plan.Target.Uid }, new() { Value = run.Id }, new() { Value = run.Fence } },
        };
        return await command.ExecuteNonQueryAsync(cancel) == 1;
    }

    private static async Task<ClaimMoment> MomentAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, Approval approval, DatabaseMoment moment, CancellationToken cancel)
    {
        var repairs = await RepairHistory.ReadAsync(connection, transaction, approval.Id, cancel);
        return new ClaimMoment(
            moment.Now, moment.Switch, moment.Frozen, await RuleAsync(connection, transaction, approval.Plan, cancel),
            new RepairCounts(repairs.OfTargetLastHour, repairs.LastHour, repairs.SinceLast, repairs.FailuresInARow, repairs.OtherRunning, repairs.IneffectiveTries));
    }

    private static async Task<NamespaceRule?> RuleAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, Plan plan, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("select mode, allowed, operations, critical, dry_run from namespace_rules where cluster = $1 and namespace = $2 for share", connection, transaction)
        {
            Parameters = { new() { Value = plan.Cluster }, new() { Value = plan.Target.Workload.Namespace } },
        };
        await using var reader = await command.ExecuteReaderAsync(cancel);
        return await reader.ReadAsync(cancel)
            ? new NamespaceRule(
                plan.Target.Workload.Namespace,
                WireNames.Find<AutonomyMode>(reader.GetString(0)) ?? AutonomyMode.Observe,
                reader.GetBoolean(1),
                reader.IsDBNull(2) ? null : [.. reader.GetFieldValue<string[]>(2).Select(name => OperationCatalogue.Find(name)?.Operation).OfType<Operation>()],
                reader.GetBoolean(3),
                reader.GetBoolean(4))
            : null;
    }
}
