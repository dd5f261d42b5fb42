using System.Security.Cryptography;
using System.Text.Json;
using Awoooi.Core.Approvals;
using Npgsql;

namespace Awoooi.Infrastructure.Postgres.Approvals;

/// <summary>What makes a repeat of a request recognisable; without a key every request is new.</summary>
internal sealed record ActRequest(Guid Person, string? Key, string Hash, string? RequestId)
{
    public static ActRequest None { get; } = new(Guid.Empty, null, "", null);

    public static ActRequest Of<T>(Signer signer, RequestOrigin origin, T content) => new(
        signer.PersonId,
        origin.IdempotencyKey,
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(content, Options))),
        origin.RequestId);

    private static readonly JsonSerializerOptions Options = new() { IncludeFields = true };
}

/// <summary>One act on one approval as one transaction: lock, decide, write, tell, audit, commit.</summary>
internal sealed class ApprovalAct(Database database, ApprovalRules rules)
{
    public async Task<ApprovalOutcome> RunAsync(Guid id, Func<Approval, DatabaseMoment, ApprovalOutcome> decide, ActRequest request, CancellationToken cancel)
    {
        await using var connection = await database.Interactive.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        if (await ApprovalReader.LockAsync(connection, transaction, id, cancel) is not { } before)
        {
            return ApprovalOutcome.Refuse(RefusalCode.NotFound);
        }

        if (request.Key is not null && await FindRepeatAsync(connection, transaction, before, request, cancel) is { } answered)
        {
            return answered;
        }

        var moment = await DatabaseMoment.ReadAsync(connection, transaction, before.Plan.Target.Workload.Namespace, cancel);
        var outcome = decide(before, moment);
        if (outcome is not ApprovalOutcome.Accepted accepted)
        {
            return outcome;
        }

        try
        {
            await ApprovalWriter.UpdateAsync(connection, transaction, before, accepted.Approval, moment.For(rules).Rules, cancel);
            await RememberAsync(connection, transaction, id, request, cancel);
            await ApprovalWriter.TellAsync(connection, transaction, before, accepted.Approval, accepted.Events, 0, request.RequestId, cancel);
            await transaction.CommitAsync(cancel);
            return accepted;
        }
        catch (PostgresException conflict) when (conflict is { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: "executions_once" })
        {
            return ApprovalOutcome.Refuse(RefusalCode.NotWaiting, ("state", WireNames.Of(ApprovalState.Approved)), ("reason", "it has its execution"));
        }
    }

    private static async Task<ApprovalOutcome?> FindRepeatAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, Approval approval, ActRequest request, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("select approval_id, request_hash from approval_requests where person_id = $1 and key = $2", connection, transaction)
        {
            Parameters = { new() { Value = request.Person }, new() { Value = request.Key! } },
        };
        await using var reader = await command.ExecuteReaderAsync(cancel);
        if (!await reader.ReadAsync(cancel))
        {
            return null;
        }

        return reader.GetGuid(0) == approval.Id && reader.GetString(1) == request.Hash
            ? new ApprovalOutcome.Accepted(approval, [])
            : ApprovalOutcome.Refuse(RefusalCode.IdempotencyKeyReused);
    }

    private static async Task RememberAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, Guid id, ActRequest request, CancellationToken cancel)
    {
        if (request.Key is null)
        {
            return;
        }

        await using var command = new NpgsqlCommand("insert into approval_requests (person_id, key, approval_id, request_hash) values ($1, $2, $3, $4)", connection, transaction)
        {
            Parameters = { new() { Value = request.Person }, new() { Value = request.Key }, new() { Value = id }, new() { Value = request.Hash } },
        };
        await command.ExecuteNonQueryAsync(cancel);
    }
}
