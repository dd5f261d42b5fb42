using System.Diagnostics;
using System.Globalization;
using Awoooi.Infrastructure.Postgres.Embedded;
using Xunit.Abstractions;

namespace Awoooi.Tests.Faults;

/// <summary>kill -9 at random moments while alerts come in. AWOOOI_FAULT_CYCLES sets how often; the defaults keep the suite short.</summary>
[Collection(FaultsCollection.Name)]
public sealed class KillTests(ITestOutputHelper output)
{
    private const int SigKill = 9;

    [Fact]
    public async Task Killing_the_app_loses_nothing_acknowledged_and_invents_nothing()
    {
        await using var app = await AppProcess.StartNewAsync();
        await using var senders = new AlertSenders(app.Address);
        var hits = 0;
        var back = new List<TimeSpan>();
        var postmaster = await app.PostmasterAsync();
        var cycles = Cycles(10);
        for (var cycle = 1; cycle <= cycles; cycle++)
        {
            await AtARandomMomentAsync(senders);
            hits += senders.InFlight > 0 ? 1 : 0;
            var killed = Stopwatch.GetTimestamp();
            await app.KillAsync();
            if (cycle % 5 == 0)
            {
                // Killed again on its way up, while it adopts the server.
                app.Launch();
                await Task.Delay(Random.Shared.Next(100, 900));
                await app.KillAsync();
            }

            await app.StartAsync();
            await senders.FlowAsync(1);
            back.Add(Stopwatch.GetElapsedTime(killed));
        }

        await senders.FinishAsync();

        Assert.Equal(postmaster, await app.PostmasterAsync());
        output.WriteLine($"{cycles} kills of the app, {hits} with requests in flight, acknowledging again after {Median(back)} (median): {await Ledger.HoldsAsync(app.OwnerConnectionString, senders)}");
    }

    [Fact]
    public async Task Killing_the_database_loses_nothing_and_the_app_starts_it_again()
    {
        await using var app = await AppProcess.StartNewAsync();
        await using var senders = new AlertSenders(app.Address);
        var back = new List<TimeSpan>();
        var cycles = Cycles(4);
        for (var cycle = 1; cycle <= cycles; cycle++)
        {
            await AtARandomMomentAsync(senders);
            var postmaster = await app.PostmasterAsync();
            var killed = Stopwatch.GetTimestamp();

            // A killed session makes the server end all others and recover in place; a killed server has to be started again.
            var kind = cycle % 2;
            _ = NativeUnix.Kill(kind == 1 ? postmaster : (await app.BackendsAsync("awoooi_app")).Max(), SigKill);
            await senders.FlowAsync(20);
            back.Add(Stopwatch.GetElapsedTime(killed));
            Assert.Equal(kind == 0, postmaster == await app.PostmasterAsync());
        }

        Assert.True(app.IsRunning);
        await app.BecomesAsync("/ready", 200);
        await senders.FinishAsync();
        Assert.Equal(0, senders.Cut);
        output.WriteLine($"{cycles} kills of the database, flowing again after {Median(back)} (median): {await Ledger.HoldsAsync(app.OwnerConnectionString, senders)}");
    }

    [Fact]
    public async Task Killing_both_at_once_loses_nothing_acknowledged_and_invents_nothing()
    {
        await using var app = await AppProcess.StartNewAsync();
        await using var senders = new AlertSenders(app.Address);
        var back = new List<TimeSpan>();
        var cycles = Cycles(2);
        for (var cycle = 1; cycle <= cycles; cycle++)
        {
            await AtARandomMomentAsync(senders);
            var killed = Stopwatch.GetTimestamp();
            _ = NativeUnix.Kill(await app.PostmasterAsync(), SigKill);
            await app.KillAsync();
            await app.StartAsync();
            await senders.FlowAsync(1);
            back.Add(Stopwatch.GetElapsedTime(killed));
        }

        await senders.FinishAsync();

        output.WriteLine($"{cycles} kills of both, acknowledging again after {Median(back)} (median): {await Ledger.HoldsAsync(app.OwnerConnectionString, senders)}");
    }

    private static async Task AtARandomMomentAsync(AlertSenders senders)
    {
        await senders.FlowAsync(20);
        await Task.Delay(Random.Shared.Next(0, 400));
    }

    private static int Cycles(int usual) => Rounds.Of("AWOOOI_FAULT_CYCLES", usual);

    private static string Median(List<TimeSpan> spans) => string.Create(CultureInfo.InvariantCulture, $"{spans.Order().ElementAt(spans.Count / 2).TotalSeconds:0.00} s");
}
