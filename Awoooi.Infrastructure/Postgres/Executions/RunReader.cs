using System.Text;
using Awoooi.Core.Approvals;
using Awoooi.Core.Clusters;
using Awoooi.Core.Remediation.Execution;
using Awoooi.Infrastructure.Postgres.Approvals;
using Npgsql;

namespace Awoooi.Infrastructure.Postgres.Executions;

/// <summary>Reads an execution with its approval, progress and requests inside the caller's transaction.</summary>
internal static class RunReader
{
    /// <summary>Null when there is none.</summary>
    public static async Task<ExecutionRun?> ReadAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, Guid executionId, long fence, CancellationToken cancel)
    {
        var found = await ApprovalReader.ReadAsync(
            connection, transaction, $"select {ApprovalColumns.List} from approvals a where a.id = (select approval_id from executions where id = $1)", [new() { Value = executionId }], cancel);
        return found is [var approval] ? await ReadAsync(connection, transaction, approval, executionId, fence, cancel) : null;
    }

    public static async Task<ExecutionRun> ReadAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, Approval approval, Guid executionId, long fence, CancellationToken cancel)
    {
        await using var batch = new NpgsqlBatch(connection, transaction);
        batch.BatchCommands.Add(new(
            """
            select clock_timestamp(), e.started_at, r.progress::text, r.stop_requested_at, r.stop_requested_by
            from executions e left join execution_runs r on r.execution_id = e.id where e.id = $1
            """)
        { Parameters = { new() { Value = executionId } } });
        batch.BatchCommands.Add(new(
            """
            select seq, kind, mutation, marker, method, path, content_type, body, pod, pod_uid, base_generation, stored_at, sends, result, detail, generation, answered_at
            from execution_steps where execution_id = $1 order by seq
            """)
        { Parameters = { new() { Value = executionId } } });
        await using var reader = await batch.ExecuteReaderAsync(cancel);
        await reader.ReadAsync(cancel);
        var run = new ExecutionRun
        {
            Id = executionId,
            Fence = fence,
            Approval = approval,
            Now = reader.GetFieldValue<DateTimeOffset>(0),
            StartedAt = reader.IsDBNull(1) ? null : reader.GetFieldValue<DateTimeOffset>(1),
            Progress = reader.IsDBNull(2) ? null : ApprovalJson.Read<RunProgress>(reader.GetString(2)),
            Stop = reader.IsDBNull(3) ? null : new StopRequest(reader.GetString(4), reader.GetFieldValue<DateTimeOffset>(3)),
        };
        await reader.NextResultAsync(cancel);
        var steps = new List<ExecutionStep>();
        while (await reader.ReadAsync(cancel))
        {
            steps.Add(Step(reader, approval.Plan.Target.Workload));
        }

        return run with { Steps = steps };
    }

    private static ExecutionStep Step(NpgsqlDataReader row, WorkloadRef workload) => new(
        row.GetInt32(0),
        Member<StepKind>(row.GetString(1)),
        new ClusterMutation
        {
            Kind = Member<MutationKind>(row.GetString(2)),
            Workload = workload,
            Marker = row.GetString(3),
            Method = row.GetString(4),
            Path = row.GetString(5),
            ContentType = row.GetString(6),
            Body = row.IsDBNull(7) ? "" : Encoding.UTF8.GetString(row.GetFieldValue<byte[]>(7)),
            Pod = row.IsDBNull(8) ? null : row.GetString(8),
            PodUid = row.IsDBNull(9) ? null : row.GetString(9),
        },
        row.GetInt64(10),
        row.GetFieldValue<DateTimeOffset>(11),
        row.GetInt32(12),
        row.IsDBNull(13) ? null : new StepAnswer(Member<StepResult>(row.GetString(13)), row.GetString(14), row.GetInt64(15), row.GetFieldValue<DateTimeOffset>(16)));

    private static T Member<T>(string name)
        where T : struct, Enum => WireNames.Find<T>(name) ?? throw new InvalidOperationException($"the database holds {name}, which is no {typeof(T).Name}");
}
