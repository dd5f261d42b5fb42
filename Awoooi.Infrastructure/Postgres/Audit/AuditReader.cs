using System.Globalization;
using System.Runtime.CompilerServices;
using Awoooi.Core.Audit;
using Npgsql;
using NpgsqlTypes;

namespace Awoooi.Infrastructure.Postgres.Audit;

/// <summary>Lists, exports and verifies the audit log.</summary>
internal sealed class AuditReader(Database database) : IAuditReader
{
    private const string Columns = "chain, seq, at, actor, action, subject, before::text, after::text, reason, request_id";

    private const string Filter =
        """
        ($1::timestamptz is null or at >= $1) and ($2::timestamptz is null or at < $2) and ($3::text is null or actor = $3) and ($4::text is null or action like $4 || '%')
        and ($5::text is null or subject = $5) and ($6::text is null or strpos(lower(actor || ' ' || action || ' ' || subject || ' ' || coalesce(reason, '')), lower($6)) > 0)
        """;

    public async Task<AuditPage> ListAsync(AuditFilter filter, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var limit = Math.Clamp(filter.Limit, 1, 200);
        var (at, chain, seq) = Parse(filter.Cursor);
        await using var command = database.Interactive.CreateCommand(
            $"select {Columns} from audit_entries where {Filter} and ($7::timestamptz is null or (at, chain, seq) < ($7, $8, $9)) order by at desc, chain desc, seq desc limit $10");
        AddFilter(command, filter);
        command.Parameters.Add(OptionalParameter.Of(at?.UtcDateTime, NpgsqlDbType.TimestampTz));
        command.Parameters.Add(OptionalParameter.Of(chain, NpgsqlDbType.Text));
        command.Parameters.Add(OptionalParameter.Of(seq, NpgsqlDbType.Bigint));
        command.Parameters.Add(new() { Value = limit + 1 });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var items = new List<StoredAuditEntry>();
        while (await reader.ReadAsync(cancel))
        {
            items.Add(Read(reader));
        }

        return items.Count > limit ? new AuditPage(items[..limit], Cursor(items[limit - 1])) : new AuditPage(items, null);
    }

    public async IAsyncEnumerable<StoredAuditEntry> ExportAsync(AuditFilter filter, [EnumeratorCancellation] CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(filter);
        await using var command = database.Background.CreateCommand($"select {Columns} from audit_entries where {Filter} order by at, chain, seq");
        AddFilter(command, filter);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            yield return Read(reader);
        }
    }

    public async Task<AuditVerification> VerifyAsync(CancellationToken cancel)
    {
        await using var connection = await database.Background.OpenConnectionAsync(cancel);

        // One snapshot, so that entries committed meanwhile are not taken for a fault.
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancel);
        var proof = new AuditProof();
        await using (var command = new NpgsqlCommand($"select {Columns}, previous, hash from audit_entries order by chain, seq", connection, transaction))
        await using (var reader = await command.ExecuteReaderAsync(cancel))
        {
            while (await reader.ReadAsync(cancel))
            {
                proof.Add(Read(reader), reader.GetFieldValue<byte[]>(10), reader.GetFieldValue<byte[]>(11));
            }
        }

        await using (var command = new NpgsqlCommand("select chain, seq, hash from audit_heads where seq > 0", connection, transaction))
        await using (var reader = await command.ExecuteReaderAsync(cancel))
        {
            while (await reader.ReadAsync(cancel))
            {
                proof.Head(reader.GetString(0), reader.GetInt64(1), reader.GetFieldValue<byte[]>(2));
            }
        }

        await using (var command = new NpgsqlCommand("select at, heads::text, hash from audit_anchors order by at", connection, transaction))
        await using (var reader = await command.ExecuteReaderAsync(cancel))
        {
            while (await reader.ReadAsync(cancel))
            {
                proof.Anchor(reader.GetFieldValue<DateTimeOffset>(0), reader.GetString(1), reader.GetFieldValue<byte[]>(2));
            }
        }

        return proof.Verdict();
    }

    private static StoredAuditEntry Read(NpgsqlDataReader row) => new(
        row.GetString(0), row.GetInt64(1), row.GetFieldValue<DateTimeOffset>(2), row.GetString(3), row.GetString(4), row.GetString(5), Text(row, 6), Text(row, 7), Text(row, 8), Text(row, 9));

    private static void AddFilter(NpgsqlCommand command, AuditFilter filter)
    {
        command.Parameters.Add(OptionalParameter.Of(filter.Since?.UtcDateTime, NpgsqlDbType.TimestampTz));
        command.Parameters.Add(OptionalParameter.Of(filter.Until?.UtcDateTime, NpgsqlDbType.TimestampTz));
        command.Parameters.Add(OptionalParameter.Of(filter.Actor, NpgsqlDbType.Text));
        command.Parameters.Add(OptionalParameter.Of(filter.Action, NpgsqlDbType.Text));
        command.Parameters.Add(OptionalParameter.Of(filter.Subject, NpgsqlDbType.Text));
        command.Parameters.Add(OptionalParameter.Of(filter.Query, NpgsqlDbType.Text));
    }

    private static string Cursor(StoredAuditEntry last) => string.Create(CultureInfo.InvariantCulture, $"{last.At.UtcTicks / 10}.{last.Seq}.{last.Chain}");

    private static (DateTimeOffset? At, string? Chain, long? Seq) Parse(string? cursor)
    {
        if (string.IsNullOrEmpty(cursor))
        {
            return (null, null, null);
        }

        var parts = cursor.Split('.', 3);
        return parts.Length == 3 && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var micros) && micros is > 0 and < 315_537_897_600_000_000
            && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var seq)
            ? (new DateTimeOffset(micros * 10, TimeSpan.Zero), parts[2], seq)
            : throw new FormatException("cursor is not one that a page returned");
    }

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
