using System.Diagnostics;
using System.Globalization;
using Awoooi.Core.Approvals;
using Awoooi.Infrastructure.Simulator;
using Npgsql;

namespace Awoooi.Tests.Faults;

/// <summary>One execution as the database has it.</summary>
internal sealed record ExecutionRow(Guid Approval, string State, string Reason, Guid Execution, string? Phase, string? LastStep, string? LastResult);

/// <summary>Holds the records of executions against the API server's own log.</summary>
internal sealed class Executions(RepairYard yard)
{
    private const string Select =
        """
        select a.id, a.state, coalesce(a.state_reason, ''), e.id, r.phase, s.kind, s.result
        from approvals a join executions e on e.approval_id = a.id left join execution_runs r on r.execution_id = e.id
          left join lateral (select kind, result from execution_steps where execution_id = e.id order by seq desc limit 1) s on true
        """;

    private static readonly string[] Open = ["approved", "executing", "verifying", "rolling_back", "unknown"];

    /// <summary>Each counts what an ended execution must not leave behind.</summary>
    private static readonly (string Name, string Sql)[] Leftovers =
    [
        ("locks on workloads", "select count(*) from workload_locks"),
        ("executions that still wait for a worker", "select count(*) from work_items where kind = 'execute'"),
        ("runs that have not ended", "select count(*) from execution_runs where phase <> 'ended'"),
        ("executions without an end", "select count(*) from executions where ended_at is null or outcome is null"),
    ];

    public async Task<IReadOnlyList<ExecutionRow>> ReadAsync()
    {
        await using var command = yard.Owner.CreateCommand(Select);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<ExecutionRow>();
        while (await reader.ReadAsync())
        {
            rows.Add(new(reader.GetGuid(0), reader.GetString(1), reader.GetString(2), reader.GetGuid(3), Text(reader, 4), Text(reader, 5), Text(reader, 6)));
        }

        return rows;
    }

    /// <summary>Where each execution stands that has not ended, by approval.</summary>
    public async Task<IReadOnlyDictionary<Guid, Point>> StandAsync()
    {
        var rows = await ReadAsync();
        var log = yard.Log;
        return rows.Where(row => Open.Contains(row.State)).ToDictionary(row => row.Approval, row => At(row, log));
    }

    /// <summary>Waits until nothing runs any more.</summary>
    public async Task SettleAsync(TimeSpan limit, Func<string> log)
    {
        var began = Stopwatch.GetTimestamp();
        while (true)
        {
            var open = (await ReadAsync()).Where(row => Open.Contains(row.State)).ToList();
            if (open.Count == 0)
            {
                return;
            }

            Assert.True(Stopwatch.GetElapsedTime(began) < limit, $"{open.Count} executions do not come to their end within {limit}:\n{string.Join('\n', open.Take(20).Select(Describe))}\n{log()}");
            await Task.Delay(200);
        }
    }

    /// <summary>
    /// Each card was executed once: one change in the API server's log, and one undo where it was taken back; an unknown outcome was
    /// resolved by what the cluster shows; nothing is left over, and nobody else changed anything. Returns a line to print.
    /// </summary>
    public async Task<string> HoldAsync()
    {
        var rows = (await ReadAsync()).ToLookup(row => row.Approval);
        var mutations = yard.Log.Where(request => request.Mutated).ToList();
        var faults = yard.Cards.SelectMany(card => Faults(card, [.. rows[card.Id]], mutations)).ToList();
        Assert.True(faults.Count == 0, string.Join('\n', faults));
        var known = rows.SelectMany(row => row).Select(row => row.Execution.ToString()).ToList();
        Assert.DoesNotContain(mutations, request => !known.Exists(id => request.Body.Contains(id, StringComparison.Ordinal)));
        foreach (var (name, sql) in Leftovers)
        {
            await using var command = yard.Owner.CreateCommand(sql);
            Assert.True(0L == (long)(await command.ExecuteScalarAsync())!, name);
        }

        var outcomes = rows.SelectMany(row => row).CountBy(row => row.State).Select(pair => $"{pair.Value} {pair.Key}");
        return $"{yard.Cards.Count} cards, {mutations.Count} mutations at the API server; outcomes: {string.Join(", ", outcomes)}; forgotten 0, twice 0";
    }

    public async Task<string> DescribeAsync(Card card)
        => string.Join('\n', (await ReadAsync()).Where(row => row.Approval == card.Id).Select(Describe).DefaultIfEmpty("it has no execution"));

    private IEnumerable<string> Faults(Card card, IReadOnlyList<ExecutionRow> rows, IReadOnlyList<RecordedRequest> mutations)
    {
        if (rows is not [var row])
        {
            return [$"{card.Approval.ShortId} has {rows.Count} executions"];
        }

        var (acts, undos) = Effects(row.Execution, mutations);
        var right = (card.Repair, row.State) switch
        {
            (Repair.ScaleUpThatHurts, "rolled_back") => (acts, undos) == (1, 1),
            (not Repair.ScaleUpThatHurts, "succeeded") => (acts, undos) == (1, 0),

            // Only what was unknown and then read in the cluster may end so.
            (_, "failed") => (acts, undos) == (0, 0) && row.Reason.StartsWith("it was not applied", StringComparison.Ordinal),
            _ => false,
        };
        return right ? [] : [Describe(row)];
    }

    private string Describe(ExecutionRow row)
    {
        var card = yard.Cards.FirstOrDefault(card => card.Id == row.Approval);
        var sent = yard.Log.Where(request => request.Method != "GET" && request.Body.Contains(row.Execution.ToString(), StringComparison.Ordinal))
            .Select(request => $"    {request.Time:HH:mm:ss.fff} {request.Method} {request.Path}{request.Query} {request.Status}{(request.Mutated ? " changed" : "")}");
        return $"{card?.Approval.ShortId} {card?.Repair} {card?.Workload}: {row.State} ({row.Reason}), {row.Phase}, last step {row.LastStep} {row.LastResult}\n{string.Join('\n', sent)}";
    }

    private static Point At(ExecutionRow row, IReadOnlyList<RecordedRequest> log) => row switch
    {
        { State: "unknown" } => Point.Unknown,
        { Phase: "undoing" or "checking_undo" } => Point.Undoing,
        { Phase: "verifying" } => Point.Verifying,
        { LastStep: null } or { LastResult: not null } => Point.BeforeIntent,
        _ => Effects(row.Execution, log).Acts > 0 ? Point.CallToRecord : Point.IntentToCall,
    };

    private static (int Acts, int Undos) Effects(Guid execution, IReadOnlyList<RecordedRequest> log)
    {
        var own = log.Where(request => request.Mutated && request.Body.Contains(execution.ToString(), StringComparison.Ordinal)).ToList();
        var undos = own.Count(request => request.Body.Contains($"{execution}.undo", StringComparison.Ordinal));
        return (own.Count - undos, undos);
    }

    private static string? Text(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
}
