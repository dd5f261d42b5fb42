using Awoooi.Infrastructure.Postgres.Audit;
using Npgsql;

namespace Awoooi.Tests.Faults;

/// <summary>Holds what the database has against what the senders know.</summary>
internal static class Ledger
{
    private const string Stored = $"select payload -> 'labels' ->> '{AlertSenders.Label}', count(*), sum(hits)::bigint from alerts where payload -> 'labels' ? '{AlertSenders.Label}' group by 1";

    /// <summary>Each counts rows that only half of a commit could leave; all must be zero.</summary>
    private static readonly (string Name, string Sql)[] Halves =
    [
        ("incidents whose hits are not those of their alerts", "select count(*) from incidents i where hit_count <> (select coalesce(sum(hits), 0) from alerts where incident_id = i.id)"),
        ("alerts whose hits are not those of their occurrences", "select count(*) from alerts a where hits <> (select coalesce(sum(copies), 0) from occurrences o where o.alert_key = a.key and o.alert_starts_at = a.starts_at)"),
        ("occurrences without their delivery", "select count(*) from occurrences o where not exists (select 1 from deliveries d where d.id = o.delivery_id)"),
        ("incidents without an audit entry", "select count(*) from (select id::text from incidents except select o ->> 'id' from audit_entries e cross join json_array_elements(e.after -> 'opened') o where e.action = 'intake.committed') missing"),
        ("incidents that nobody will analyse", "select count(*) from incidents i where status < 2 and analysed_at is null and storm_id is null and not exists (select 1 from work_items w where w.kind = 'analyse' and w.key = i.id::text)"),
    ];

    /// <summary>Nothing acknowledged is lost, nothing is invented or doubled, no commit is half there, the audit log is whole. Returns a line to print.</summary>
    public static async Task<string> HoldsAsync(string connectionString, AlertSenders senders)
    {
        await using var data = NpgsqlDataSource.Create(connectionString);
        var stored = new Dictionary<string, (long Rows, long Hits)>(StringComparer.Ordinal);
        await using (var command = data.CreateCommand(Stored))
        await using (var reader = await command.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
            {
                stored[reader.GetString(0)] = (reader.GetInt64(1), reader.GetInt64(2));
            }
        }

        Assert.NotEmpty(senders.Acknowledged);
        Assert.Empty(senders.Acknowledged.Keys.Except(stored.Keys));
        Assert.Empty(stored.Keys.Except(senders.Sent.Keys));
        Assert.All(stored, alert => Assert.Equal(1, alert.Value.Rows));
        Assert.All(stored, alert => Assert.InRange(alert.Value.Hits, Math.Max(1, senders.Acknowledged.GetValueOrDefault(alert.Key)), senders.Sent[alert.Key]));
        foreach (var (name, sql) in Halves)
        {
            await using var command = data.CreateCommand(sql);
            Assert.True(0L == (long)(await command.ExecuteScalarAsync())!, name);
        }

        var audit = await new AuditReader(new Infrastructure.Postgres.Database(data, data)).VerifyAsync(CancellationToken.None);
        Assert.True(audit.Whole, string.Join('\n', audit.Broken));
        Assert.Empty(senders.Wrong);
        return $"sent {senders.Sent.Count} alerts, acknowledged {senders.Acknowledged.Count}, stored {stored.Count}, lost 0, invented 0; {senders.Cut} requests cut, {senders.ToldToComeBack} told to come back; {audit.Entries} audit entries whole";
    }
}
