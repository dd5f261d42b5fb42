using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Awoooi.Core.Alerts;
using Awoooi.Core.Audit;
using Awoooi.Core.Incidents;
using Awoooi.Core.Live;
using Awoooi.Infrastructure.Postgres.Audit;
using Npgsql;
using NpgsqlTypes;

namespace Awoooi.Infrastructure.Postgres.Incidents;

/// <summary>Writes the rows that a fold changed, each table by one statement, and what they cause: work, audit, live events.</summary>
internal static class IntakeWriter
{
    /// <summary>More incidents than this in one batch are published as "everything".</summary>
    private const int MostTopics = 60;

    public static async Task WriteAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<Delivery> batch, IntakeFold fold, AuditChain.Head head, CancellationToken cancel)
    {
        var incidents = fold.ChangedIncidents.ToList();
        var opened = incidents.Where(incident => incident.IsNew).ToList();
        var alerts = fold.ChangedAlerts.OrderBy(alert => alert.Key).ToList();
        var audited = incidents.Exists(incident => incident.IsNew || incident.JustResolved || incident.Analyse);
        await using var commands = new NpgsqlBatch(connection, transaction);
        Add(commands, opened.Count, () => InsertIncidents(opened));
        Add(commands, incidents.Count - opened.Count, () => UpdateIncidents([.. incidents.Where(incident => !incident.IsNew).OrderBy(incident => incident.Id)]));
        Add(commands, fold.Gathered.Count, () => GatherIncidents(fold.Gathered));
        Add(commands, alerts.Count, () => UpsertAlerts(alerts));
        var (deliveries, canonical) = Deliveries(batch);
        Add(commands, deliveries.Count, () => InsertDeliveries(deliveries));
        Add(commands, fold.Occurrences.Count, () => InsertOccurrences([.. fold.Occurrences], canonical));
        Add(commands, 1, () => UpsertSources(batch, fold));
        var work = incidents.Where(incident => incident.Analyse && incident.Status != IncidentStatus.Resolved).ToList();
        Add(commands, work.Count, () => EnqueueAnalysis(work));
        var resolved = incidents.Where(incident => incident.JustResolved).ToList();
        Add(commands, resolved.Count, () => Enqueue("resolved", resolved));
        var storms = incidents.Where(incident => incident.JustBroke).ToList();
        Add(commands, storms.Count, () => Enqueue("storm", storms));
        Add(commands, incidents.Count, () => LiveEvent(incidents));
        commands.BatchCommands.Add(LiveNotify.Command(Topics(incidents))!);
        if (audited)
        {
            AuditChain.Append(commands, head, [Audit(incidents)]);
        }

        await commands.ExecuteNonQueryAsync(cancel);
    }

    private static List<string> Topics(List<IncidentRow> incidents)
    {
        var topics = new List<string> { LiveTopics.Sources };
        if (incidents.Count > 0)
        {
            topics.Add(LiveTopics.Incidents);
            topics.AddRange(incidents.Count > MostTopics ? ["*"] : incidents.Select(incident => LiveTopics.Incident(incident.Id)));
        }

        if (incidents.Exists(incident => incident.Analyse || incident.JustResolved))
        {
            topics.Add(LiveTopics.Work);
        }

        return topics;
    }

    private static void Add(NpgsqlBatch batch, int rows, Func<NpgsqlBatchCommand> command)
    {
        if (rows > 0)
        {
            batch.BatchCommands.Add(command());
        }
    }

    private static NpgsqlBatchCommand InsertIncidents(List<IncidentRow> rows)
    {
        var first = rows.ConvertAll(row => row.First!);
        return Command(
            """
            insert into incidents (id, fingerprint, class_key, source, alert_type, category, automation, severity, priority, namespace, target_resource,
              resource_type, workload, cluster, message, status, opened_at, last_seen_at, resolved_at, closed_by, previous_id, reopened, firing, hit_count, occurrences, test, blind, elsewhere, storm_until)
            select * from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::smallint[], $8::smallint[], $9::smallint[], $10::text[], $11::text[],
              $12::text[], $13::text[], $14::text[], $15::text[], $16::smallint[], $17::timestamptz[], $18::timestamptz[], $19::timestamptz[], $20::text[], $21::uuid[], $22::int[],
              $23::int[], $24::bigint[], $25::int[], $26::bool[], $27::bool[], $28::bool[], $29::timestamptz[])
            """,
            Of(rows.Select(row => row.Id)),
            Of(rows.Select(row => row.Fingerprint)),
            Of(first.Select(alert => alert.ClassKey)),
            Of(first.Select(alert => alert.Alert.Source)),
            Of(first.Select(alert => alert.Alert.AlertType)),
            Of(first.Select(alert => alert.Alert.Category)),
            Of(first.Select(alert => (short)alert.Alert.Automation)),
            Of(rows.Select(row => (short)row.Severity)),
            Of(rows.Select(row => (short)row.Priority)),
            Of(first.Select(alert => alert.Alert.Namespace)),
            Of(first.Select(alert => alert.Alert.TargetResource)),
            Of(first.Select(alert => alert.Alert.ResourceType)),
            Of(first.Select(alert => alert.Alert.Workload)),
            Of(first.Select(alert => alert.Alert.Cluster)),
            Of(first.Select(alert => alert.Alert.Message)),
            Of(rows.Select(row => (short)row.Status)),
            Times(rows.Select(row => (DateTimeOffset?)row.OpenedAt)),
            Times(rows.Select(row => (DateTimeOffset?)row.LastSeenAt)),
            Times(rows.Select(row => row.ResolvedAt)),
            Of(rows.Select(row => row.ClosedBy?.Name())),
            Ids(rows.Select(row => row.PreviousId)),
            Of(rows.Select(row => row.Reopened)),
            Of(rows.Select(row => row.Firing)),
            Of(rows.Select(row => row.HitCount)),
            Of(rows.Select(row => row.Occurrences)),
            Of(first.Select(alert => alert.Alert.Test)),
            Of(first.Select(alert => alert.Alert.Blind)),
            Of(first.Select(alert => alert.Elsewhere)),
            Times(rows.Select(row => row.StormUntil)));
    }

    private static NpgsqlBatchCommand UpdateIncidents(List<IncidentRow> rows) => Command(
        """
        update incidents i set status = t.status, closed_by = t.closed_by, close_reason = case when t.status = 2 then i.close_reason end, severity = t.severity,
          priority = t.priority, last_seen_at = t.last_seen_at, resolved_at = t.resolved_at,
          acknowledged_at = case when t.status = 0 then null else i.acknowledged_at end, acknowledged_by = case when t.status = 0 then null else i.acknowledged_by end,
          reopened = t.reopened, firing = t.firing, hit_count = t.hit_count, occurrences = t.occurrences, storm_until = t.storm_until
        from unnest($1::uuid[], $2::smallint[], $3::text[], $4::smallint[], $5::smallint[], $6::timestamptz[], $7::timestamptz[], $8::int[], $9::int[], $10::bigint[], $11::int[], $12::timestamptz[])
          as t (id, status, closed_by, severity, priority, last_seen_at, resolved_at, reopened, firing, hit_count, occurrences, storm_until)
        where i.id = t.id
        """,
        Of(rows.Select(row => row.Id)),
        Of(rows.Select(row => (short)row.Status)),
        Of(rows.Select(row => row.ClosedBy?.Name())),
        Of(rows.Select(row => (short)row.Severity)),
        Of(rows.Select(row => (short)row.Priority)),
        Times(rows.Select(row => (DateTimeOffset?)row.LastSeenAt)),
        Times(rows.Select(row => row.ResolvedAt)),
        Of(rows.Select(row => row.Reopened)),
        Of(rows.Select(row => row.Firing)),
        Of(rows.Select(row => row.HitCount)),
        Of(rows.Select(row => row.Occurrences)),
        Times(rows.Select(row => row.StormUntil)));

    private static NpgsqlBatchCommand GatherIncidents(IReadOnlyDictionary<Guid, Guid> gathered) => Command(
        "update incidents i set storm_id = t.storm from unnest($1::uuid[], $2::uuid[]) as t (id, storm) where i.id = t.id",
        Of(gathered.Keys),
        Of(gathered.Values));

    private static NpgsqlBatchCommand UpsertAlerts(List<AlertRow> rows) => Command(
        """
        insert into alerts (key, starts_at, incident_id, status, severity, first_received_at, last_received_at, resolved_at, hits, payload, class_id)
        select key, starts_at, incident_id, status, severity, first_received_at, last_received_at, resolved_at, hits, coalesce(payload, 'null'), class_id
        from unnest($1::uuid[], $2::timestamptz[], $3::uuid[], $4::smallint[], $5::smallint[], $6::timestamptz[], $7::timestamptz[], $8::timestamptz[], $9::bigint[], $10::jsonb[], $11::bigint[])
          as t (key, starts_at, incident_id, status, severity, first_received_at, last_received_at, resolved_at, hits, payload, class_id)
        on conflict (key, starts_at) do update set incident_id = excluded.incident_id, status = excluded.status, severity = excluded.severity,
          last_received_at = excluded.last_received_at, resolved_at = excluded.resolved_at, hits = excluded.hits,
          payload = case when excluded.payload = 'null' then alerts.payload else excluded.payload end
        """,
        Of(rows.Select(row => row.Key)),
        Times(rows.Select(row => (DateTimeOffset?)row.StartsAt)),
        Ids(rows.Select(row => row.IncidentId)),
        Of(rows.Select(row => (short)row.Status)),
        Of(rows.Select(row => (short)row.Severity)),
        Times(rows.Select(row => (DateTimeOffset?)row.FirstReceivedAt)),
        Times(rows.Select(row => (DateTimeOffset?)row.LastReceivedAt)),
        Times(rows.Select(row => row.ResolvedAt)),
        Of(rows.Select(row => row.Hits)),
        new NpgsqlParameter { Value = rows.Select(row => row.Payload is { } alert ? AlertJson.Write(alert) : null).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb },
        new NpgsqlParameter { Value = rows.Select(row => row.ClassId).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint });

    /// <summary>Identical bodies of one batch are stored once; every delivery id maps to the stored one.</summary>
    private static (List<(Delivery Delivery, int Copies)> Rows, Dictionary<Guid, Guid> Canonical) Deliveries(IReadOnlyList<Delivery> batch)
    {
        var rows = new List<(Delivery Delivery, int Copies)>(batch.Count);
        var canonical = new Dictionary<Guid, Guid>(batch.Count);
        var known = new Dictionary<(string, Guid), int>();
        foreach (var delivery in batch)
        {
            var key = (delivery.Source, new Guid(SHA256.HashData(delivery.Body.Span).AsSpan(0, 16)));
            if (known.TryGetValue(key, out var at))
            {
                rows[at] = (rows[at].Delivery, rows[at].Copies + 1);
                canonical[delivery.Id] = rows[at].Delivery.Id;
                continue;
            }

            known[key] = rows.Count;
            canonical[delivery.Id] = delivery.Id;
            rows.Add((delivery, 1));
        }

        return (rows, canonical);
    }

    private static NpgsqlBatchCommand InsertDeliveries(List<(Delivery Delivery, int Copies)> rows) => Command(
        "insert into deliveries (received_at, id, source, copies, body) select * from unnest($1::timestamptz[], $2::uuid[], $3::text[], $4::int[], $5::bytea[])",
        Times(rows.Select(row => (DateTimeOffset?)row.Delivery.ReceivedAt)),
        Of(rows.Select(row => row.Delivery.Id)),
        Of(rows.Select(row => row.Delivery.Source)),
        Of(rows.Select(row => row.Copies)),
        new NpgsqlParameter { Value = rows.Select(row => row.Delivery.Body.ToArray()).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea });

    private static NpgsqlBatchCommand InsertOccurrences(List<OccurrenceRow> rows, Dictionary<Guid, Guid> canonical) => Command(
        """
        insert into occurrences (received_at, incident_id, alert_key, alert_starts_at, delivery_id, outcome, copies)
        select * from unnest($1::timestamptz[], $2::uuid[], $3::uuid[], $4::timestamptz[], $5::uuid[], $6::smallint[], $7::int[])
        """,
        Times(rows.Select(row => (DateTimeOffset?)row.ReceivedAt)),
        Ids(rows.Select(row => row.IncidentId)),
        Of(rows.Select(row => row.Alert.Key)),
        Times(rows.Select(row => (DateTimeOffset?)row.Alert.StartsAt)),
        Of(rows.Select(row => canonical[row.DeliveryId])),
        Of(rows.Select(row => (short)row.Outcome)),
        Of(rows.Select(row => row.Copies)));

    private static NpgsqlBatchCommand UpsertSources(IReadOnlyList<Delivery> batch, IntakeFold fold)
    {
        var rows = batch.GroupBy(delivery => delivery.Source, StringComparer.Ordinal)
            .Select(group => (Source: group.Key, Last: group.Where(delivery => delivery.Heard).Max(delivery => (DateTimeOffset?)delivery.ReceivedAt)))
            .OrderBy(row => row.Source, StringComparer.Ordinal).ToList();
        return Command(
            """
            insert into alert_sources as s (source, last_received_at, last_heartbeat_at)
            select * from unnest($1::text[], $2::timestamptz[], $3::timestamptz[])
            on conflict (source) do update set last_received_at = greatest(s.last_received_at, excluded.last_received_at),
              last_heartbeat_at = greatest(s.last_heartbeat_at, excluded.last_heartbeat_at)
            """,
            Of(rows.Select(row => row.Source)),
            Times(rows.Select(row => row.Last)),
            Times(rows.Select(row => fold.Heartbeats.TryGetValue(row.Source, out var beat) ? beat : (DateTimeOffset?)null)));
    }

    private static NpgsqlBatchCommand EnqueueAnalysis(List<IncidentRow> rows) => Command(
        """
        insert into work_items as w (kind, key, priority)
        select 'analyse', t.key, t.priority from unnest($1::text[], $2::smallint[]) as t (key, priority)
        on conflict (kind, key) do update set again = w.lease_until is not null, priority = least(w.priority, excluded.priority),
          run_at = least(w.run_at, now()), attempts = case when w.parked_at is null then w.attempts else 0 end, parked_at = null
        """,
        Of(rows.Select(row => row.Id.ToString())),
        Of(rows.Select(row => (short)row.Priority)));

    private static NpgsqlBatchCommand Enqueue(string kind, List<IncidentRow> rows) => Command(
        """
        insert into work_items as w (kind, key, priority)
        select $2, t.key, 1 from unnest($1::text[]) as t (key)
        on conflict (kind, key) do update set again = w.lease_until is not null, run_at = now(), attempts = 0, parked_at = null
        """,
        Of(rows.Select(row => row.Id.ToString())),
        new() { Value = kind });

    private static NpgsqlBatchCommand LiveEvent(List<IncidentRow> rows) => Command(
        "insert into live_events (type, data) values ('incident_updated', $1::jsonb)",
        new NpgsqlParameter { Value = new JsonObject { ["ids"] = new JsonArray([.. rows.Select(row => JsonValue.Create(row.Id.ToString()))]) }.ToJsonString(), NpgsqlDbType = NpgsqlDbType.Jsonb });

    private static AuditEntry Audit(List<IncidentRow> rows) => new()
    {
        Chain = IntakeReader.AuditedChain,
        Actor = "awoooi",
        Action = "intake.committed",
        Subject = "incidents",
        After = new JsonObject
        {
            ["opened"] = Listed(rows, row => row.IsNew),
            ["reopened"] = Listed(rows, row => !row.IsNew && row.Analyse && row.Status == IncidentStatus.Open),
            ["resolved"] = Listed(rows, row => row.JustResolved),
        },
    };

    private static JsonArray Listed(List<IncidentRow> rows, Func<IncidentRow, bool> which)
        => new([.. rows.Where(which).Select(row => (JsonNode)new JsonObject { ["id"] = row.Id.ToString(), ["fingerprint"] = row.Fingerprint })]);

    private static NpgsqlBatchCommand Command(string sql, params ReadOnlySpan<NpgsqlParameter> parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(parameter);
        }

        return command;
    }

    private static NpgsqlParameter Of<T>(IEnumerable<T> values) => new() { Value = values.ToArray() };

    private static NpgsqlParameter Ids(IEnumerable<Guid?> values) => new() { Value = values.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid };

    private static NpgsqlParameter Times(IEnumerable<DateTimeOffset?> values)
        => new() { Value = values.Select(value => value?.UtcDateTime).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz };
}
