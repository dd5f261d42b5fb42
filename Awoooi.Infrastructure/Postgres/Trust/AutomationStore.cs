using System.Data;
using System.Text.Json.Nodes;
using Awoooi.Core.Approvals;
using Awoooi.Core.Audit;
using Awoooi.Core.Clusters;
using Awoooi.Core.Incidents;
using Awoooi.Core.Live;
using Awoooi.Core.Plans;
using Awoooi.Core.Trust;
using Awoooi.Infrastructure.Postgres.Approvals;
using Awoooi.Infrastructure.Postgres.Audit;
using Npgsql;
using NpgsqlTypes;

namespace Awoooi.Infrastructure.Postgres.Trust;

/// <summary>The rules of automation in PostgreSQL.</summary>
internal sealed class AutomationStore(Database database, Installation installation) : IAutomationStore
{
    public async Task<AutomationRules> ReadAsync(CancellationToken cancel)
    {
        await using var connection = await database.Interactive.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel);
        var rules = await AutomationReader.ReadAsync(connection, transaction, installation.Cluster, cancel);
        await transaction.CommitAsync(cancel);
        return rules;
    }

    public Task SetSwitchAsync(AutonomySwitch state, string reason, string actor, CancellationToken cancel) => ChangeAsync(
        "update automation_switch set state = $1, reason = $2, changed_by = $3, changed_at = clock_timestamp()",
        [new() { Value = WireNames.Snake(state) }, new() { Value = reason }, new() { Value = actor }],
        new AuditEntry { Chain = AuditChains.Decisions, Actor = actor, Action = "automation.switched", Subject = "automation", After = new JsonObject { ["state"] = WireNames.Snake(state) }, Reason = reason },
        cancel);

    public Task SaveNamespaceAsync(NamespaceRule rule, string actor, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(rule);
        var operations = rule.Operations?.Select(operation => OperationCatalogue.Of(operation).WireName).ToArray();
        return ChangeAsync(
            """
            insert into namespace_rules (cluster, namespace, mode, allowed, operations, critical, dry_run, changed_by) values ($1, $2, $3, $4, $5, $6, $7, $8)
            on conflict (cluster, namespace) do update set mode = excluded.mode, allowed = excluded.allowed, operations = excluded.operations, critical = excluded.critical,
              dry_run = excluded.dry_run, changed_by = excluded.changed_by, changed_at = clock_timestamp()
            """,
            [
                new() { Value = installation.Cluster },
                new() { Value = rule.Namespace },
                new() { Value = WireNames.Snake(rule.Mode) },
                new() { Value = rule.Allowed },
                OptionalParameter.Of(operations, NpgsqlDbType.Array | NpgsqlDbType.Text),
                new() { Value = rule.Critical },
                new() { Value = rule.DryRun },
                new() { Value = actor },
            ],
            new AuditEntry
            {
                Chain = AuditChains.Decisions,
                Actor = actor,
                Action = "automation.namespace-saved",
                Subject = $"namespace/{rule.Namespace}",
                After = new JsonObject
                {
                    ["mode"] = WireNames.Snake(rule.Mode),
                    ["allowed"] = rule.Allowed,
                    ["operations"] = operations is null ? null : new JsonArray([.. operations.Select(name => JsonValue.Create(name))]),
                    ["critical"] = rule.Critical,
                    ["dry_run"] = rule.DryRun,
                },
            },
            cancel);
    }

    public Task AllowAsync(IReadOnlyCollection<string> namespaces, string actor, CancellationToken cancel) => ChangeAsync(
        "insert into namespace_rules (cluster, namespace, allowed, changed_by) select $1, unnest($2::text[]), true, $3 on conflict do nothing",
        [new() { Value = installation.Cluster }, new() { Value = namespaces.ToArray() }, new() { Value = actor }],
        new AuditEntry { Chain = AuditChains.Decisions, Actor = actor, Action = "automation.namespaces-allowed", Subject = "automation", After = new JsonArray([.. namespaces.Select(name => JsonValue.Create(name))]) },
        cancel);

    public Task AddWindowAsync(ChangeWindow window, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(window);
        return ChangeAsync(
            "insert into change_windows (id, kind, name, namespace, starts_at, ends_at, created_by) values ($1, $2, $3, $4, $5, $6, $7)",
            [
                new() { Value = window.Id },
                new() { Value = WireNames.Snake(window.Kind) },
                new() { Value = window.Name },
                OptionalParameter.Of(window.Namespace, NpgsqlDbType.Text),
                new() { Value = window.StartsAt.UtcDateTime },
                new() { Value = window.EndsAt.UtcDateTime },
                new() { Value = window.CreatedBy },
            ],
            new AuditEntry
            {
                Chain = AuditChains.Decisions,
                Actor = window.CreatedBy,
                Action = "automation.window-added",
                Subject = $"window/{window.Id}",
                After = new JsonObject
                {
                    ["kind"] = WireNames.Snake(window.Kind),
                    ["name"] = window.Name,
                    ["namespace"] = window.Namespace,
                    ["from"] = window.StartsAt.ToString("O"),
                    ["to"] = window.EndsAt.ToString("O"),
                },
            },
            cancel);
    }

    public async Task<bool> RemoveWindowAsync(Guid id, string actor, CancellationToken cancel) => await ChangeAsync(
        "delete from change_windows where id = $1",
        [new() { Value = id }],
        new AuditEntry { Chain = AuditChains.Decisions, Actor = actor, Action = "automation.window-removed", Subject = $"window/{id}" },
        cancel) > 0;

    public async Task<bool> RevokeOrderAsync(Guid id, string actor, CancellationToken cancel) => await ChangeAsync(
        "update standing_orders set revoked_at = clock_timestamp(), revoked_by = $2 where id = $1 and revoked_at is null",
        [new() { Value = id }, new() { Value = actor }],
        new AuditEntry { Chain = AuditChains.Decisions, Actor = actor, Action = "standing-order.revoked", Subject = $"standing-order/{id}" },
        cancel) > 0;

    public async Task<TrustScore> ScoreAsync(string classKey, Operation operation, WorkloadKind kind, CancellationToken cancel)
    {
        await using var command = database.Background.CreateCommand(
            """
            select count(*) filter (where succeeded and not reopened)::int, count(*)::int from trust_samples
            where class_key = $1 and operation = $2 and workload_kind = $3 and at > clock_timestamp() - $4
            """);
        command.Parameters.Add(new() { Value = classKey });
        command.Parameters.Add(new() { Value = OperationCatalogue.Of(operation).WireName });
        command.Parameters.Add(new() { Value = WireNames.Snake(kind) });
        command.Parameters.Add(new() { Value = TrustScore.Window });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        await reader.ReadAsync(cancel);
        return new TrustScore(reader.GetInt32(0), reader.GetInt32(1));
    }

    public async Task RecordSampleAsync(Guid approvalId, string classKey, Operation operation, WorkloadKind kind, bool succeeded, CancellationToken cancel)
    {
        await using var command = database.Background.CreateCommand(
            "insert into trust_samples (approval_id, class_key, operation, workload_kind, succeeded) values ($1, $2, $3, $4, $5) on conflict do nothing");
        command.Parameters.Add(new() { Value = approvalId });
        command.Parameters.Add(new() { Value = classKey });
        command.Parameters.Add(new() { Value = OperationCatalogue.Of(operation).WireName });
        command.Parameters.Add(new() { Value = WireNames.Snake(kind) });
        command.Parameters.Add(new() { Value = succeeded });
        await command.ExecuteNonQueryAsync(cancel);
    }

    public async Task MarkReopenedAsync(Guid approvalId, CancellationToken cancel)
    {
        await using var command = database.Background.CreateCommand("update trust_samples set reopened = true where approval_id = $1");
        command.Parameters.Add(new() { Value = approvalId });
        await command.ExecuteNonQueryAsync(cancel);
    }

    public Task ResetFailuresAsync(string workloadUid, string actor, CancellationToken cancel) => ChangeAsync(
        """
        insert into repair_resets (cluster, workload_uid, reset_by) values ($1, $2, $3)
        on conflict (cluster, workload_uid) do update set at = clock_timestamp(), reset_by = excluded.reset_by
        """,
        [new() { Value = installation.Cluster }, new() { Value = workloadUid }, new() { Value = actor }],
        new AuditEntry { Chain = AuditChains.Decisions, Actor = actor, Action = "automation.failures-reset", Subject = $"workload/{workloadUid}" },
        cancel);

    private async Task<int> ChangeAsync(string sql, IReadOnlyList<NpgsqlParameter> parameters, AuditEntry entry, CancellationToken cancel)
    {
        await using var connection = await database.Interactive.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await using var command = new NpgsqlCommand(sql, connection, transaction);
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(parameter);
        }

        var rows = await command.ExecuteNonQueryAsync(cancel);
        if (rows > 0)
        {
            await LiveEvents.AppendAsync(connection, transaction, "autonomy_updated", new JsonObject { ["id"] = entry.Subject }, cancel);
            await LiveNotify.PublishAsync(connection, transaction, [LiveTopics.Autonomy, LiveTopics.Work], cancel);
            await AuditChain.AppendAsync(connection, transaction, [entry], cancel);
        }

        await transaction.CommitAsync(cancel);
        return rows;
    }
}
