using Awoooi.Core.Approvals;
using Awoooi.Core.Plans;
using Awoooi.Core.Trust;
using Npgsql;
using NpgsqlTypes;

namespace Awoooi.Infrastructure.Postgres.Approvals;

/// <summary>The statements that write approvals.</summary>
internal static class ApprovalStatements
{
    public static NpgsqlBatchCommand Insert(Approval approval) => new(
        """
        insert into approvals (id, number, incident_id, class_key, priority, test, cluster, namespace, workload, workload_uid, operation, plan, plan_hash, risk, state, authority,
          standing_order_id, reasons, proposed_by, proposed_by_name, edited_by, created_at, expires_at, not_before, state_since)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25)
        """)
    {
        Parameters =
        {
            new() { Value = approval.Id },
            new() { Value = approval.Number },
            OptionalParameter.Of(approval.IncidentId, NpgsqlDbType.Uuid),
            new() { Value = approval.ClassKey },
            new() { Value = (short)approval.Priority },
            new() { Value = approval.Test },
            new() { Value = approval.Plan.Cluster },
            new() { Value = approval.Plan.Target.Workload.Namespace },
            new() { Value = approval.Plan.Target.Workload.Name },
            new() { Value = approval.Plan.Target.Uid },
            new() { Value = OperationCatalogue.Of(approval.Plan.Operation).WireName },
            ApprovalJson.Parameter(approval.Plan),
            new() { Value = approval.PlanHash },
            new() { Value = (short)approval.Risk },
            new() { Value = WireNames.Of(approval.State) },
            new() { Value = WireNames.Snake(approval.Authority) },
            OptionalParameter.Of(approval.StandingOrderId, NpgsqlDbType.Uuid),
            ApprovalJson.Parameter(approval.Reasons),
            OptionalParameter.Of(approval.ProposedBy, NpgsqlDbType.Uuid),
            new() { Value = approval.ProposedByName },
            new() { Value = approval.EditedBy.ToArray() },
            new() { Value = approval.CreatedAt.UtcDateTime },
            new() { Value = approval.ExpiresAt.UtcDateTime },
            OptionalParameter.Of(approval.NotBefore?.UtcDateTime, NpgsqlDbType.TimestampTz),
            new() { Value = approval.StateSince.UtcDateTime },
        },
    };

    public static NpgsqlCommand Update(Approval before, Approval after) => new(
        """
        update approvals set state = $3, authority = $4, expires_at = $5, extensions = $6, not_before = $7, new_installation = $8, state_since = $9, state_reason = $10, superseded_by = $11
        where id = $1 and state = $2
        """)
    {
        Parameters =
        {
            new() { Value = after.Id },
            new() { Value = WireNames.Of(before.State) },
            new() { Value = WireNames.Of(after.State) },
            new() { Value = WireNames.Snake(after.Authority) },
            new() { Value = after.ExpiresAt.UtcDateTime },
            new() { Value = after.Extensions },
            OptionalParameter.Of(after.NotBefore?.UtcDateTime, NpgsqlDbType.TimestampTz),
            new() { Value = after.NewInstallation },
            new() { Value = after.StateSince.UtcDateTime },
            OptionalParameter.Of(after.StateReason, NpgsqlDbType.Text),
            OptionalParameter.Of(after.SupersededBy, NpgsqlDbType.Bigint),
        },
    };

    /// <summary>Voids first, so that the index of one word per person never sees two.</summary>
    public static void AddSignatures(NpgsqlBatch batch, Approval before, Approval after)
    {
        for (var i = 0; i < before.Signatures.Count; i++)
        {
            if (before.Signatures[i].Voided is null && after.Signatures[i].Voided is { } reason)
            {
                batch.BatchCommands.Add(new NpgsqlBatchCommand("update signatures set voided = $3 where approval_id = $1 and seq = $2 and voided is null")
                {
                    Parameters = { new() { Value = after.Id }, new() { Value = i }, new() { Value = WireNames.Snake(reason) } },
                });
            }
        }

        for (var i = before.Signatures.Count; i < after.Signatures.Count; i++)
        {
            batch.BatchCommands.Add(Signature(after.Id, i, after.Signatures[i]));
        }
    }

    /// <summary>The execution with the work item that carries it out; the unique index is the last guard against a second.</summary>
    public static void AddExecution(NpgsqlBatch batch, Approval approval)
    {
        var id = Guid.CreateVersion7(approval.StateSince);
        batch.BatchCommands.Add(new NpgsqlBatchCommand(
            """
            insert into executions (id, approval_id, class_key, cluster, workload_uid, operation, authority, queued_at, not_before) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            """)
        {
            Parameters =
            {
                new() { Value = id },
                new() { Value = approval.Id },
                new() { Value = approval.ClassKey },
                new() { Value = approval.Plan.Cluster },
                new() { Value = approval.Plan.Target.Uid },
                new() { Value = OperationCatalogue.Of(approval.Plan.Operation).WireName },
                new() { Value = WireNames.Snake(approval.Authority) },
                new() { Value = approval.StateSince.UtcDateTime },
                new() { Value = approval.NotBefore!.Value.UtcDateTime },
            },
        });
        batch.BatchCommands.Add(new NpgsqlBatchCommand("insert into work_items (kind, key, priority, run_at) values ('execute', $1, $2, $3) on conflict do nothing")
        {
            Parameters = { new() { Value = id.ToString() }, new() { Value = (short)approval.Priority }, new() { Value = approval.NotBefore!.Value.UtcDateTime } },
        });
    }

    public static NpgsqlBatchCommand PreFlight(Guid approval, IReadOnlyList<PreFlightLine> lines) => new(
        """
        insert into approval_preflights (approval_id, lines, observed_at) values ($1, $2, clock_timestamp())
        on conflict (approval_id) do update set lines = excluded.lines, observed_at = excluded.observed_at
        """)
    {
        Parameters = { new() { Value = approval }, ApprovalJson.Parameter(lines) },
    };

    public static NpgsqlBatchCommand Order(StandingOrder order) => new(
        """
        insert into standing_orders (id, class_key, operation, risk, template, policy_version, per_day, granted_by, granted_with, granted_at, expires_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        """)
    {
        Parameters =
        {
            new() { Value = order.Id },
            new() { Value = order.ClassKey },
            new() { Value = OperationCatalogue.Of(order.Operation).WireName },
            new() { Value = (short)order.Risk },
            new() { Value = order.Template },
            new() { Value = order.PolicyVersion },
            new() { Value = order.PerDay },
            new() { Value = order.GrantedBy.ToArray() },
            new() { Value = order.GrantedWith },
            new() { Value = order.GrantedAt.UtcDateTime },
            new() { Value = order.ExpiresAt.UtcDateTime },
        },
    };

    private static NpgsqlBatchCommand Signature(Guid approval, int seq, Signature signature) => new(
        """
        insert into signatures (approval_id, seq, person_id, name, decision, weight, via, plan_hash, at, reason, raised_by, standing_order)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
        """)
    {
        Parameters =
        {
            new() { Value = approval },
            new() { Value = seq },
            new() { Value = signature.PersonId },
            new() { Value = signature.Name },
            new() { Value = (short)signature.Decision },
            new() { Value = (short)signature.Weight },
            new() { Value = (short)signature.Via },
            new() { Value = signature.PlanHash },
            new() { Value = signature.At.UtcDateTime },
            OptionalParameter.Of(signature.Reason, NpgsqlDbType.Text),
            new() { Value = signature.RaisedBy.ToArray() },
            OptionalParameter.Of(signature.StandingOrder, NpgsqlDbType.Integer),
        },
    };
}
