using System.Globalization;
using Awoooi.Core.Incidents;
using Awoooi.Core.Incidents.Recurrence;
using Npgsql;

namespace Awoooi.Infrastructure.Postgres.Incidents;

/// <summary>
/// Says once in an incident's story that its class keeps coming back. A new incident is looked at with its analysis, one that gathers alerts
/// by a sweep, so that the intake itself counts nothing.
/// </summary>
internal static class Escalation
{
    /// <summary>
    /// Of the class "k" as of "$1": how many repairs ended badly, or were followed by an alert of the class within a day.
    /// </summary>
    public const string RepairsInVain =
        """
        select count(*)::int from executions e where e.class_key = k.class_key and e.ended_at > $1 - interval '7 days' and (
          e.outcome in ('no_effect', 'failed', 'rolled_back', 'undo_failed')
          or e.outcome = 'succeeded' and exists (select 1 from alerts a where a.class_id = anomaly_class(k.class_key)
            and a.first_received_at > e.ended_at and a.first_received_at <= e.ended_at + interval '24 hours'))
        """;

    private const string One = "k.id = $4";

    private const string Gathering = "k.status < 2 and k.occurrences > 1 and k.last_seen_at > $1 - interval '1 hour'";

    /// <param name="incident">Null looks at all that gather alerts, at most 500.</param>
    public static async Task<IReadOnlyList<TimelineLine>> SayAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, Guid? incident, DateTimeOffset now, CancellationToken cancel)
    {
        var story = new List<TimelineLine>();
        await using (var command = new NpgsqlCommand(
            $"""
            with due as (
              select k.id, heard.times, vain.repairs from incidents k
              cross join lateral (select count(*)::int as times from (
                select 1 from alerts a where a.class_id = anomaly_class(k.class_key) and a.first_received_at > $1 - interval '24 hours' limit $2) latest) heard
              cross join lateral ({RepairsInVain}) vain (repairs)
              where {(incident is null ? Gathering : One)} and k.escalated_at is null and k.storm_until is null and not k.test
                and (heard.times >= $2 or vain.repairs >= $3)
              limit 500 for update of k skip locked)
            update incidents i set escalated_at = $1 from due where i.id = due.id returning i.id, due.times, due.repairs
            """,
            connection, transaction))
        {
            command.Parameters.Add(new() { Value = now.UtcDateTime });
            command.Parameters.Add(new() { Value = Frequency.EscalateFrom });
            command.Parameters.Add(new() { Value = Frequency.EscalateFromRepairs });
            if (incident is { } id)
            {
                command.Parameters.Add(new() { Value = id });
            }

            await using var reader = await command.ExecuteReaderAsync(cancel);
            while (await reader.ReadAsync(cancel))
            {
                story.Add(Line(reader.GetGuid(0), reader.GetInt32(1), reader.GetInt32(2), now));
            }
        }

        await TimelineWriter.InsertAsync(connection, transaction, story, cancel);
        return story;
    }

    private static TimelineLine Line(Guid incident, int times, int repairs, DateTimeOffset now) => times >= Frequency.EscalateFrom
        ? new TimelineLine(
            incident, now, "linked",
            string.Create(CultureInfo.InvariantCulture, $"The same trouble came {times} times or more within a day. A person should look for its cause."),
            string.Create(CultureInfo.InvariantCulture, $"同樣的問題一天內發生 {times} 次以上，請人員找出原因。"))
        : new TimelineLine(
            incident, now, "linked",
            string.Create(CultureInfo.InvariantCulture, $"{repairs} repairs of this trouble did not last. A person should look for its cause."),
            string.Create(CultureInfo.InvariantCulture, $"這個問題已有 {repairs} 次修復未能持久，請人員找出原因。"));
}
