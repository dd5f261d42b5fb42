using System.Text.Json.Nodes;
using Awoooi.Core.Audit;
using Npgsql;
using NpgsqlTypes;

namespace Awoooi.Infrastructure.Postgres;

/// <summary>Sweeps that only need the database; each is idempotent, so replicas may run them at the same time.</summary>
internal sealed class Housekeeping(Database database) : IHousekeeping
{
    /// <summary>How long the event stream can resume.</summary>
    private static readonly TimeSpan EventsKept = TimeSpan.FromHours(1);

    public async Task RunAsync(CancellationToken cancel)
    {
        await using (var partitions = database.Background.CreateCommand("select ensure_partitions(now() + interval '40 days')"))
        {
            await partitions.ExecuteNonQueryAsync(cancel);
        }

        await using (var events = database.Background.CreateCommand("delete from live_events where at < clock_timestamp() - $1"))
        {
            events.Parameters.Add(new() { Value = EventsKept });
            await events.ExecuteNonQueryAsync(cancel);
        }

        await AnchorAsync(cancel);
    }

    /// <summary>Hashes all heads under the minute's key: whichever replica is first writes it.</summary>
    private async Task AnchorAsync(CancellationToken cancel)
    {
        await using var connection = await database.Background.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        var heads = new JsonObject();
        DateTimeOffset minute;
        await using (var command = new NpgsqlCommand("select date_trunc('minute', clock_timestamp()), chain, seq, hash from audit_heads where seq > 0 order by chain", connection, transaction))
        await using (var reader = await command.ExecuteReaderAsync(cancel))
        {
            if (!await reader.ReadAsync(cancel))
            {
                return;
            }

            minute = reader.GetFieldValue<DateTimeOffset>(0);
            do
            {
                heads[reader.GetString(1)] = new JsonObject { ["seq"] = reader.GetInt64(2), ["hash"] = Convert.ToHexStringLower(reader.GetFieldValue<byte[]>(3)) };
            }
            while (await reader.ReadAsync(cancel));
        }

        var text = heads.ToJsonString();
        await using (var insert = new NpgsqlCommand("insert into audit_anchors (at, heads, hash) values ($1, $2, $3) on conflict do nothing", connection, transaction))
        {
            insert.Parameters.Add(new() { Value = minute.UtcDateTime });
            insert.Parameters.Add(new() { Value = text, NpgsqlDbType = NpgsqlDbType.Json });
            insert.Parameters.Add(new() { Value = AuditProof.AnchorHash(minute, text) });
            await insert.ExecuteNonQueryAsync(cancel);
        }

        await transaction.CommitAsync(cancel);
    }
}
