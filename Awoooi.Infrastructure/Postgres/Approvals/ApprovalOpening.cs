using Awoooi.Core.Approvals;
using Awoooi.Core.Trust;
using Awoooi.Infrastructure.Postgres.Trust;
using Npgsql;

namespace Awoooi.Infrastructure.Postgres.Approvals;

/// <summary>Opens an approval in one transaction, against whatever is open for the same workload.</summary>
internal sealed class ApprovalOpening(Database database, ApprovalRules rules)
{
    private const int MostTries = 3;

    public async Task<OpenOutcome> OpenAsync(NewApproval request, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(request);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await TryOpenAsync(request, cancel);
            }
            catch (PostgresException conflict) when (attempt < MostTries && conflict is { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: "approvals_one_open" })
            {
                // Another request for the workload was opened between our look and our insert: look again, and find it.
            }
        }
    }

    private async Task<OpenOutcome> TryOpenAsync(NewApproval request, CancellationToken cancel)
    {
        await using var connection = await database.Interactive.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        var open = await FindOpenAsync(connection, transaction, request, cancel);
        if (open is not null && request.AsksTheSameAs(open))
        {
            return new OpenOutcome.Joined(open);
        }

        if (await ApprovalReader.ReadAsync(connection, transaction, $"select {ApprovalColumns.List} from approvals a where a.id = $1", [new() { Value = request.Plan.ApprovalId }], cancel) is [var same])
        {
            // A worker that lost its lease after the commit comes again with the same id.
            return new OpenOutcome.Joined(same);
        }

        var (now, number) = await NextAsync(connection, transaction, cancel);
        if (request.Decision is { Mode: DecisionMode.Auto, StandingOrder: { } id } && !await OrderHoldsAsync(connection, transaction, id, request, now, cancel))
        {
            return new OpenOutcome.Refused(Refusal.Of(RefusalCode.StandingOrderNotAllowed));
        }

        ApprovalOutcome.Accepted? replaced = null;
        if (open is not null)
        {
            if (open.Supersede(number, now) is not ApprovalOutcome.Accepted accepted)
            {
                return new OpenOutcome.Refused(Refusal.Of(RefusalCode.TargetBusy, ("approval", open.ShortId), ("state", WireNames.Of(open.State))));
            }

            replaced = accepted;
            await ApprovalWriter.UpdateAsync(connection, transaction, open, replaced.Approval, rules, cancel);
        }

        var approval = request.Open(number, now);
        await ApprovalWriter.InsertAsync(connection, transaction, approval, cancel);
        if (replaced is not null)
        {
            await ApprovalWriter.TellAsync(connection, transaction, open, replaced.Approval, replaced.Events, 0, null, cancel);
        }

        await ApprovalWriter.TellAsync(connection, transaction, null, approval, Events(request, approval), Needed(approval), null, cancel);
        await transaction.CommitAsync(cancel);
        return new OpenOutcome.Opened(approval, open?.Number);
    }

    private static async Task<Approval?> FindOpenAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, NewApproval request, CancellationToken cancel)
    {
        // Test plans do nothing and hold no workload.
        if (request.Test)
        {
            return null;
        }

        var found = await ApprovalReader.ReadAsync(
            connection, transaction,
            $"""
            select {ApprovalColumns.List} from approvals a where a.cluster = $1 and a.workload_uid = $2 and not a.test
              and a.state in ('pending', 'partially_signed', 'approved', 'executing', 'verifying', 'rolling_back', 'unknown') for update
            """,
            [new() { Value = request.Plan.Cluster }, new() { Value = request.Plan.Target.Uid }], cancel);
        return found.Count == 0 ? null : found[0];
    }

    private static async Task<(DateTimeOffset Now, long Number)> NextAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("select clock_timestamp(), nextval('approval_numbers')", connection, transaction);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        await reader.ReadAsync(cancel);
        return (reader.GetFieldValue<DateTimeOffset>(0), reader.GetInt64(1));
    }

    /// <summary>Counts under the order's lock, so that two uses at once cannot both be the last of the day.</summary>
    private static async Task<bool> OrderHoldsAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, Guid id, NewApproval request, DateTimeOffset now, CancellationToken cancel)
    {
        await using (var locking = new NpgsqlCommand("select 1 from standing_orders where id = $1 for update", connection, transaction) { Parameters = { new() { Value = id } } })
        {
            await locking.ExecuteNonQueryAsync(cancel);
        }

        var order = await StandingOrderReader.FindAsync(connection, transaction, id, cancel);
        return order is not null && order.Evaluate(request.ClassKey, request.Plan, now) is null;
    }

    private static IReadOnlyList<ApprovalEvent> Events(NewApproval request, Approval approval)
    {
        var opened = new ApprovalEvent(ApprovalEventKind.Opened, request.ProposedBy is { } person ? $"{request.ProposedByName} <{person}>" : "awoooi");
        return approval.State == ApprovalState.Approved ? [opened, new ApprovalEvent(ApprovalEventKind.Approved, "awoooi")] : [opened];
    }

    private int Needed(Approval approval)
        => approval.State == ApprovalState.Approved ? 0 : rules.Policies.For(approval.Risk).Thresholds.Min(threshold => threshold.People);
}
