using System.Net;
using Awoooi.Infrastructure.Postgres;
using Awoooi.Infrastructure.Postgres.Audit;
using Awoooi.Infrastructure.Postgres.Migrations;
using Awoooi.Tests.TestKit;
using Xunit.Abstractions;

namespace Awoooi.Tests.Faults;

/// <summary>Two processes on one database, and two SREs who sign the same card at the same moment, one through each. AWOOOI_RACE_ROUNDS sets how often.</summary>
[Collection(FaultsCollection.Name)]
public sealed class SigningRaceTests(PostgresFixture postgres, ITestOutputHelper output) : IClassFixture<PostgresFixture>
{
    [Theory]
    [InlineData(1)]
    [InlineData(0)]
    public async Task Two_signers_released_together_on_two_processes_start_one_repair(int signaturesBefore)
    {
        var rounds = Rounds.Of("AWOOOI_RACE_ROUNDS", 200);
        await using var race = await Race.StartAsync(postgres);
        var answers = new List<string>();
        for (var round = 1; round <= rounds; round++)
        {
            var card = await race.NextAsync(rounds - round);
            await race.Yard.SignAsync(card, signaturesBefore == 1 ? ["Chen Yu"] : []);
            var (one, other) = await race.SignTogetherAsync(card);
            (HttpStatusCode, string)[] honest = signaturesBefore == 1
                ? [(HttpStatusCode.OK, "approved"), (HttpStatusCode.Conflict, "not-waiting")]
                : [(HttpStatusCode.OK, "approved"), (HttpStatusCode.OK, "partially_signed")];
            Assert.Equal(honest, new[] { one, other }.Order());
            answers.Add(one.Word == "approved" ? "first" : "second");
        }

        await race.Executions.SettleAsync(TimeSpan.FromMinutes(2), race.Log);
        var line = await race.Executions.HoldAsync();
        var database = race.Yard.Get<Database>();
        var audit = await new AuditReader(database).VerifyAsync(default);
        Assert.True(audit.Whole, string.Join('\n', audit.Broken));
        output.WriteLine($"{rounds} rounds with {signaturesBefore} signatures before: the deciding one came {answers.Count(name => name == "first")} times through the first process, {answers.Count(name => name == "second")} times through the second; the other was told {(signaturesBefore == 1 ? "409 each time" : "200 partially_signed each time")}. {line}; {audit.Entries} audit entries whole");
    }

    /// <summary>
    /// Dropping the index alone changes nothing: the row lock and the state under it hold by themselves. So here the database forgets that
    /// a quorum was reached, as a broken state machine would, and both processes believe to have the last signature; then the index decides.
    /// </summary>
    [Theory]
    [InlineData("", 1)]
    [InlineData("drop index executions_once", 2)]
    public async Task Where_the_state_machine_forgets_the_unique_index_keeps_two_processes_at_one_execution(string change, int executions)
    {
        const int rounds = 10;
        await using var race = await Race.StartAsync(postgres);
        await race.ExecuteAsync(
            """
            create function forgets() returns trigger language plpgsql as $$ begin new.state := 'partially_signed'; new.authority := 'none'; new.not_before := null; return new; end $$;
            create trigger forgets before update on approvals for each row when (new.state = 'approved') execute function forgets();
            """ + change);
        for (var round = 1; round <= rounds; round++)
        {
            var card = await race.NextAsync(rounds - round);
            await race.Yard.SignAsync(card, "Chen Yu");
            var (one, other) = await race.SignTogetherAsync(card);

            Assert.Equal(executions, new[] { one, other }.Count(answer => answer == (HttpStatusCode.OK, "approved")));
            Assert.Equal(2 - executions, new[] { one, other }.Count(answer => answer == (HttpStatusCode.Conflict, "not-waiting")));
            Assert.Equal(executions, (await race.Executions.ReadAsync()).Count(row => row.Approval == card.Id));
        }
    }

    private sealed class Race(RepairYard yard, AppProcess[] apps, Signatory[] people) : IAsyncDisposable
    {
        private const int OpenedAhead = 6;
        private readonly Queue<Task<Card>> _opening = [];

        public RepairYard Yard => yard;

        public Executions Executions { get; } = new(yard);

        public static async Task<Race> StartAsync(PostgresFixture postgres)
        {
            var yard = await RepairYard.FurnishAsync(number => (Repair)(number % 3));
            var names = await postgres.CreateDatabaseAsync();
            await Migrator.MigrateAsync(new DatabaseConnections(names.AppConnectionString, names.OwnerConnectionString, names.AppConnectionString), default);
            await yard.JoinAsync(names.AppConnectionString, names.OwnerConnectionString);
            AppProcess[] apps = [await AppProcess.OnAsync(names, yard.Settings), await AppProcess.OnAsync(names, yard.Settings)];
            await Task.WhenAll(apps.Select(app => app.StartAsync()));
            return new Race(yard, apps, [await Signatory.JoinAsync(yard, "Lin-Wei", apps[0].Address), await Signatory.JoinAsync(yard, "Mei-Lin", apps[1].Address)]);
        }

        /// <summary>Some cards are made ready ahead, for their workloads take a moment to come up.</summary>
        public Task<Card> NextAsync(int more)
        {
            while (_opening.Count < Math.Min(OpenedAhead, more + 1))
            {
                _opening.Enqueue(yard.OpenAsync());
            }

            return _opening.Dequeue();
        }

        /// <summary>Both requests leave at the same moment, from two threads.</summary>
        public async Task<((HttpStatusCode Status, string Word) One, (HttpStatusCode Status, string Word) Other)> SignTogetherAsync(Card card)
        {
            using var barrier = new Barrier(people.Length);
            var answers = await Task.WhenAll(people.Select(person => Task.Run(() =>
            {
                barrier.SignalAndWait();
                return person.SignAsync(card);
            })));
            return (answers[0], answers[1]);
        }

        public async Task ExecuteAsync(string sql)
        {
            await using var command = yard.Owner.CreateCommand(sql);
            await command.ExecuteNonQueryAsync();
        }

        public string Log() => string.Join("\n--\n", apps.Select(app => app.Log()[^Math.Min(app.Log().Length, 3000)..]));

        public async ValueTask DisposeAsync()
        {
            Array.ForEach(people, person => person.Dispose());
            foreach (var app in apps)
            {
                await app.DisposeAsync();
            }

            await yard.DisposeAsync();
        }
    }
}
