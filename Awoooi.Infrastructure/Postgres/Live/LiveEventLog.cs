using System.Globalization;
using Awoooi.Core.Live;
using Npgsql;
using NpgsqlTypes;

namespace Awoooi.Infrastructure.Postgres.Live;

/// <summary>The event log in commit order.</summary>
internal sealed class LiveEventLog(Database database) : ILiveEventLog
{
    public async Task<LiveCursor> EndAsync(CancellationToken cancel)
    {
        await using var command = database.Background.CreateCommand(
            """
            select coalesce((select xid::text || '.' || seq from live_events where xid < pg_snapshot_xmin(pg_current_snapshot()) order by xid desc, seq desc limit 1),
              (pg_snapshot_xmin(pg_current_snapshot())::text::numeric - 1)::text || '.0')
            """);
        return LiveCursor.TryParse(await command.ExecuteScalarAsync(cancel) as string, out var cursor) ? cursor : throw new InvalidOperationException("the event log has no end");
    }

    public async Task<bool> ReachesAsync(LiveCursor cursor, CancellationToken cancel)
    {
        // Events are taken away oldest first: while one at or before the cursor is kept, all after it are.
        await using var command = database.Background.CreateCommand("select exists (select 1 from live_events where (xid, seq) <= ($1, $2))");
        command.Parameters.Add(Xid(cursor));
        command.Parameters.Add(new() { Value = cursor.Sequence });
        return (bool)(await command.ExecuteScalarAsync(cancel))!;
    }

    public async Task<IReadOnlyList<LiveEvent>> ReadAsync(LiveCursor after, int most, CancellationToken cancel)
    {
        await using var command = database.Background.CreateCommand(
            """
            select xid::text, seq, type, data::text from live_events
            where (xid, seq) > ($1, $2) and xid < pg_snapshot_xmin(pg_current_snapshot()) order by xid, seq limit $3
            """);
        command.Parameters.Add(Xid(after));
        command.Parameters.Add(new() { Value = after.Sequence });
        command.Parameters.Add(new() { Value = most });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var events = new List<LiveEvent>();
        while (await reader.ReadAsync(cancel))
        {
            var cursor = new LiveCursor(ulong.Parse(reader.GetString(0), CultureInfo.InvariantCulture), reader.GetInt64(1));
            events.Add(new LiveEvent(cursor, reader.GetString(2), reader.GetString(3)));
        }

        return events;
    }

    private static NpgsqlParameter Xid(LiveCursor cursor) => new() { Value = cursor.Transaction, NpgsqlDbType = NpgsqlDbType.Xid8 };
}
