using Awoooi.Core.Approvals;
using Awoooi.Core.Plans;
using Npgsql;

namespace Awoooi.Infrastructure.Postgres.Approvals;

/// <summary>Reads whole approvals: row, signatures, last pre-flight.</summary>
internal static class ApprovalReader
{
    /// <summary>Runs a select of <see cref="ApprovalColumns.List"/> and completes its rows, in its order.</summary>
    public static async Task<IReadOnlyList<Approval>> ReadAsync(
        NpgsqlConnection connection, NpgsqlTransaction? transaction, string sql, IReadOnlyList<NpgsqlParameter> parameters, CancellationToken cancel)
    {
        var rows = new List<Approval>();
        await using (var command = new NpgsqlCommand(sql, connection, transaction))
        {
            foreach (var parameter in parameters)
            {
                command.Parameters.Add(parameter);
            }

            await using var reader = await command.ExecuteReaderAsync(cancel);
            while (await reader.ReadAsync(cancel))
            {
                rows.Add(ApprovalColumns.Read(reader));
            }
        }

        return rows.Count == 0 ? rows : await CompleteAsync(connection, transaction, rows, cancel);
    }

    /// <summary>The approval with its row locked until the transaction ends; null when there is none.</summary>
    public static async Task<Approval?> LockAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, Guid id, CancellationToken cancel)
    {
        var found = await ReadAsync(connection, transaction, $"select {ApprovalColumns.List} from approvals a where a.id = $1 for update", [new() { Value = id }], cancel);
        return found.Count == 0 ? null : found[0];
    }

    private static async Task<IReadOnlyList<Approval>> CompleteAsync(NpgsqlConnection connection, NpgsqlTransaction? transaction, IReadOnlyList<Approval> rows, CancellationToken cancel)
    {
        var ids = rows.Select(row => row.Id).ToArray();
        var signatures = new List<(Guid Approval, Signature Signature)>();
        var lines = new Dictionary<Guid, IReadOnlyList<PreFlightLine>>();
        await using var batch = new NpgsqlBatch(connection, transaction);
        batch.BatchCommands.Add(new NpgsqlBatchCommand($"select {ApprovalColumns.SignatureList} from signatures where approval_id = any($1) order by approval_id, seq") { Parameters = { new() { Value = ids } } });
        batch.BatchCommands.Add(new NpgsqlBatchCommand("select approval_id, lines::text from approval_preflights where approval_id = any($1)") { Parameters = { new() { Value = ids } } });
        await using var reader = await batch.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            signatures.Add((reader.GetGuid(0), ApprovalColumns.ReadSignature(reader)));
        }

        await reader.NextResultAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            lines[reader.GetGuid(0)] = ApprovalJson.Read<IReadOnlyList<PreFlightLine>>(reader.GetString(1));
        }

        var byApproval = signatures.ToLookup(pair => pair.Approval, pair => pair.Signature);
        return [.. rows.Select(row => row with { Signatures = [.. byApproval[row.Id]], PreFlight = lines.GetValueOrDefault(row.Id) ?? [] })];
    }
}
