using Awoooi.Core.Incidents.Recurrence;

namespace Awoooi.Infrastructure.Postgres.Incidents;

/// <summary>Counts the stored alerts of a class: nothing is kept beside them, and nothing has to be swept.</summary>
internal sealed class AnomalyTimeline(Database database) : IAnomalyTimeline
{
    public async Task<AnomalyCounts> ReadAsync(string classKey, DateTimeOffset now, CancellationToken cancel)
    {
        await using var command = database.Interactive.CreateCommand(
            """
            select (count(*) filter (where first_received_at > $2 - interval '1 hour'))::int, (count(*) filter (where first_received_at > $2 - interval '24 hours'))::int,
              count(*)::int, min(first_received_at), max(first_received_at)
            from alerts where class_id = $1 and first_received_at > $2 - interval '7 days'
            """);
        command.Parameters.Add(new() { Value = AnomalyClass.IdOf(classKey) });
        command.Parameters.Add(new() { Value = now.UtcDateTime });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        await reader.ReadAsync(cancel);
        return new AnomalyCounts(
            reader.GetInt32(0), reader.GetInt32(1), reader.GetInt32(2),
            reader.IsDBNull(3) ? null : reader.GetFieldValue<DateTimeOffset>(3), reader.IsDBNull(4) ? null : reader.GetFieldValue<DateTimeOffset>(4));
    }

    /// <summary>The single occurrences after <paramref name="since"/>, at most so many, in no order.</summary>
    public async Task<IReadOnlyList<Occurrence>> ListAsync(long classId, DateTimeOffset since, int most, CancellationToken cancel)
    {
        await using var command = database.Interactive.CreateCommand("select first_received_at, key, starts_at from alerts where class_id = $1 and first_received_at > $2 limit $3");
        command.Parameters.Add(new() { Value = classId });
        command.Parameters.Add(new() { Value = since.UtcDateTime });
        command.Parameters.Add(new() { Value = most });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var occurrences = new List<Occurrence>();
        while (await reader.ReadAsync(cancel))
        {
            occurrences.Add(new Occurrence(classId, reader.GetFieldValue<DateTimeOffset>(0), reader.GetGuid(1), reader.GetFieldValue<DateTimeOffset>(2)));
        }

        return occurrences;
    }
}
