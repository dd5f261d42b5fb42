using Awoooi.Core.Plans;
using Awoooi.Core.Remediation.PreFlight;

namespace Awoooi.Infrastructure.Postgres.Executions;

/// <summary>Freezes and other open incidents, by the database's clock.</summary>
internal sealed class SurroundingsReader(Database database) : ISurroundings
{
    private const int MostShown = 3;

    public async Task<Surroundings> ReadAsync(Plan plan, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(plan);
        await using var batch = database.Background.CreateBatch();
        batch.BatchCommands.Add(new(
            """
            select name from change_windows where kind = 'freeze' and (namespace is null or namespace = $1) and starts_at <= clock_timestamp() and clock_timestamp() < ends_at
            order by ends_at desc limit 1
            """)
        { Parameters = { new() { Value = plan.Target.Workload.Namespace } } });
        batch.BatchCommands.Add(new(
            """
            select 'INC-' || number || ' ' || case when workload = '' then alert_type else workload end from incidents
            where status < 2 and not test and not elsewhere and namespace = $1 and workload <> $2 and id is distinct from (select incident_id from approvals where id = $3)
            order by priority, last_seen_at desc limit $4
            """)
        {
            Parameters =
            {
                new() { Value = plan.Target.Workload.Namespace },
                new() { Value = plan.Target.Workload.Name },
                new() { Value = plan.ApprovalId },
                new() { Value = MostShown },
            },
        });
        await using var reader = await batch.ExecuteReaderAsync(cancel);
        var freeze = await reader.ReadAsync(cancel) ? reader.GetString(0) : null;
        await reader.NextResultAsync(cancel);
        var incidents = new List<string>();
        while (await reader.ReadAsync(cancel))
        {
            incidents.Add(reader.GetString(0));
        }

        return new Surroundings(freeze, incidents);
    }
}
