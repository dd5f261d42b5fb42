using System.Diagnostics;
using Awoooi.Infrastructure.Simulator.Faults;
using Npgsql;

namespace Awoooi.Tests.Faults;

/// <summary>
/// Makes an execution stand still at a point, so that a kill hits it there: a lock on the table it has to write next, a request held at the
/// API server, or just the wait of a verification. Each point is reached in several ways, taken in turns.
/// </summary>
internal abstract class Trap : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>Set before the last signature.</summary>
    public static async Task<Trap> SetAsync(Point point, int turn, Card card, RepairYard yard) => point switch
    {
        Point.BeforeIntent => await Lock.TakeAsync(yard, turn % 2 == 0 ? "execution_steps" : "execution_runs"),
        Point.IntentToCall => new Held(yard, card, turn % 2 == 0 ? HoldPoint.Accepted : HoldPoint.Arrived),
        Point.CallToRecord => new Held(yard, card, HoldPoint.Applied),
        Point.Verifying => new Seen(yard, card),
        Point.Undoing => new HeldUndo(yard, card, (HoldPoint)(turn % 3)),
        _ => throw new ArgumentOutOfRangeException(nameof(point), point, "no trap leads there"),
    };

    /// <summary>Returns when it stands there; also when it slipped through and has ended.</summary>
    public async Task CatchAsync(Card card, Executions executions, Func<string> log)
    {
        var began = Stopwatch.GetTimestamp();
        while (!await IsCaughtAsync())
        {
            if (await HasEndedAsync(card, executions))
            {
                return;
            }

            Assert.True(Stopwatch.GetElapsedTime(began) < Limit, $"{GetType().Name} does not catch {card.Workload} within {Limit}: {await executions.DescribeAsync(card)}\n{log()}");
            await Task.Delay(10);
        }
    }

    /// <summary>The database is free again: what a dead process left waiting there comes to nothing.</summary>
    public virtual ValueTask UnlockAsync() => ValueTask.CompletedTask;

    /// <summary>A held request goes on.</summary>
    public virtual void LetGo()
    {
    }

    public async ValueTask DisposeAsync()
    {
        await UnlockAsync();
        LetGo();
    }

    protected abstract Task<bool> IsCaughtAsync();

    private static async Task<bool> HasEndedAsync(Card card, Executions executions)
        => (await executions.ReadAsync()).Any(row => row.Approval == card.Id && row.State is not ("approved" or "executing" or "verifying" or "rolling_back" or "unknown"));

    private static bool IsAt(IReadOnlyDictionary<Guid, Point> stand, Card card, Point point) => stand.TryGetValue(card.Id, out var at) && at == point;

    /// <summary>Lets everybody read the table, and nobody write it.</summary>
    private sealed class Lock(RepairYard yard, NpgsqlConnection connection, NpgsqlTransaction transaction, string table) : Trap
    {
        public static async Task<Trap> TakeAsync(RepairYard yard, string table)
        {
            var connection = await yard.Owner.OpenConnectionAsync();
            var transaction = await connection.BeginTransactionAsync();
            await using var command = new NpgsqlCommand($"lock table {table} in share row exclusive mode", connection, transaction);
            await command.ExecuteNonQueryAsync();
            return new Lock(yard, connection, transaction, table);
        }

        public override async ValueTask UnlockAsync()
        {
            await transaction.DisposeAsync();
            await connection.DisposeAsync();
        }

        protected override async Task<bool> IsCaughtAsync()
        {
            await using var command = yard.Owner.CreateCommand("select count(*) from pg_locks where relation = $1::regclass and not granted");
            command.Parameters.Add(new() { Value = table });
            return await command.ExecuteScalarAsync() is > 0L;
        }
    }

    private sealed class Held : Trap
    {
        private readonly RequestHold _hold;

        public Held(RepairYard yard, Card card, HoldPoint at)
        {
            _hold = new RequestHold(at);
            yard.Cluster.Faults.Next(ApiFault.Held(_hold), method: card.Repair == Repair.RestartPod ? "POST" : "PATCH", pathContains: PathOf(card), rehearsals: false);
        }

        public override void LetGo() => _hold.LetGo();

        protected override Task<bool> IsCaughtAsync() => Task.FromResult(_hold.Reached.IsCompleted);
    }

    /// <summary>Set again when the change itself comes once more, because its first try was stale.</summary>
    private sealed class HeldUndo(RepairYard yard, Card card, HoldPoint at) : Trap
    {
        private readonly Executions _executions = new(yard);
        private RequestHold? _hold;

        public override void LetGo() => _hold?.LetGo();

        protected override async Task<bool> IsCaughtAsync()
        {
            if (_hold is null && IsAt(await _executions.StandAsync(), card, Point.Verifying))
            {
                _hold = new RequestHold(at);
                yard.Cluster.Faults.Next(ApiFault.Held(_hold), method: "PATCH", pathContains: PathOf(card), rehearsals: false);
            }

            return _hold?.Reached.IsCompleted == true;
        }
    }

    private sealed class Seen(RepairYard yard, Card card) : Trap
    {
        private readonly Executions _executions = new(yard);
        private readonly TimeSpan _later = TimeSpan.FromMilliseconds(Random.Shared.Next(0, 400));

        protected override async Task<bool> IsCaughtAsync()
        {
            if (!IsAt(await _executions.StandAsync(), card, Point.Verifying))
            {
                return false;
            }

            await Task.Delay(_later);
            return true;
        }
    }

    private static string PathOf(Card card) => card.Approval.Plan.Target.Pod is { } pod ? $"/pods/{pod}/eviction" : $"/deployments/{card.Workload}";
}
