using System.Text.Json.Nodes;
using Awoooi.Core.Approvals;
using Awoooi.Core.Audit;
using Awoooi.Core.Live;
using Awoooi.Core.Plans;
using Awoooi.Infrastructure.Postgres.Audit;
using Npgsql;
using NpgsqlTypes;

namespace Awoooi.Infrastructure.Postgres.Approvals;

/// <summary>Writes an approval's change in the caller's transaction, under its row lock, with everything that follows from it.</summary>
internal static class ApprovalWriter
{
    public static async Task InsertAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, Approval approval, CancellationToken cancel)
    {
        await using var batch = new NpgsqlBatch(connection, transaction);
        batch.BatchCommands.Add(ApprovalStatements.Insert(approval));
        if (approval.PreFlight.Count > 0)
        {
            batch.BatchCommands.Add(ApprovalStatements.PreFlight(approval.Id, approval.PreFlight));
        }

        if (approval.StandingOrderId is { } order)
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand("insert into standing_order_uses (approval_id, standing_order_id, at) values ($1, $2, $3)")
            {
                Parameters = { new() { Value = approval.Id }, new() { Value = order }, new() { Value = approval.CreatedAt.UtcDateTime } },
            });
        }

        if (approval.State == ApprovalState.Approved)
        {
            ApprovalStatements.AddExecution(batch, approval);
        }

        await batch.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>Writes what differs between the two; the row must still be in the state that was read.</summary>
    public static async Task UpdateAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, Approval before, Approval after, ApprovalRules rules, CancellationToken cancel)
    {
        await using (var update = ApprovalStatements.Update(before, after))
        {
            (update.Connection, update.Transaction) = (connection, transaction);
            if (await update.ExecuteNonQueryAsync(cancel) != 1)
            {
                throw new InvalidOperationException($"{after.ShortId} changed under its lock");
            }
        }

        await using var batch = new NpgsqlBatch(connection, transaction);
        ApprovalStatements.AddSignatures(batch, before, after);
        if (!ReferenceEquals(before.PreFlight, after.PreFlight))
        {
            batch.BatchCommands.Add(ApprovalStatements.PreFlight(after.Id, after.PreFlight));
        }

        if (before.State != after.State)
        {
            AddConsequences(batch, before, after, rules);
        }

        if (batch.BatchCommands.Count > 0)
        {
            await batch.ExecuteNonQueryAsync(cancel);
        }
    }

    /// <summary>Tells pages and streams, then appends the audit entries, last before the commit.</summary>
    public static async Task TellAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, Approval? before, Approval after, IReadOnlyList<ApprovalEvent> events, int neededSignatures, string? requestId, CancellationToken cancel)
    {
        var data = new JsonObject
        {
            ["id"] = after.Id.ToString(),
            ["short_id"] = after.ShortId,
            ["state"] = WireNames.Of(after.State),
            ["risk_level"] = WireNames.Snake(after.Risk),
        };
        if (before is null)
        {
            var action = PlanTitle.English(after.Plan);
            data["action"] = action.Length > 100 ? action[..100] : action;
            data["required_signatures"] = neededSignatures;
            data["created_at"] = after.CreatedAt.ToString("O");
        }

        await LiveEvents.AppendAsync(connection, transaction, before is null ? "new_approval" : "approval_updated", data, cancel);
        string[] incident = after.IncidentId is { } id ? [LiveTopics.Incident(id)] : [];
        await LiveNotify.PublishAsync(connection, transaction, [LiveTopics.Approvals, LiveTopics.Approval(after.Id), LiveTopics.Work, .. incident], cancel);
        await AuditChain.AppendAsync(connection, transaction, [.. events.Select(happened => Entry(before, after, happened, requestId))], cancel);
    }

    private static void AddConsequences(NpgsqlBatch batch, Approval before, Approval after, ApprovalRules rules)
    {
        if (after.State == ApprovalState.Approved)
        {
            ApprovalStatements.AddExecution(batch, after);
            if (after.GrantedOrder(rules) is { } order)
            {
                batch.BatchCommands.Add(ApprovalStatements.Order(order));
            }
        }
        else if (after.State == ApprovalState.Executing)
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand("update executions set started_at = $2 where approval_id = $1") { Parameters = { new() { Value = after.Id }, new() { Value = after.StateSince.UtcDateTime } } });
        }
        else if (after.State.IsEnd() && before.State is not (ApprovalState.Pending or ApprovalState.PartiallySigned))
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand("update executions set ended_at = $2, outcome = $3 where approval_id = $1")
            {
                Parameters = { new() { Value = after.Id }, new() { Value = after.StateSince.UtcDateTime }, new() { Value = WireNames.Of(after.State) } },
            });
            if (after.State is ApprovalState.Withdrawn or ApprovalState.Changed)
            {
                // What was granted with a decision goes with it.
                batch.BatchCommands.Add(new NpgsqlBatchCommand("update standing_orders set revoked_at = $2, revoked_by = 'awoooi' where granted_with = $1 and revoked_at is null")
                {
                    Parameters = { new() { Value = after.Id }, new() { Value = after.StateSince.UtcDateTime } },
                });
            }
        }
    }

    private static AuditEntry Entry(Approval? before, Approval after, ApprovalEvent happened, string? requestId) => new()
    {
        Chain = AuditChains.Decisions,
        Actor = happened.Actor,
        Action = happened.AuditAction,
        Subject = after.ShortId,
        Before = before is null ? null : new JsonObject { ["state"] = WireNames.Of(before.State) },
        After = new JsonObject
        {
            ["state"] = WireNames.Of(after.State),
            ["authority"] = WireNames.Snake(after.Authority),
            ["plan_hash"] = after.PlanHash,
            ["policy"] = after.Plan.PolicyVersion,
            ["risk"] = WireNames.Snake(after.Risk),
            ["operation"] = OperationCatalogue.Of(after.Plan.Operation).WireName,
            ["target"] = after.Plan.Target.Workload.ToString(),
            ["signatures"] = new JsonArray([.. after.Approvals.Select(signature => JsonValue.Create($"{signature.Name} <{signature.PersonId}>"))]),
            ["new_installation"] = after.NewInstallation,
        },
        Reason = happened.Reason,
        RequestId = requestId,
    };
}
