using Awoooi.Core.Alerts;
using Awoooi.Core.Incidents;
using Awoooi.Infrastructure.Postgres.Audit;
using Npgsql;

namespace Awoooi.Infrastructure.Postgres.Incidents;

/// <summary>Takes the intake lock and reads the rows a batch is about, in one round trip, with the head of the audit chain that it will append to.</summary>
internal static class IntakeReader
{
    /// <summary>Held to the commit by whichever replica writes.</summary>
    private const long Lock = 7012001;

    /// <summary>Only intake appends to it, under its lock; so its head may be taken before other rows are.</summary>
    public const string AuditedChain = "intake";

    // An older firing than the eight newest of a key lies behind a tombstone anyway.
    private const string Alerts =
        """
        select a.key, a.starts_at, a.incident_id, a.status, a.severity, a.first_received_at, a.last_received_at, a.resolved_at, a.hits
        from unnest($1) k cross join lateral (select * from alerts where key = k order by starts_at desc limit 8) a
        """;

    private const string Columns =
        "id, fingerprint, status, closed_by, severity, priority, opened_at, last_seen_at, resolved_at, previous_id, reopened, firing, hit_count, occurrences, storm_until";

    private const string Incidents =
        $"""
        select {Columns} from incidents where fingerprint = any($1) and status < 2
        union
        select i.* from unnest($1) f cross join lateral (select {Columns} from incidents where fingerprint = f and status = 2 order by resolved_at desc limit 1) i
        union
        select {Columns} from incidents where id in (select incident_id from alerts where key = any($2) and status = 0)
        union
        select {Columns} from incidents where source = any($3) and storm_until is not null and status < 2
        union
        select {Columns} from incidents where source = any($3) and storm_until > $4
        """;

    // Bounded by the limits themselves: what goes beyond them opens nothing.
    private const string Recent =
        "select id, source, namespace, cluster, elsewhere, opened_at from incidents where source = any($1) and opened_at > $2 and storm_until is null and not test and not blind";

    public static async Task<(IntakeFold Fold, AuditChain.Head Head)> ReadAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<Delivery> batch, IntakeWindows windows, CancellationToken cancel)
    {
        var incoming = batch.SelectMany(delivery => delivery.Alerts).Where(alert => !alert.Alert.Heartbeat);
        var sources = incoming.Select(alert => alert.Alert.Source).Distinct(StringComparer.Ordinal).ToArray();
        var earliest = batch.Min(delivery => delivery.ReceivedAt).UtcDateTime;
        var keys = incoming.Select(alert => alert.Key).Distinct().ToArray();
        var fingerprints = incoming.Select(alert => alert.Fingerprint).Distinct(StringComparer.Ordinal).ToArray();
        await using var commands = new NpgsqlBatch(connection, transaction);
        commands.BatchCommands.Add(new NpgsqlBatchCommand("select pg_advisory_xact_lock($1)") { Parameters = { new() { Value = Lock } } });
        commands.BatchCommands.Add(new NpgsqlBatchCommand(Alerts) { Parameters = { new() { Value = keys } } });
        commands.BatchCommands.Add(new NpgsqlBatchCommand(Incidents) { Parameters = { new() { Value = fingerprints }, new() { Value = keys }, new() { Value = sources }, new() { Value = earliest } } });
        commands.BatchCommands.Add(new NpgsqlBatchCommand(Recent) { Parameters = { new() { Value = sources }, new() { Value = earliest - windows.Storm.Within } } });
        AuditChain.LockHead(commands, AuditedChain);
        await using var reader = await commands.ExecuteReaderAsync(cancel);
        await reader.NextResultAsync(cancel);
        var alerts = new List<AlertRow>();
        while (await reader.ReadAsync(cancel))
        {
            alerts.Add(Alert(reader));
        }

        await reader.NextResultAsync(cancel);
        var incidents = new List<IncidentRow>();
        while (await reader.ReadAsync(cancel))
        {
            incidents.Add(Incident(reader));
        }

        await reader.NextResultAsync(cancel);
        var recent = new List<RecentIncident>();
        while (await reader.ReadAsync(cancel))
        {
            recent.Add(new RecentIncident(reader.GetGuid(0), StormGroup.Of(reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetBoolean(4)), reader.GetFieldValue<DateTimeOffset>(5)));
        }

        await reader.NextResultAsync(cancel);
        return (new IntakeFold(windows, alerts, incidents, recent), await AuditChain.ReadHeadAsync(reader, AuditedChain, cancel));
    }

    private static AlertRow Alert(NpgsqlDataReader row) => new()
    {
        Key = row.GetGuid(0),
        StartsAt = row.GetFieldValue<DateTimeOffset>(1),
        IncidentId = row.IsDBNull(2) ? null : row.GetGuid(2),
        Status = (AlertStatus)row.GetInt16(3),
        Severity = (Severity)row.GetInt16(4),
        FirstReceivedAt = row.GetFieldValue<DateTimeOffset>(5),
        LastReceivedAt = row.GetFieldValue<DateTimeOffset>(6),
        ResolvedAt = row.IsDBNull(7) ? null : row.GetFieldValue<DateTimeOffset>(7),
        Hits = row.GetInt64(8),
    };

    private static IncidentRow Incident(NpgsqlDataReader row) => new()
    {
        Id = row.GetGuid(0),
        Fingerprint = row.GetString(1),
        Status = (IncidentStatus)row.GetInt16(2),
        ClosedBy = row.IsDBNull(3) ? null : ClosedByNames.Parse(row.GetString(3)),
        Severity = (Severity)row.GetInt16(4),
        Priority = (Priority)row.GetInt16(5),
        OpenedAt = row.GetFieldValue<DateTimeOffset>(6),
        LastSeenAt = row.GetFieldValue<DateTimeOffset>(7),
        ResolvedAt = row.IsDBNull(8) ? null : row.GetFieldValue<DateTimeOffset>(8),
        PreviousId = row.IsDBNull(9) ? null : row.GetGuid(9),
        Reopened = row.GetInt32(10),
        Firing = row.GetInt32(11),
        HitCount = row.GetInt64(12),
        Occurrences = row.GetInt32(13),
        StormUntil = row.IsDBNull(14) ? null : row.GetFieldValue<DateTimeOffset>(14),
    };
}
