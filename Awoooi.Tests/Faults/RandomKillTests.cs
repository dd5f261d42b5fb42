using Awoooi.Infrastructure.Postgres.Embedded;
using Xunit.Abstractions;

namespace Awoooi.Tests.Faults;

/// <summary>kill -9 of app, PostgreSQL or both at random moments, while people sign repairs and alerts come in. AWOOOI_RANDOM_KILLS sets how often.</summary>
[Collection(FaultsCollection.Name)]
public sealed class RandomKillTests(ITestOutputHelper output)
{
    private const int SigKill = 9;
    private static readonly string[] Victims = ["app", "PostgreSQL", "app", "PostgreSQL", "both"];

    [Fact]
    public async Task Kills_at_random_under_load_forget_no_repair_and_do_none_twice()
    {
        var kills = Rounds.Of("AWOOOI_RANDOM_KILLS", 50);
        await using var yard = await RepairYard.FurnishAsync(number => (Repair)(number % 4), TimeSpan.FromSeconds(8));
        await using var app = await AppProcess.StartNewAsync(yard.Settings);
        await yard.JoinAsync(app.AppConnectionString, app.OwnerConnectionString);
        using var lin = await Signatory.JoinAsync(yard, "Lin-Wei", app.Address);
        using var mei = await Signatory.JoinAsync(yard, "Mei-Lin", app.Address);
        var executions = new Executions(yard);
        var found = new List<(string Victim, Point At)>();
        var missed = 0;
        await using var senders = new AlertSenders(app.Address, TimeSpan.FromMilliseconds(200), 60_000);
        await using var feeder = new RepairFeeder(yard, lin, mei);
        for (var kill = 1; kill <= kills; kill++)
        {
            await senders.FlowAsync(5);
            await Task.Delay(Random.Shared.Next(0, 1200));
            var victim = Victims[kill % Victims.Length];
            var stand = await RepairFeeder.PatientlyAsync(executions.StandAsync);
            if (victim != "app")
            {
                // A killed session makes the server end all others and recover in place; a killed server has to be started again.
                _ = NativeUnix.Kill(kill % 2 == 0 || victim == "both" ? await app.PostmasterAsync() : (await app.BackendsAsync("awoooi_app")).Max(), SigKill);
            }

            if (victim != "PostgreSQL")
            {
                await app.KillAsync();
                app.Launch();
                await app.ServesAsync();
            }

            found.AddRange(stand.Values.Select(at => (victim, at)));
            missed += stand.Count == 0 ? 1 : 0;
        }

        await senders.FlowAsync(1);
        await feeder.FinishAsync();
        await senders.FinishAsync();
        await app.BecomesAsync("/ready", 200);
        await executions.SettleAsync(TimeSpan.FromMinutes(2), app.Log);
        foreach (var victim in Victims.Distinct().Order())
        {
            var times = Enumerable.Range(1, kills).Count(kill => Victims[kill % Victims.Length] == victim);
            output.WriteLine($"| {victim} | {times} kills | found executions: {string.Join(", ", found.Where(pair => pair.Victim == victim).CountBy(pair => pair.At).OrderBy(pair => pair.Key).Select(pair => $"{pair.Value} {pair.Key}"))} |");
        }

        output.WriteLine($"{kills} kills, {missed} of them while no execution was open. {feeder.Troubles}");
        output.WriteLine($"{await executions.HoldAsync()}; {await Ledger.HoldsAsync(app.OwnerConnectionString, senders)}");
    }
}
