using Awoooi.Core.Incidents.Recurrence;
using Awoooi.Core.Live;

namespace Awoooi.Infrastructure.Postgres.Incidents;

/// <summary>Repairs without lasting effect, and the incidents whose class keeps coming back.</summary>
internal sealed class RecurrenceRecord(Database database) : IRecurrenceRecord
{
    public async Task<int> RepairsInVainAsync(string classKey, DateTimeOffset now, CancellationToken cancel)
    {
        await using var command = database.Interactive.CreateCommand($"select ({Escalation.RepairsInVain}) from (select $2::text as class_key) k");
        command.Parameters.Add(new() { Value = now.UtcDateTime });
        command.Parameters.Add(new() { Value = classKey });
        return (int)(await command.ExecuteScalarAsync(cancel))!;
    }

    public async Task<int> EscalateAsync(DateTimeOffset now, CancellationToken cancel)
    {
        await using var connection = await database.Background.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        var story = await Escalation.SayAsync(connection, transaction, null, now, cancel);
        if (story.Count > 0)
        {
            await LiveEvents.IncidentAsync(connection, transaction, [.. story.Select(line => line.IncidentId)], cancel);
            await LiveNotify.PublishAsync(connection, transaction, [LiveTopics.Thinking, LiveTopics.Incidents, .. story.Take(50).Select(line => LiveTopics.Incident(line.IncidentId))], cancel);
        }

        await transaction.CommitAsync(cancel);
        return story.Count;
    }
}
