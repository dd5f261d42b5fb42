using Awoooi.Core.Incidents;
using Awoooi.Core.Work;
using Npgsql;

namespace Awoooi.Infrastructure.Postgres.Incidents;

/// <summary>Reads what the gauges show.</summary>
internal sealed class StandingReader(Database database, IWorkQueue queue) : IStandingReader
{
    public async Task<Standing> ReadAsync(CancellationToken cancel)
    {
        var work = await queue.DepthAsync(cancel);
        await using var batch = database.Background.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand(
            "select (select count(*) from incidents where status < 2 and firing > 0 and not test)::int, (select count(*) from approvals where state in ('pending', 'partially_signed') and not test)::int"));
        batch.BatchCommands.Add(new NpgsqlBatchCommand("select source, last_received_at from alert_sources where last_received_at is not null"));
        await using var reader = await batch.ExecuteReaderAsync(cancel);
        await reader.ReadAsync(cancel);
        var (groups, pending) = (reader.GetInt32(0), reader.GetInt32(1));
        await reader.NextResultAsync(cancel);
        var received = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        while (await reader.ReadAsync(cancel))
        {
            received[reader.GetString(0)] = reader.GetFieldValue<DateTimeOffset>(1);
        }

        return new Standing(groups, pending, received, work);
    }
}
