using System.Threading.Channels;
using Awoooi.Core.Work;
using Awoooi.Tests.TestKit;
using Awoooi.Web.Workers;
using Microsoft.Extensions.Logging.Abstractions;

namespace Awoooi.Tests.Workers;

public sealed class WorkWorkerTests
{
    private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task What_was_postponed_is_looked_at_when_it_is_due_and_not_at_the_next_poll()
    {
        var clock = new ManualClock();
        var handler = new Postponing();
        using var worker = new WorkWorker(new OneItem(clock), [handler], new FakeLiveBus(), clock, NullLogger<WorkWorker>.Instance);
        await worker.StartAsync(CancellationToken.None);
        await handler.Runs.Reader.ReadAsync().AsTask().WaitAsync(Limit);

        await clock.ArmedAsync(Delay);
        clock.Advance(Delay);

        await handler.Runs.Reader.ReadAsync().AsTask().WaitAsync(Limit);
        await worker.StopAsync(CancellationToken.None);
        Assert.Equal(ManualClock.Noon + Delay, clock.GetUtcNow());
    }

    private sealed class Postponing : IWorkHandler
    {
        public Channel<bool> Runs { get; } = Channel.CreateUnbounded<bool>();

        public string Kind => "look";

        public Task<WorkOutcome> HandleAsync(WorkItem item, CancellationToken cancel)
        {
            Runs.Writer.TryWrite(true);
            return Task.FromResult<WorkOutcome>(new WorkOutcome.Again(Delay));
        }

        public Task ParkedAsync(WorkItem item, string reason, CancellationToken cancel) => Task.CompletedTask;
    }

    private sealed class OneItem(TimeProvider clock) : IWorkQueue
    {
        private static readonly WorkItem Item = new(1, "look", "cart", 0, 1, 1, null);
        private readonly Lock _gate = new();
        private DateTimeOffset? _due = DateTimeOffset.MinValue;

        public Task<IReadOnlyList<WorkItem>> ClaimAsync(IReadOnlyCollection<string> kinds, int most, string worker, CancellationToken cancel)
        {
            lock (_gate)
            {
                if (_due is not { } due || due > clock.GetUtcNow())
                {
                    return Task.FromResult<IReadOnlyList<WorkItem>>([]);
                }

                _due = null;
                return Task.FromResult<IReadOnlyList<WorkItem>>([Item]);
            }
        }

        public Task PostponeAsync(WorkItem item, TimeSpan delay, CancellationToken cancel)
        {
            lock (_gate)
            {
                _due = clock.GetUtcNow() + delay;
            }

            return Task.CompletedTask;
        }

        public Task<bool> RenewAsync(WorkItem item, CancellationToken cancel) => Task.FromResult(true);

        public Task CompleteAsync(WorkItem item, CancellationToken cancel) => Task.CompletedTask;

        public Task<bool> FailAsync(WorkItem item, string reason, TimeSpan backOff, CancellationToken cancel) => throw new NotSupportedException(reason);

        public Task EnqueueAsync(string kind, string key, int priority, TimeSpan delay, CancellationToken cancel) => throw new NotSupportedException();

        public Task<IReadOnlyList<WorkDepth>> DepthAsync(CancellationToken cancel) => throw new NotSupportedException();
    }
}
