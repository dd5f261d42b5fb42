using Awoooi.Core.Alerts;
using Awoooi.Core.Incidents;
using Awoooi.Core.Live;
using Npgsql;

namespace Awoooi.Infrastructure.Postgres.Incidents;

/// <summary>One row per monitoring system, and what was refused by sender and reason.</summary>
internal sealed class AlertSources(Database database) : IAlertSources, IRefusedDeliveries
{
    public async Task<IReadOnlyList<AlertSourceState>> ListAsync(CancellationToken cancel)
    {
        await using var command = database.Interactive.CreateCommand(
            "select source, last_received_at, last_heartbeat_at, refused, last_refused_at, last_refused_from, last_refused_reason from alert_sources order by source");
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var sources = new List<AlertSourceState>();
        while (await reader.ReadAsync(cancel))
        {
            sources.Add(new AlertSourceState(reader.GetString(0), Time(reader, 1), Time(reader, 2), reader.GetInt64(3), Time(reader, 4), Text(reader, 5), Text(reader, 6)));
        }

        return sources;
    }

    public async Task RecordRefusedAsync(IReadOnlyCollection<RefusedDeliveries> refused, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(refused);
        await using var connection = await database.Background.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await using var batch = new NpgsqlBatch(connection, transaction)
        {
            BatchCommands =
            {
                Rows(
                    """
                    insert into alert_sources as s (source, refused, last_refused_at, last_refused_from, last_refused_reason)
                    select source, sum(count), max(at), (array_agg(address order by at desc))[1], (array_agg(reason order by at desc))[1]
                    from unnest($1::text[], $2::bigint[], $3::timestamptz[], $4::text[], $5::text[]) as t (source, count, at, address, reason) group by source order by source
                    on conflict (source) do update set refused = s.refused + excluded.refused, last_refused_at = excluded.last_refused_at,
                      last_refused_from = excluded.last_refused_from, last_refused_reason = excluded.last_refused_reason
                    """,
                    refused),
                Rows(
                    """
                    insert into refused_deliveries as r (source, address, reason, count, first_at, last_at)
                    select source, address, reason, sum(count), min(at), max(at)
                    from unnest($1::text[], $2::bigint[], $3::timestamptz[], $4::text[], $5::text[]) as t (source, count, at, address, reason) group by 1, 2, 3 order by 1, 2, 3
                    on conflict (source, address, reason) do update set count = r.count + excluded.count, last_at = greatest(r.last_at, excluded.last_at)
                    """,
                    refused),
                new NpgsqlBatchCommand(
                    """
                    delete from refused_deliveries r using (select source, address, reason from refused_deliveries order by last_at desc offset $1) old
                    where (r.source, r.address, r.reason) = (old.source, old.address, old.reason)
                    """) { Parameters = { new() { Value = IRefusedDeliveries.Most } } },
                LiveNotify.Command([LiveTopics.Sources])!,
            },
        };
        await batch.ExecuteNonQueryAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    async Task<IReadOnlyList<RefusedSender>> IRefusedDeliveries.ListAsync(int limit, CancellationToken cancel)
    {
        await using var command = database.Interactive.CreateCommand("select source, address, reason, count, first_at, last_at from refused_deliveries order by last_at desc, source, address, reason limit $1");
        command.Parameters.Add(new() { Value = Math.Clamp(limit, 1, IRefusedDeliveries.Most) });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var lines = new List<RefusedSender>();
        while (await reader.ReadAsync(cancel))
        {
            lines.Add(new RefusedSender(reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetInt64(3), reader.GetFieldValue<DateTimeOffset>(4), reader.GetFieldValue<DateTimeOffset>(5)));
        }

        return lines;
    }

    private static NpgsqlBatchCommand Rows(string sql, IReadOnlyCollection<RefusedDeliveries> refused) => new(sql)
    {
        Parameters =
        {
            new() { Value = refused.Select(row => row.Source).ToArray() },
            new() { Value = refused.Select(row => row.Count).ToArray() },
            new() { Value = refused.Select(row => row.At.UtcDateTime).ToArray() },
            new() { Value = refused.Select(row => Text(row.From)).ToArray() },
            new() { Value = refused.Select(row => Text(row.Reason)).ToArray() },
        },
    };

    // Reasons quote paths out of bodies, so they may hold what the database cannot.
    private static string Text(string text) => StorableText.Clean(text, IRefusedDeliveries.LongestText).Text;

    private static DateTimeOffset? Time(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetFieldValue<DateTimeOffset>(column);

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
