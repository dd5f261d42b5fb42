using Awoooi.Core.Autonomy;
using Awoooi.Core.Incidents;

namespace Awoooi.Infrastructure.Postgres.Autonomy;

/// <summary>The index from the incidents themselves.</summary>
internal sealed class AutonomyReader(Database database, IntakeWindows windows) : IAutonomyReader
{
    private const int DaysShown = 14;

    public async Task<AutonomyIndex> ReadAsync(CancellationToken cancel)
    {
        await using var command = database.Interactive.CreateCommand(
            """
            with settled as (select clock_timestamp() - $1 as until)
            select day, count(*) filter (where i.closed_by = 'ai')::int, count(*) filter (where i.closed_by = 'human')::int
            from settled cross join generate_series(0, $2 - 1) day
              left join incidents i on i.status = 2 and not i.test and i.closed_by in ('ai', 'human')
                and i.resolved_at > until - (day + 1) * interval '24 hours' and i.resolved_at <= until - day * interval '24 hours'
            group by day order by day desc
            """);
        command.Parameters.Add(new() { Value = windows.Reopen });
        command.Parameters.Add(new() { Value = DaysShown });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var days = new List<AutonomyWindow>(DaysShown);
        while (await reader.ReadAsync(cancel))
        {
            days.Add(new AutonomyWindow(reader.GetInt32(1), reader.GetInt32(2)));
        }

        return new AutonomyIndex(days[^1], days[^2], days);
    }
}
