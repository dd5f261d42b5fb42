using Awoooi.Core.Incidents;
using Awoooi.Infrastructure.Postgres;
using Awoooi.Infrastructure.Postgres.Audit;
using Awoooi.Infrastructure.Postgres.Incidents;
using Awoooi.Tests.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace Awoooi.Tests.Faults;

/// <summary>The intake in front of a database that refuses, forgets to answer, or fails in ways nobody foresaw.</summary>
public sealed class IntakeFaultTests(StoreFixture store) : IClassFixture<StoreFixture>
{
    private static readonly Installation Home = new("home");
    private static readonly IntakeLimits Wide = new(4096, 1 << 20, 512, TimeSpan.FromMinutes(1));

    [Fact]
    public async Task A_delivery_that_the_database_cannot_hold_costs_only_its_own_sender()
    {
        var run = Unique();
        await using var intake = new RunningIntake(new IntakeStore(store.Database, An.Calm), Wide);
        var left = 512;
        var senders = Enumerable.Range(0, 40).Select(_ => Task.Run(async () =>
        {
            var answers = new List<IntakeAnswer>();
            while (Interlocked.Decrement(ref left) is var number and >= 0)
            {
                answers.Add(await intake.Intake.AcceptAsync(Delivery(number == 256 ? $"{run}-\0" : $"{run}-{number}"), default));
            }

            return answers;
        }));

        var all = (await Task.WhenAll(senders)).SelectMany(answers => answers).ToList();

        Assert.Equal((511, 1), (all.OfType<IntakeAnswer.Stored>().Count(), all.OfType<IntakeAnswer.Refused>().Count()));
        Assert.Equal(511, await store.ScalarAsync<long>($"select count(*) from incidents where target_resource like '{run}-%'"));
        Assert.True((await new AuditReader(store.Database).VerifyAsync(default)).Whole);
    }

    [Fact]
    public async Task A_repeat_after_a_commit_whose_answer_got_lost_changes_nothing_but_the_count()
    {
        var target = Unique();
        await using var intake = new RunningIntake(new ForgetfulStore(new IntakeStore(store.Database, An.Calm)), Wide);

        var first = await intake.Intake.AcceptAsync(Delivery(target), default);
        var again = await intake.Intake.AcceptAsync(Delivery(target), default);

        Assert.IsType<IntakeAnswer.Unavailable>(first);
        Assert.Equal((0, 1), again is IntakeAnswer.Stored { Receipt: var receipt } ? (receipt.Opened, receipt.Duplicates) : (-1, -1));
        Assert.Equal(1, await store.ScalarAsync<long>($"select count(*) from incidents where target_resource = '{target}' and occurrences = 1 and firing = 1 and hit_count = 2"));
    }

    [Fact]
    public async Task A_server_that_never_answers_is_given_up_in_time_and_taken_again_when_it_does()
    {
        var patient = new IntakeStore(store.Database, An.Calm) { Deadline = TimeSpan.FromMilliseconds(300) };
        await using (var holder = await store.Database.Interactive.OpenConnectionAsync())
        await using (var transaction = await holder.BeginTransactionAsync())
        {
            await using var hold = new Npgsql.NpgsqlCommand("select pg_advisory_xact_lock(7012001)", holder, transaction);
            await hold.ExecuteNonQueryAsync();
            await Assert.ThrowsAsync<StoreUnavailableException>(() => patient.CommitAsync([Delivery(Unique())], default));
        }

        Assert.Single(await patient.CommitAsync([Delivery(Unique())], default));
    }

    [Theory]
    [InlineData(typeof(InvalidOperationException))]
    [InlineData(typeof(OperationCanceledException))]
    [InlineData(typeof(StoreUnavailableException))]
    public async Task The_writer_survives_any_fault(Type fault)
    {
        var blocked = new BlockedStore { Fault = batch => (Exception)Activator.CreateInstance(fault)! };
        await using var intake = new RunningIntake(blocked, Wide);
        blocked.Open();

        Assert.IsType<IntakeAnswer.Unavailable>(await intake.Intake.AcceptAsync(Delivery("a"), default));
        blocked.Fault = null;
        Assert.IsType<IntakeAnswer.Stored>(await intake.Intake.AcceptAsync(Delivery("a"), default));
    }

    [Fact]
    public async Task A_delivery_that_fails_for_no_known_reason_does_not_keep_the_others_out()
    {
        var blocked = new BlockedStore { Fault = batch => batch.Any(delivery => delivery.Alerts[0].Alert.TargetResource == "bad") ? new InvalidOperationException() : null };
        await using var intake = new RunningIntake(blocked, Wide);
        var answers = ((string[])["first", "a", "bad", "b", "c"]).Select(target => intake.Intake.AcceptAsync(Delivery(target), default)).ToList();
        blocked.Open();

        var all = await Task.WhenAll(answers);

        Assert.IsType<IntakeAnswer.Unavailable>(all[2]);
        Assert.Equal(4, all.OfType<IntakeAnswer.Stored>().Count());
    }

    [Fact]
    public async Task A_full_queue_answers_busy_at_once_and_keeps_what_it_took()
    {
        var blocked = new BlockedStore();
        await using var intake = new RunningIntake(blocked, Wide with { Deliveries = 4 });
        var first = intake.Intake.AcceptAsync(Delivery("0"), default);
        await blocked.Reached;
        var waiting = Enumerable.Range(1, 4).Select(number => intake.Intake.AcceptAsync(Delivery($"{number}"), default)).ToList();

        var refused = intake.Intake.AcceptAsync(Delivery("one too many"), default);

        Assert.True(refused.IsCompleted);
        Assert.True((await refused) is IntakeAnswer.Busy { RetryAfter.TotalSeconds: >= 1 });
        blocked.Open();
        Assert.All(await Task.WhenAll([first, .. waiting]), answer => Assert.IsType<IntakeAnswer.Stored>(answer));
        Assert.Equal(5, blocked.Stored.Count);
        Assert.IsType<IntakeAnswer.Stored>(await intake.Intake.AcceptAsync(Delivery("later"), default));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public async Task Waiting_bodies_are_bounded_in_bytes(int over, bool taken)
    {
        var blocked = new BlockedStore();
        await using var intake = new RunningIntake(blocked, Wide with { Bytes = 1000 });
        _ = intake.Intake.AcceptAsync(Delivery("0", bytes: 10), default);
        await blocked.Reached;
        _ = intake.Intake.AcceptAsync(Delivery("1", bytes: 600), default);

        var last = intake.Intake.AcceptAsync(Delivery("2", bytes: 400 + over), default);

        Assert.Equal(taken, !last.IsCompleted);
        blocked.Open();
        Assert.Equal(taken, await last is IntakeAnswer.Stored);
    }

    [Fact]
    public async Task A_sender_waits_no_longer_than_the_patience_and_what_was_given_up_in_the_queue_is_not_stored()
    {
        var blocked = new BlockedStore();
        await using var intake = new RunningIntake(blocked, Wide with { Patience = TimeSpan.FromMilliseconds(50) });
        var underWay = intake.Intake.AcceptAsync(Delivery("under way"), default);
        await blocked.Reached;
        var waiting = intake.Intake.AcceptAsync(Delivery("waiting"), default);

        Assert.All(await Task.WhenAll(underWay, waiting), answer => Assert.True(answer is IntakeAnswer.Unavailable { RetryAfter.TotalSeconds: >= 1 }));
        blocked.Open();
        Assert.IsType<IntakeAnswer.Stored>(await intake.Intake.AcceptAsync(Delivery("next"), default));
        Assert.Equal(["under way", "next"], blocked.Stored);
    }

    [Fact]
    public async Task A_stop_leaves_no_sender_without_an_answer()
    {
        var blocked = new BlockedStore();
        var intake = new RunningIntake(blocked, Wide);
        var underWay = intake.Intake.AcceptAsync(Delivery("under way"), default);
        await blocked.Reached;
        var waiting = intake.Intake.AcceptAsync(Delivery("waiting"), default);

        await intake.DisposeAsync();

        Assert.All(await Task.WhenAll(underWay, waiting), answer => Assert.IsType<IntakeAnswer.Unavailable>(answer));
    }

    private static string Unique() => $"cart-{Guid.CreateVersion7():N}";

    private static Delivery Delivery(string target, int bytes = 2)
    {
        var now = TimeProvider.System.GetUtcNow();
        return new Delivery(Guid.CreateVersion7(now), "alertmanager", now, [Home.Identify(An.Alert(target: target, startsAt: An.Noon))], new byte[bytes]);
    }

    private sealed class RunningIntake : IAsyncDisposable
    {
        private readonly CancellationTokenSource _stop = new();
        private readonly Task _writer;

        public RunningIntake(IIntakeStore behind, IntakeLimits limits)
        {
            Intake = new AlertIntake(behind, limits, TimeProvider.System, NullLogger<AlertIntake>.Instance);
            _writer = Task.Run(() => Intake.RunAsync(_stop.Token));
        }

        public AlertIntake Intake { get; }

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            await _writer;
            _stop.Dispose();
        }
    }

    /// <summary>Holds every commit until it is opened.</summary>
    private sealed class BlockedStore : IIntakeStore
    {
        private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Func<IReadOnlyList<Delivery>, Exception?>? Fault { get; set; }

        public List<string> Stored { get; } = [];

        /// <summary>Done when a first batch has come.</summary>
        public Task Reached => _reached.Task;

        public void Open() => _open.TrySetResult();

        public async Task<IReadOnlyList<IntakeReceipt>> CommitAsync(IReadOnlyList<Delivery> batch, CancellationToken cancel)
        {
            _reached.TrySetResult();
            await _open.Task.WaitAsync(cancel);
            if (Fault?.Invoke(batch) is { } fault)
            {
                throw fault;
            }

            Stored.AddRange(batch.Select(delivery => delivery.Alerts[0].Alert.TargetResource));
            return [.. batch.Select(_ => new IntakeReceipt(1, 0, 0, 0, 0, []))];
        }
    }

    /// <summary>Commits the first batch and then loses the line before the answer.</summary>
    private sealed class ForgetfulStore(IIntakeStore real) : IIntakeStore
    {
        private bool _lost;

        public async Task<IReadOnlyList<IntakeReceipt>> CommitAsync(IReadOnlyList<Delivery> batch, CancellationToken cancel)
        {
            var receipts = await real.CommitAsync(batch, cancel);
            if (_lost)
            {
                return receipts;
            }

            _lost = true;
            throw new StoreUnavailableException();
        }
    }
}
