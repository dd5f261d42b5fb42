using System.Security.Cryptography;
using System.Text;
using Awoooi.Core.Approvals;
using Awoooi.Core.Clusters;
using Awoooi.Core.Plans;
using Awoooi.Core.Remediation.Execution;
using Awoooi.Infrastructure.Postgres.Approvals;
using Npgsql;
using NpgsqlTypes;

namespace Awoooi.Infrastructure.Postgres.Executions;

/// <summary>The statements that write executions.</summary>
internal static class RunStatements
{
    public static NpgsqlBatchCommand Begin(Guid executionId, RunProgress progress) => new(
        "insert into execution_runs (execution_id, phase, progress) values ($1, $2, $3) on conflict do nothing")
    {
        Parameters = { new() { Value = executionId }, new() { Value = WireNames.Snake(progress.Phase) }, ApprovalJson.Parameter(progress) },
    };

    public static NpgsqlBatchCommand Progress(Guid executionId, RunProgress progress) => new(
        "update execution_runs set phase = $2, progress = $3, updated_at = clock_timestamp() where execution_id = $1")
    {
        Parameters = { new() { Value = executionId }, new() { Value = WireNames.Snake(progress.Phase) }, ApprovalJson.Parameter(progress) },
    };

    public static NpgsqlBatchCommand Step(ExecutionRun run, StepKind kind, ClusterMutation mutation, long baseGeneration)
    {
        var body = Encoding.UTF8.GetBytes(mutation.Body);
        return new(
            """
            insert into execution_steps (execution_id, seq, kind, mutation, marker, method, path, content_type, body, body_sha256, pod, pod_uid, base_generation, fence)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
            """)
        {
            Parameters =
            {
                new() { Value = run.Id },
                new() { Value = run.Steps.Count + 1 },
                new() { Value = WireNames.Snake(kind) },
                new() { Value = WireNames.Snake(mutation.Kind) },
                new() { Value = mutation.Marker },
                new() { Value = mutation.Method },
                new() { Value = mutation.Path },
                new() { Value = mutation.ContentType },
                new() { Value = body },
                new() { Value = SHA256.HashData(body) },
                OptionalParameter.Of(mutation.Pod, NpgsqlDbType.Text),
                OptionalParameter.Of(mutation.PodUid, NpgsqlDbType.Text),
                new() { Value = baseGeneration },
                new() { Value = run.Fence },
            },
        };
    }

    public static NpgsqlBatchCommand Answer(Guid executionId, int seq, StepAnswer answer) => new(
        "update execution_steps set result = $3, detail = left($4, 1000), generation = $5, answered_at = $6 where execution_id = $1 and seq = $2")
    {
        Parameters =
        {
            new() { Value = executionId },
            new() { Value = seq },
            new() { Value = WireNames.Snake(answer.Result) },
            new() { Value = answer.Detail },
            new() { Value = answer.Generation },
            new() { Value = answer.At.UtcDateTime },
        },
    };

    public static NpgsqlBatchCommand SendAgain(Guid executionId, int seq) => new("update execution_steps set sends = sends + 1 where execution_id = $1 and seq = $2")
    {
        Parameters = { new() { Value = executionId }, new() { Value = seq } },
    };

    /// <summary>Frees the workload and forgets templates, which may hold secrets; their hashes stay.</summary>
    public static void AddEnd(NpgsqlBatch batch, Guid executionId)
    {
        batch.BatchCommands.Add(new("delete from workload_locks where execution_id = $1") { Parameters = { new() { Value = executionId } } });
        batch.BatchCommands.Add(new("update execution_steps set body = null where execution_id = $1 and mutation = 'rollback'") { Parameters = { new() { Value = executionId } } });
    }

    /// <summary>What trust learns: only repairs that changed something, each once.</summary>
    public static NpgsqlBatchCommand Sample(Approval approval, bool succeeded) => new(
        "insert into trust_samples (approval_id, class_key, operation, workload_kind, succeeded) values ($1, $2, $3, $4, $5) on conflict do nothing")
    {
        Parameters =
        {
            new() { Value = approval.Id },
            new() { Value = approval.ClassKey },
            new() { Value = OperationCatalogue.Of(approval.Plan.Operation).WireName },
            new() { Value = WireNames.Snake(approval.Plan.Target.Workload.Kind) },
            new() { Value = succeeded },
        },
    };
}
