using System.Diagnostics;
using Awoooi.Infrastructure.Postgres;
using Awoooi.Infrastructure.Postgres.Migrations;
using Awoooi.Tests.TestKit;
using Xunit.Abstractions;

namespace Awoooi.Tests.Faults;

/// <summary>
/// kill -9 of a real process at each point of an execution, while alerts come in. The next process goes on at once with whatever is free,
/// and with the rest when its lease has lapsed. AWOOOI_KILLS sets how many kills have to hit each point.
/// </summary>
[Collection(FaultsCollection.Name)]
public sealed class KillPointTests(PostgresFixture postgres, ITestOutputHelper output) : IClassFixture<PostgresFixture>
{
    private static readonly TimeSpan Ending = TimeSpan.FromMinutes(2);

    [Theory]
    [InlineData(nameof(Point.BeforeIntent))]
    [InlineData(nameof(Point.IntentToCall))]
    [InlineData(nameof(Point.CallToRecord))]
    [InlineData(nameof(Point.Verifying))]
    [InlineData(nameof(Point.Undoing))]
    public async Task A_kill_at_this_point_leaves_each_repair_done_once(string point)
    {
        var aimed = Enum.Parse<Point>(point);
        var wanted = Rounds.Of("AWOOOI_KILLS", 10);
        var most = wanted + 5;
        await using var yard = aimed == Point.Undoing
            ? await RepairYard.FurnishAsync(_ => Repair.ScaleUpThatHurts, TimeSpan.FromSeconds(2))
            : await RepairYard.FurnishAsync(number => (Repair)(number % 3));
        var names = await postgres.CreateDatabaseAsync();
        await Migrator.MigrateAsync(new DatabaseConnections(names.AppConnectionString, names.OwnerConnectionString, names.AppConnectionString), default);
        await yard.JoinAsync(names.AppConnectionString, names.OwnerConnectionString);
        var executions = new Executions(yard);
        await using var app = await AppProcess.OnAsync(names, yard.Settings);
        await app.StartAsync();
        await using var senders = new AlertSenders(app.Address, TimeSpan.FromMilliseconds(200), 20_000);
        var (kills, aimedHits, others) = (0, 0, new List<Point>());
        while (aimedHits < wanted)
        {
            Assert.True(kills < most, $"{kills} kills hit {aimed} only {aimedHits} times.");
            kills++;
            var card = await yard.OpenAsync();
            await using var trap = await Trap.SetAsync(aimed, kills, card, yard);
            await yard.SignAsync(card, "Lin Wei", "Mei Lin");
            await trap.CatchAsync(card, executions, app.Log);
            await app.KillAsync();
            await trap.UnlockAsync();
            await NobodyIsConnectedAsync(yard);
            var found = await executions.StandAsync();
            trap.LetGo();
            aimedHits += found.TryGetValue(card.Id, out var at) && at == aimed ? 1 : 0;
            others.AddRange(found.Where(pair => pair.Key != card.Id).Select(pair => pair.Value));
            app.Launch();
        }

        await app.ServesAsync();
        await executions.SettleAsync(Ending, app.Log);
        await senders.FinishAsync();
        output.WriteLine($"| {aimed} | {kills} kills | {aimedHits} hits | also found on the way: {Count(others)} |");
        output.WriteLine($"{await executions.HoldAsync()}; {await Ledger.HoldsAsync(names.OwnerConnectionString, senders)}");
    }

    /// <summary>What the killed process had begun in the database is over: committed or rolled back.</summary>
    private static async Task NobodyIsConnectedAsync(RepairYard yard)
    {
        var began = Stopwatch.GetTimestamp();
        while (true)
        {
            await using var command = yard.Owner.CreateCommand(
                "select count(*) from pg_stat_activity where datname = current_database() and application_name in ('awoooi-interactive', 'awoooi-background')");
            if (await command.ExecuteScalarAsync() is 0L)
            {
                return;
            }

            Assert.True(Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(30), "The killed process still has sessions.");
            await Task.Delay(10);
        }
    }

    private static string Count(List<Point> points)
        => points.Count == 0 ? "nothing" : string.Join(", ", points.CountBy(point => point).OrderBy(pair => pair.Key).Select(pair => $"{pair.Value} {pair.Key}"));
}
