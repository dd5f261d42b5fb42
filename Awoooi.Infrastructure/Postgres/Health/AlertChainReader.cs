using Awoooi.Core.Health;
using Npgsql;

namespace Awoooi.Infrastructure.Postgres.Health;

/// <summary>The alert chain as PostgreSQL knows it; waiting goes by the database's clock.</summary>
internal sealed class AlertChainReader(Database database) : IAlertChainReader
{
    public async Task<AlertChainFacts> ReadAsync(CancellationToken cancel)
    {
        await using var batch = database.Interactive.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand("select source, last_received_at, last_heartbeat_at, refused, last_refused_at from alert_sources order by source"));

        // The newest few incidents know when an analysis last ended; older ones need not be asked.
        batch.BatchCommands.Add(new NpgsqlBatchCommand(
            """
            select (select max(analysed_at) from (select analysed_at from incidents order by opened_at desc limit 200) latest),
              (select clock_timestamp() - min(run_at) from work_items where kind = 'analyse' and parked_at is null and lease_until is null and run_at < clock_timestamp()),
              (select max(created_at) from approvals),
              (select clock_timestamp() - min(expires_at) from approvals where state in ('pending', 'partially_signed') and expires_at < clock_timestamp())
            """));
        await using var reader = await batch.ExecuteReaderAsync(cancel);
        var sources = new List<AlertChainSource>();
        while (await reader.ReadAsync(cancel))
        {
            sources.Add(new AlertChainSource(reader.GetString(0), Time(reader, 1), Time(reader, 2), reader.GetInt64(3), Time(reader, 4)));
        }

        await reader.NextResultAsync(cancel);
        await reader.ReadAsync(cancel);
        return new AlertChainFacts(sources, Time(reader, 0), Span(reader, 1), Time(reader, 2), Span(reader, 3));
    }

    private static DateTimeOffset? Time(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetFieldValue<DateTimeOffset>(column);

    private static TimeSpan? Span(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetTimeSpan(column);
}
