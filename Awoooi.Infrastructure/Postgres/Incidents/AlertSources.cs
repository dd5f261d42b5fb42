using Awoooi.Core.Incidents;
using Npgsql;

namespace Awoooi.Infrastructure.Postgres.Incidents;

/// <summary>One row per monitoring system.</summary>
internal sealed class AlertSources(Database database) : IAlertSources
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
        await using var command = database.Background.CreateCommand(
            """
            insert into alert_sources as s (source, refused, last_refused_at, last_refused_from, last_refused_reason)
            select * from unnest($1::text[], $2::bigint[], $3::timestamptz[], $4::text[], $5::text[])
            on conflict (source) do update set refused = s.refused + excluded.refused, last_refused_at = excluded.last_refused_at,
              last_refused_from = excluded.last_refused_from, last_refused_reason = excluded.last_refused_reason
            """);
        command.Parameters.Add(new() { Value = refused.Select(row => row.Source).ToArray() });
        command.Parameters.Add(new() { Value = refused.Select(row => row.Count).ToArray() });
        command.Parameters.Add(new() { Value = refused.Select(row => row.At.UtcDateTime).ToArray() });
        command.Parameters.Add(new() { Value = refused.Select(row => row.From).ToArray() });
        command.Parameters.Add(new() { Value = refused.Select(row => row.Reason).ToArray() });
        await command.ExecuteNonQueryAsync(cancel);
    }

    private static DateTimeOffset? Time(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetFieldValue<DateTimeOffset>(column);

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
