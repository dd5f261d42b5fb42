using System.Globalization;
using System.Text.Json.Nodes;
using Awoooi.Core.Alerts;
using Awoooi.Core.Audit;
using Awoooi.Core.Incidents;
using Awoooi.Core.Live;
using Awoooi.Infrastructure.Postgres.Audit;
using Npgsql;
using NpgsqlTypes;

namespace Awoooi.Infrastructure.Postgres.Incidents;

/// <summary>Incidents in PostgreSQL.</summary>
internal sealed class IncidentStore(Database database) : IIncidentStore
{
    private const int MostListed = 200;

    private const string AlertColumns = "status, starts_at, first_received_at, last_received_at, resolved_at, hits, payload::text, key";

    public async Task<Incident?> FindAsync(Guid id, CancellationToken cancel)
        => (await QueryAsync($"select {IncidentColumns.List} from incidents where id = $1", [new() { Value = id }], cancel)).FirstOrDefault();

    public async Task<Incident?> FindAsync(string id, CancellationToken cancel)
    {
        if (Guid.TryParse(id, out var uuid))
        {
            return await FindAsync(uuid, cancel);
        }

        return id.StartsWith("INC-", StringComparison.OrdinalIgnoreCase) && long.TryParse(id.AsSpan(4), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? (await QueryAsync($"select {IncidentColumns.List} from incidents where number = $1", [new() { Value = number }], cancel)).FirstOrDefault()
            : null;
    }

    public async Task<IncidentPage> ListAsync(IncidentFilter filter, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var limit = Math.Clamp(filter.Limit, 1, MostListed);
        var (after, afterId) = IncidentCursor.Parse(filter.Cursor);
        var items = await QueryAsync(
            $"""
            select {IncidentColumns.List} from incidents i
            where ($1::smallint is null or status = $1) and (not $2 or status < 2) and ($3::smallint is null or priority = $3)
              and ($4::text is null or workload = $4 or target_resource = $4) and ($5::timestamptz is null or opened_at >= $5)
              and ($6::text is null or strpos(lower(alert_type || ' ' || namespace || '/' || target_resource || ' ' || workload || ' ' || message || ' ' || fingerprint || ' inc-' || number), lower($6)) > 0)
              and ($7::timestamptz is null or (opened_at, id) < ($7, $8))
              and ($9::jsonb is null or exists (select 1 from alerts a where a.incident_id = i.id and a.payload -> 'labels' @> $9))
              and ($11::uuid is null or storm_id = $11)
            order by opened_at desc, id desc limit $10
            """,
            [
                OptionalParameter.Of(filter.Status is { } status ? (short)status : null, NpgsqlDbType.Smallint),
                new() { Value = filter.OpenOnly },
                OptionalParameter.Of(filter.Priority is { } priority ? (short)priority : null, NpgsqlDbType.Smallint),
                OptionalParameter.Of(filter.Service, NpgsqlDbType.Text),
                OptionalParameter.Of(filter.Since?.UtcDateTime, NpgsqlDbType.TimestampTz),
                OptionalParameter.Of(string.IsNullOrWhiteSpace(filter.Query) ? null : filter.Query.Trim(), NpgsqlDbType.Text),
                OptionalParameter.Of(after?.UtcDateTime, NpgsqlDbType.TimestampTz),
                OptionalParameter.Of(afterId, NpgsqlDbType.Uuid),
                OptionalParameter.Of(filter.Label is { } label ? new JsonObject { [label.Name] = label.Value }.ToJsonString() : null, NpgsqlDbType.Jsonb),
                new() { Value = limit + 1 },
                OptionalParameter.Of(filter.Storm, NpgsqlDbType.Uuid),
            ],
            cancel);
        return items.Count > limit
            ? new IncidentPage(items[..limit], IncidentCursor.Of(items[limit - 1]))
            : new IncidentPage(items, null);
    }

    public async Task<IReadOnlyList<IncidentAlert>> AlertsAsync(Guid id, int limit, CancellationToken cancel)
    {
        await using var command = database.Interactive.CreateCommand(
            $"select {AlertColumns} from alerts where incident_id = $1 order by first_received_at desc limit $2");
        command.Parameters.Add(new() { Value = id });
        command.Parameters.Add(new() { Value = limit });
        return [.. (await AlertsAsync(command, cancel)).Select(row => row.Alert)];
    }

    public async Task<IncidentAlertPage> AlertsAsync(Guid id, IncidentAlertFilter filter, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var limit = Math.Clamp(filter.Limit, 1, IncidentAlertFilter.MostListed);
        var after = AlertCursor.Parse(filter.Cursor);
        await using var command = database.Interactive.CreateCommand(
            $"""
            select {AlertColumns} from alerts
            where incident_id = $1 and ($2::jsonb is null or payload -> 'labels' @> $2) and ($3::smallint is null or status = $3)
              and ($4::timestamptz is null or (first_received_at, key, starts_at) < ($4, $5, $6))
            order by first_received_at desc, key desc, starts_at desc limit $7
            """);
        command.Parameters.Add(new() { Value = id });
        command.Parameters.Add(OptionalParameter.Of(filter.Label is { } label ? new JsonObject { [label.Name] = label.Value }.ToJsonString() : null, NpgsqlDbType.Jsonb));
        command.Parameters.Add(OptionalParameter.Of(filter.Status is { } status ? (short)status : null, NpgsqlDbType.Smallint));
        command.Parameters.Add(OptionalParameter.Of(after?.FirstReceivedAt.UtcDateTime, NpgsqlDbType.TimestampTz));
        command.Parameters.Add(OptionalParameter.Of(after?.Key, NpgsqlDbType.Uuid));
        command.Parameters.Add(OptionalParameter.Of(after?.StartsAt.UtcDateTime, NpgsqlDbType.TimestampTz));
        command.Parameters.Add(new() { Value = limit + 1 });
        var rows = await AlertsAsync(command, cancel);
        return rows.Count > limit
            ? new IncidentAlertPage([.. rows.Take(limit).Select(row => row.Alert)], rows[limit - 1].Cursor.ToString())
            : new IncidentAlertPage([.. rows.Select(row => row.Alert)], null);
    }

    private static async Task<List<(IncidentAlert Alert, AlertCursor Cursor)>> AlertsAsync(NpgsqlCommand command, CancellationToken cancel)
    {
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var alerts = new List<(IncidentAlert, AlertCursor)>();
        while (await reader.ReadAsync(cancel))
        {
            var alert = new IncidentAlert((AlertStatus)reader.GetInt16(0), reader.GetFieldValue<DateTimeOffset>(1), reader.GetFieldValue<DateTimeOffset>(2), reader.GetFieldValue<DateTimeOffset>(3),
                reader.IsDBNull(4) ? null : reader.GetFieldValue<DateTimeOffset>(4), reader.GetInt64(5), AlertJson.Read(reader.GetString(6)));
            alerts.Add((alert, new AlertCursor(alert.FirstReceivedAt, reader.GetGuid(7), alert.StartsAt)));
        }

        return alerts;
    }

    public Task<IReadOnlyList<TimelineLine>> TimelineAsync(Guid id, int limit, CancellationToken cancel)
        => LinesAsync("select incident_id, at, verb, text_en, text_zh from timeline where incident_id = $1 order by seq desc limit $2", [new() { Value = id }, new() { Value = limit }], cancel);

    public Task<IReadOnlyList<TimelineLine>> ThinkingAsync(int limit, CancellationToken cancel)
        => LinesAsync("select incident_id, at, verb, text_en, text_zh from timeline order by at desc, seq desc limit $1", [new() { Value = limit }], cancel);

    public async Task<byte[]?> RawAsync(Guid id, CancellationToken cancel)
    {
        await using var command = database.Interactive.CreateCommand(
            """
            select d.body from occurrences o join deliveries d on d.id = o.delivery_id and d.received_at between o.received_at - interval '1 hour' and o.received_at + interval '1 hour'
            where o.incident_id = $1 and o.outcome in (0, 1) order by o.received_at limit 1
            """);
        command.Parameters.Add(new() { Value = id });
        return await command.ExecuteScalarAsync(cancel) as byte[];
    }

    public Task<IncidentChange> AcknowledgeAsync(Guid id, string actor, CancellationToken cancel) => ChangeAsync(
        id, actor, "incident.acknowledged", null,
        "update incidents set status = 1, acknowledged_at = clock_timestamp(), acknowledged_by = $2 where id = $1 and status = 0", [new() { Value = actor }], null, cancel);

    public Task<IncidentChange> ResolveAsync(Guid id, string actor, string reason, CancellationToken cancel) => ChangeAsync(
        id, actor, "incident.resolved", reason,
        "update incidents set status = 2, resolved_at = clock_timestamp(), closed_by = 'human', close_reason = $2 where id = $1 and status < 2", [new() { Value = reason }], "resolved", cancel);

    public async Task RecordAnalysisAsync(Guid id, JsonNode verdict, JsonNode evidence, JsonNode decision, IReadOnlyList<TimelineLine> story, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(verdict);
        ArgumentNullException.ThrowIfNull(evidence);
        ArgumentNullException.ThrowIfNull(decision);
        await InTransactionAsync(async (connection, transaction) =>
        {
            var now = default(DateTime?);
            await using (var command = new NpgsqlCommand("update incidents set verdict = $2, evidence = $3, decision = $4, analysed_at = clock_timestamp() where id = $1 returning analysed_at", connection, transaction))
            {
                command.Parameters.Add(new() { Value = id });
                command.Parameters.Add(Json(verdict));
                command.Parameters.Add(Json(evidence));
                command.Parameters.Add(Json(decision));
                now = await command.ExecuteScalarAsync(cancel) as DateTime?;
            }

            if (now is { } analysed)
            {
                await Escalation.SayAsync(connection, transaction, id, analysed, cancel);
            }

            await TimelineWriter.InsertAsync(connection, transaction, story, cancel);
            await LiveEvents.IncidentAsync(connection, transaction, [id], cancel);
            await LiveNotify.PublishAsync(connection, transaction, [LiveTopics.Incidents, LiveTopics.Incident(id), LiveTopics.Thinking], cancel);
            await AuditChain.AppendAsync(
                connection, transaction,
                [new AuditEntry { Chain = "analysis", Actor = "awoooi", Action = "incident.analysed", Subject = id.ToString(), After = new JsonObject { ["verdict"] = verdict.DeepClone(), ["decision"] = decision.DeepClone() } }],
                cancel);
        }, cancel);
    }

    public async Task RaiseAsync(Guid id, Priority priority, CancellationToken cancel) => await InTransactionAsync(async (connection, transaction) =>
    {
        await using (var command = new NpgsqlCommand("update incidents set priority = least(priority, $2) where id = $1", connection, transaction) { Parameters = { new() { Value = id }, new() { Value = (short)priority } } })
        {
            await command.ExecuteNonQueryAsync(cancel);
        }

        await LiveEvents.IncidentAsync(connection, transaction, [id], cancel);
        await LiveNotify.PublishAsync(connection, transaction, [LiveTopics.Incidents, LiveTopics.Incident(id)], cancel);
    }, cancel);

    public async Task CreditAsync(Guid id, ClosedBy closedBy, CancellationToken cancel) => await InTransactionAsync(async (connection, transaction) =>
    {
        await using (var command = new NpgsqlCommand("update incidents set closed_by = $2 where id = $1 and status = 2 and closed_by = 'self'", connection, transaction) { Parameters = { new() { Value = id }, new() { Value = closedBy.Name() } } })
        {
            if (await command.ExecuteNonQueryAsync(cancel) == 0)
            {
                return;
            }
        }

        await LiveEvents.AppendAsync(connection, transaction, "autonomy_updated", [], cancel);
        await LiveNotify.PublishAsync(connection, transaction, [LiveTopics.Autonomy, LiveTopics.Incidents, LiveTopics.Incident(id)], cancel);
        await AuditChain.AppendAsync(connection, transaction, [new AuditEntry { Chain = AuditChains.System, Actor = "awoooi", Action = "incident.credited", Subject = id.ToString(), Reason = closedBy.Name() }], cancel);
    }, cancel);

    public async Task TellAsync(IReadOnlyList<TimelineLine> story, CancellationToken cancel) => await InTransactionAsync(async (connection, transaction) =>
    {
        await TimelineWriter.InsertAsync(connection, transaction, story, cancel);
        await LiveNotify.PublishAsync(connection, transaction, [LiveTopics.Thinking, .. story.Select(line => LiveTopics.Incident(line.IncidentId))], cancel);
    }, cancel);

    public async Task<int> CloseStaleAsync(StaleAfter silence, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(silence);
        var closed = 0;
        await InTransactionAsync(async (connection, transaction) =>
        {
            await using var command = new NpgsqlCommand(
                """
                update incidents set status = 2, resolved_at = clock_timestamp(), closed_by = 'stale'
                where id in (
                  select i.id from incidents i left join unnest($2::text[], $3::interval[]) as own (source, silence) on own.source = i.source
                  where i.status < 2 and (own.source is null or own.silence is not null) and i.last_seen_at < clock_timestamp() - coalesce(own.silence, $1)
                  order by i.last_seen_at limit 500 for update of i skip locked)
                returning id
                """,
                connection, transaction);
            command.Parameters.Add(new() { Value = silence.Usual });
            command.Parameters.Add(new() { Value = silence.BySource.Keys.ToArray() });
            command.Parameters.Add(new() { Value = silence.BySource.Values.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Interval });
            var ids = new List<Guid>();
            await using (var reader = await command.ExecuteReaderAsync(cancel))
            {
                while (await reader.ReadAsync(cancel))
                {
                    ids.Add(reader.GetGuid(0));
                }
            }

            closed = ids.Count;
            if (closed == 0)
            {
                return;
            }

            await LiveEvents.IncidentAsync(connection, transaction, ids, cancel);
            await LiveNotify.PublishAsync(connection, transaction, [LiveTopics.Incidents, .. ids.Take(50).Select(LiveTopics.Incident)], cancel);
            await AuditChain.AppendAsync(
                connection, transaction,
                [new AuditEntry { Chain = AuditChains.System, Actor = "awoooi", Action = "incidents.closed_stale", Subject = "incidents", After = new JsonArray([.. ids.Select(id => JsonValue.Create(id.ToString()))]) }],
                cancel);
        }, cancel);
        return closed;
    }

    public async Task<int> AnalyseAgainAsync(AnalysisAge age, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(age);
        var asked = 0;
        await InTransactionAsync(async (connection, transaction) =>
        {
            // What is claimed or parked stays as it is; a storm's members are looked at once the storm is over.
            await using var command = new NpgsqlCommand(
                """
                insert into work_items (kind, key, priority)
                select 'analyse', i.id::text, i.priority from incidents i
                where i.status < 2 and coalesce(i.analysed_at, i.opened_at) < clock_timestamp() - $1
                  and (coalesce(i.analysed_at, i.opened_at) < clock_timestamp() - $2
                    or exists (select 1 from approvals a where a.incident_id = i.id and a.state in ('no_effect', 'expired', 'rejected') and a.state_since > i.analysed_at))
                  and not exists (select 1 from approvals a where a.incident_id = i.id
                    and a.state in ('pending', 'partially_signed', 'approved', 'executing', 'verifying', 'rolling_back', 'unknown'))
                  and not exists (select 1 from incidents s where s.id = i.storm_id and s.storm_until > clock_timestamp())
                order by i.priority, i.opened_at limit 500
                on conflict (kind, key) do nothing
                """,
                connection, transaction);
            command.Parameters.Add(new() { Value = age.Least });
            command.Parameters.Add(new() { Value = age.Most });
            asked = await command.ExecuteNonQueryAsync(cancel);
            if (asked > 0)
            {
                await LiveNotify.PublishAsync(connection, transaction, [LiveTopics.Work], cancel);
            }
        }, cancel);
        return asked;
    }

    public async Task<IReadOnlyList<Incident>> SimilarAsync(Guid id, TimeSpan window, int limit, CancellationToken cancel) => await QueryAsync(
        $"""
        select {IncidentColumns.List} from incidents
        where class_key = (select class_key from incidents where id = $1) and id <> $1 and not test and opened_at > clock_timestamp() - $2
        order by opened_at desc limit $3
        """,
        [new() { Value = id }, new() { Value = window }, new() { Value = limit }], cancel);

    public async Task<IncidentCounts> CountsAsync(CancellationToken cancel)
    {
        await using var command = database.Interactive.CreateCommand(
            """
            select (select count(*) from incidents where status < 2 and not test)::int, (select count(*) from incidents where status = 0 and not test)::int,
              (select coalesce(sum(copies), 0) from occurrences where received_at > clock_timestamp() - interval '1 hour')::bigint,
              (select max(last_received_at) from alert_sources),
              (select coalesce(sum(firing), 0) from incidents where status < 2 and not test)::bigint
            """);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        await reader.ReadAsync(cancel);
        return new IncidentCounts(reader.GetInt32(0), reader.GetInt32(1), reader.GetInt64(2), reader.IsDBNull(3) ? null : reader.GetFieldValue<DateTimeOffset>(3)) { Firing = reader.GetInt64(4) };
    }

    private async Task<IncidentChange> ChangeAsync(Guid id, string actor, string action, string? reason, string sql, NpgsqlParameter[] more, string? work, CancellationToken cancel)
    {
        var change = IncidentChange.Done;
        await InTransactionAsync(async (connection, transaction) =>
        {
            await using (var command = new NpgsqlCommand(sql, connection, transaction))
            {
                command.Parameters.Add(new() { Value = id });
                command.Parameters.AddRange(more);
                if (await command.ExecuteNonQueryAsync(cancel) == 0)
                {
                    await using var exists = new NpgsqlCommand("select 1 from incidents where id = $1", connection, transaction) { Parameters = { new() { Value = id } } };
                    change = await exists.ExecuteScalarAsync(cancel) is null ? IncidentChange.NotFound : IncidentChange.Unchanged;
                    return;
                }
            }

            if (work is not null)
            {
                await using var enqueue = new NpgsqlCommand("insert into work_items (kind, key, priority) values ($1, $2, 1) on conflict (kind, key) do update set run_at = now(), again = work_items.lease_until is not null", connection, transaction)
                {
                    Parameters = { new() { Value = work }, new() { Value = id.ToString() } },
                };
                await enqueue.ExecuteNonQueryAsync(cancel);
            }

            await LiveEvents.IncidentAsync(connection, transaction, [id], cancel);
            await LiveNotify.PublishAsync(connection, transaction, [LiveTopics.Incidents, LiveTopics.Incident(id), LiveTopics.Work], cancel);
            await AuditChain.AppendAsync(connection, transaction, [new AuditEntry { Chain = AuditChains.Decisions, Actor = actor, Action = action, Subject = id.ToString(), Reason = reason }], cancel);
        }, cancel);
        return change;
    }

    private async Task<List<Incident>> QueryAsync(string sql, NpgsqlParameter[] parameters, CancellationToken cancel)
    {
        await using var command = database.Interactive.CreateCommand(sql);
        command.Parameters.AddRange(parameters);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var incidents = new List<Incident>();
        while (await reader.ReadAsync(cancel))
        {
            incidents.Add(IncidentColumns.Read(reader));
        }

        return incidents;
    }

    private async Task<IReadOnlyList<TimelineLine>> LinesAsync(string sql, NpgsqlParameter[] parameters, CancellationToken cancel)
    {
        await using var command = database.Interactive.CreateCommand(sql);
        command.Parameters.AddRange(parameters);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var lines = new List<TimelineLine>();
        while (await reader.ReadAsync(cancel))
        {
            lines.Add(new TimelineLine(reader.GetGuid(0), reader.GetFieldValue<DateTimeOffset>(1), reader.GetString(2), reader.GetString(3), reader.GetString(4)));
        }

        return lines;
    }

    private async Task InTransactionAsync(Func<NpgsqlConnection, NpgsqlTransaction, Task> act, CancellationToken cancel)
    {
        await using var connection = await database.Interactive.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await act(connection, transaction);
        await transaction.CommitAsync(cancel);
    }

    private static NpgsqlParameter Json(JsonNode node) => new() { Value = node.ToJsonString(), NpgsqlDbType = NpgsqlDbType.Jsonb };
}
