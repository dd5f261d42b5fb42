using Npgsql;

namespace Awoooi.Infrastructure.Postgres.Approvals;

/// <summary>What limits and cooldown count, as of the database's clock; read it in the transaction that claims an execution.</summary>
/// <param name="SinceLast"><see cref="TimeSpan.MaxValue"/> when the workload was never repaired.</param>
/// <param name="FailuresInARow">Since the last success, or since a person reset it.</param>
internal sealed record RepairHistory(int OfTargetLastHour, int LastHour, TimeSpan SinceLast, int FailuresInARow, bool OtherRunning, int IneffectiveTries)
{
    public static async Task<RepairHistory> ReadAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, Guid approvalId, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(
            """
            with mine as (select cluster, workload_uid, class_key, operation from executions where approval_id = $1),
            target as (select e.* from executions e, mine where e.cluster = mine.cluster and e.workload_uid = mine.workload_uid and e.approval_id <> $1 and e.started_at is not null)
            select
              (select count(*) from target where started_at > clock_timestamp() - interval '1 hour')::int,
              (select count(*) from executions where approval_id <> $1 and started_at > clock_timestamp() - interval '1 hour')::int,
              (select clock_timestamp() - max(ended_at) from target),
              (select count(*) from target where outcome in ('failed', 'rolled_back', 'undo_failed')
                and ended_at > coalesce((select max(ended_at) from target where outcome = 'succeeded'), '-infinity')
                and ended_at > coalesce((select r.at from repair_resets r, mine where r.cluster = mine.cluster and r.workload_uid = mine.workload_uid), '-infinity'))::int,
              exists (select 1 from target where ended_at is null),
              (select count(*) from executions e, mine where e.class_key = mine.class_key and e.operation = mine.operation and e.approval_id <> $1
                and e.outcome in ('no_effect', 'failed', 'rolled_back', 'undo_failed') and e.ended_at > clock_timestamp() - interval '24 hours')::int
            """,
            connection, transaction) { Parameters = { new() { Value = approvalId } } };
        await using var reader = await command.ExecuteReaderAsync(cancel);
        await reader.ReadAsync(cancel);
        return new RepairHistory(
            reader.GetInt32(0), reader.GetInt32(1), reader.IsDBNull(2) ? TimeSpan.MaxValue : reader.GetTimeSpan(2), reader.GetInt32(3), reader.GetBoolean(4), reader.GetInt32(5));
    }
}
