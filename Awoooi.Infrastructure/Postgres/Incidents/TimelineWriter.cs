using Awoooi.Core.Incidents;
using Npgsql;

namespace Awoooi.Infrastructure.Postgres.Incidents;

/// <summary>Adds lines to the stories of incidents inside the caller's transaction.</summary>
internal static class TimelineWriter
{
    public static async Task InsertAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<TimelineLine> lines, CancellationToken cancel)
    {
        if (lines.Count == 0)
        {
            return;
        }

        await using var command = new NpgsqlCommand(
            "insert into timeline (incident_id, at, verb, text_en, text_zh) select * from unnest($1::uuid[], $2::timestamptz[], $3::text[], $4::text[], $5::text[])", connection, transaction)
        {
            Parameters =
            {
                new() { Value = lines.Select(line => line.IncidentId).ToArray() },
                new() { Value = lines.Select(line => line.At.UtcDateTime).ToArray() },
                new() { Value = lines.Select(line => line.Verb).ToArray() },
                new() { Value = lines.Select(line => line.English).ToArray() },
                new() { Value = lines.Select(line => line.Chinese).ToArray() },
            },
        };
        await command.ExecuteNonQueryAsync(cancel);
    }
}
