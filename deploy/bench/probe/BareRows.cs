using System.Security.Cryptography;
using Npgsql;
using NpgsqlTypes;

namespace Awoooi.Bench.Probe;

/// <summary>The statements: as many rows, of the same tables, as the product writes for the same alerts; or one upsert alone.</summary>
internal static class BareRows
{
    private static long _audited;

    /// <summary>Incidents, alerts, deliveries, occurrences, work, source, event, audit entry and notification of a batch.</summary>
    public static void Same(NpgsqlBatch batch, IReadOnlyList<BareBody> bodies)
    {
        var now = bodies[0].At;
        var folded = Fold(bodies);
        var text = folded.ConvertAll(item => item.Alert.Incident.ToString());
        var json = $$"""{"ids":[{{string.Join(',', text.Select(id => $"\"{id}\""))}}]}""";
        Add(batch,
            """
            insert into incidents as i (id, fingerprint, class_key, source, alert_type, category, automation, severity, priority, namespace, target_resource, resource_type,
              workload, cluster, message, opened_at, last_seen_at, firing, hit_count, occurrences, test, blind, elsewhere)
            select id, fp, 'default:' || fp, 'alertmanager', name, 'replica-mismatch', 1, 1, 2, ns, target, 'deployment', target, '', 'A bare row', $6, $6, 1, hits, 1, false, false, false
            from unnest($1, $2, $3, $4, $5, $7) as t (id, fp, name, ns, target, hits)
            on conflict (fingerprint) where status < 2 do update set hit_count = i.hit_count + excluded.hit_count, last_seen_at = excluded.last_seen_at
            """,
            Ids(folded, item => item.Incident), Of(folded, item => item.Incident.ToString("N")[..16]), Of(folded, item => item.Name), Of(folded, item => item.Namespace), Of(folded, item => item.Deployment), new() { Value = now }, Hits(folded));
        Alerts(batch, folded, now);
        Add(batch, "insert into deliveries (received_at, id, source, copies, body) select $3, id, 'alertmanager', 1, body from unnest($1, $2) as t (id, body)",
            new() { Value = bodies.Select(body => body.Id).ToArray() }, new() { Value = bodies.Select(body => body.Bytes).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea }, new() { Value = now });
        Add(batch, "insert into occurrences (received_at, incident_id, alert_key, alert_starts_at, delivery_id, outcome, copies) select $3, incident, key, at, $4, 0, hits from unnest($1, $2, $5, $6) as t (incident, key, at, hits)",
            Ids(folded, item => item.Incident), Ids(folded, item => item.Key), new() { Value = now }, new() { Value = bodies[0].Id }, new() { Value = folded.Select(item => item.Alert.StartsAt).ToArray() }, Hits(folded));
        Add(batch, "insert into work_items (kind, key, priority) select 'probe', key, 2 from unnest($1) as t (key) on conflict do nothing", new NpgsqlParameter { Value = text.ToArray() });
        Add(batch, "insert into alert_sources (source, last_received_at) values ('alertmanager', $1) on conflict (source) do update set last_received_at = excluded.last_received_at", new NpgsqlParameter { Value = now });
        Add(batch, "insert into live_events (type, data) values ('incident_updated', $1)", new NpgsqlParameter { Value = json, NpgsqlDbType = NpgsqlDbType.Jsonb });
        Add(batch, "insert into audit_entries (chain, seq, at, actor, action, subject, after, previous, hash) values ('probe', $1, $2, 'probe', 'intake.committed', 'incidents', $3, $4, $4)",
            new() { Value = Interlocked.Increment(ref _audited) }, new() { Value = now }, new() { Value = json, NpgsqlDbType = NpgsqlDbType.Json }, new() { Value = SHA256.HashData(bodies[0].Bytes) });
        Add(batch, "select pg_notify('awoooi_probe', 'incidents')");
    }

    /// <summary>The current row of each alert and nothing else.</summary>
    public static void OneUpsert(NpgsqlBatch batch, IReadOnlyList<BareBody> bodies) => Alerts(batch, Fold(bodies), bodies[0].At);

    private static void Alerts(NpgsqlBatch batch, List<(BareAlert Alert, int Hits)> folded, DateTime now) => Add(batch,
        """
        insert into alerts as a (key, starts_at, incident_id, status, severity, first_received_at, last_received_at, hits, payload)
        select key, at, incident, 0, 1, $6, $6, hits, payload from unnest($1, $2, $3, $4, $5) as t (key, at, incident, hits, payload)
        on conflict (key, starts_at) do update set hits = a.hits + excluded.hits, last_received_at = excluded.last_received_at, payload = excluded.payload
        """,
        Ids(folded, item => item.Key), new() { Value = folded.Select(item => item.Alert.StartsAt).ToArray() }, Ids(folded, item => item.Incident), Hits(folded),
        new() { Value = folded.Select(item => item.Alert.Json).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb }, new() { Value = now });

    /// <summary>One row per alert, in key order: a statement can touch a row only once.</summary>
    private static List<(BareAlert Alert, int Hits)> Fold(IReadOnlyList<BareBody> bodies)
        => [.. bodies.SelectMany(body => body.Alerts).GroupBy(alert => alert.Key).Select(same => (same.First(), same.Count())).OrderBy(item => item.Item1.Key)];

    private static void Add(NpgsqlBatch batch, string sql, params ReadOnlySpan<NpgsqlParameter> parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(parameter);
        }

        batch.BatchCommands.Add(command);
    }

    private static NpgsqlParameter Ids(List<(BareAlert Alert, int Hits)> folded, Func<BareAlert, Guid> which) => new() { Value = folded.Select(item => which(item.Alert)).ToArray() };

    private static NpgsqlParameter Of(List<(BareAlert Alert, int Hits)> folded, Func<BareAlert, string> which) => new() { Value = folded.Select(item => which(item.Alert)).ToArray() };

    private static NpgsqlParameter Hits(List<(BareAlert Alert, int Hits)> folded) => new() { Value = folded.Select(item => item.Hits).ToArray() };
}
