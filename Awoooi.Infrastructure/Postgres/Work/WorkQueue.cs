using Awoooi.Core.Work;
using Npgsql;

namespace Awoooi.Infrastructure.Postgres.Work;

/// <summary>Work items claimed with SKIP LOCKED; each recording statement checks the fence.</summary>
internal sealed class WorkQueue(Database database) : IWorkQueue
{
    private const int MostTries = 10;

    public async Task<IReadOnlyList<WorkItem>> ClaimAsync(IReadOnlyCollection<string> kinds, int most, string worker, CancellationToken cancel)
    {
        await using var command = database.Background.CreateCommand(
            """
            update work_items w set lease_until = clock_timestamp() + interval '15 seconds', leased_by = $3, fence = nextval('work_fence'), attempts = attempts + 1
            where id in (
              select id from work_items
              where kind = any($1) and parked_at is null and run_at <= clock_timestamp() and (lease_until is null or lease_until < clock_timestamp())
              order by priority, run_at limit $2 for update skip locked)
            returning id, kind, key, priority, attempts, fence, trace
            """);
        command.Parameters.Add(new() { Value = kinds.ToArray() });
        command.Parameters.Add(new() { Value = most });
        command.Parameters.Add(new() { Value = worker });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var items = new List<WorkItem>();
        while (await reader.ReadAsync(cancel))
        {
            items.Add(new WorkItem(reader.GetInt64(0), reader.GetString(1), reader.GetString(2), reader.GetInt16(3), reader.GetInt32(4), reader.GetInt64(5), reader.IsDBNull(6) ? null : reader.GetString(6)));
        }

        return [.. items.OrderBy(item => item.Priority)];
    }

    public async Task<bool> RenewAsync(WorkItem item, CancellationToken cancel)
        => await ExecuteAsync("update work_items set lease_until = clock_timestamp() + interval '15 seconds' where id = $1 and fence = $2", item, [], cancel) == 1;

    public async Task CompleteAsync(WorkItem item, CancellationToken cancel)
    {
        await using var batch = database.Background.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand("delete from work_items where id = $1 and fence = $2 and not again") { Parameters = { new() { Value = item.Id }, new() { Value = item.Fence } } });
        batch.BatchCommands.Add(new NpgsqlBatchCommand("update work_items set again = false, lease_until = null, attempts = 0, run_at = clock_timestamp() where id = $1 and fence = $2") { Parameters = { new() { Value = item.Id }, new() { Value = item.Fence } } });
        await batch.ExecuteNonQueryAsync(cancel);
    }

    public async Task PostponeAsync(WorkItem item, TimeSpan delay, CancellationToken cancel)
        => await ExecuteAsync(
            "update work_items set lease_until = null, again = false, attempts = 0, run_at = clock_timestamp() + case when again then interval '0' else $3 end where id = $1 and fence = $2",
            item, [new() { Value = delay }], cancel);

    public async Task<bool> FailAsync(WorkItem item, string reason, TimeSpan backOff, CancellationToken cancel)
    {
        await ExecuteAsync(
            """
            update work_items set lease_until = null, last_error = left($3, 2000), run_at = clock_timestamp() + $4,
              parked_at = case when attempts >= $5 then clock_timestamp() end
            where id = $1 and fence = $2
            """,
            item, [new() { Value = reason }, new() { Value = backOff }, new() { Value = MostTries }], cancel);
        return item.Attempt >= MostTries;
    }

    public async Task EnqueueAsync(string kind, string key, int priority, TimeSpan delay, CancellationToken cancel)
    {
        await using var command = database.Background.CreateCommand(
            """
            insert into work_items as w (kind, key, priority, run_at) values ($1, $2, $3, clock_timestamp() + $4)
            on conflict (kind, key) do update set again = w.lease_until is not null, priority = least(w.priority, excluded.priority),
              run_at = least(w.run_at, excluded.run_at), attempts = case when w.parked_at is null then w.attempts else 0 end, parked_at = null
            """);
        command.Parameters.Add(new() { Value = kind });
        command.Parameters.Add(new() { Value = key });
        command.Parameters.Add(new() { Value = (short)priority });
        command.Parameters.Add(new() { Value = delay });
        await command.ExecuteNonQueryAsync(cancel);
    }

    public async Task<IReadOnlyList<WorkDepth>> DepthAsync(CancellationToken cancel)
    {
        await using var command = database.Background.CreateCommand(
            """
            select kind, count(*) filter (where parked_at is null), count(*) filter (where parked_at is not null),
              coalesce(max(clock_timestamp() - run_at) filter (where parked_at is null and run_at <= clock_timestamp()), interval '0')
            from work_items group by kind order by kind
            """);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var depths = new List<WorkDepth>();
        while (await reader.ReadAsync(cancel))
        {
            depths.Add(new WorkDepth(reader.GetString(0), reader.GetInt64(1), reader.GetInt64(2), reader.GetTimeSpan(3)));
        }

        return depths;
    }

    private async Task<int> ExecuteAsync(string sql, WorkItem item, NpgsqlParameter[] more, CancellationToken cancel)
    {
        await using var command = database.Background.CreateCommand(sql);
        command.Parameters.Add(new() { Value = item.Id });
        command.Parameters.Add(new() { Value = item.Fence });
        command.Parameters.AddRange(more);
        return await command.ExecuteNonQueryAsync(cancel);
    }
}
