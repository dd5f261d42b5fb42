using Awoooi.Core.Live;

namespace Awoooi.Infrastructure.Postgres.Live;

/// <summary>One reader's slot: topics pile up as a set until it looks, so memory is bounded by what it subscribed to.</summary>
internal sealed class LiveSubscription(HashSet<string> wanted, Action<LiveSubscription> leave) : ILiveSubscription
{
    private readonly Lock _lock = new();
    private readonly HashSet<string> _changed = new(StringComparer.Ordinal);
    private TaskCompletionSource _signal = NewSignal();

    public void Publish(IReadOnlyCollection<string> topics)
    {
        lock (_lock)
        {
            foreach (var topic in topics)
            {
                if (topic == LiveBus.Everything)
                {
                    _changed.UnionWith(wanted.Count > 0 ? wanted : [LiveBus.Everything]);
                }
                else if (wanted.Count == 0 || wanted.Contains(topic))
                {
                    _changed.Add(wanted.Count == 0 && _changed.Count >= LiveBus.MostPending ? LiveBus.Everything : topic);
                }
            }

            if (_changed.Count > 0)
            {
                _signal.TrySetResult();
            }
        }
    }

    public async ValueTask<IReadOnlyCollection<string>> NextAsync(CancellationToken cancel)
    {
        while (true)
        {
            Task signal;
            lock (_lock)
            {
                if (_changed.Count > 0)
                {
                    string[] changed = [.. _changed];
                    _changed.Clear();
                    _signal = NewSignal();
                    return changed;
                }

                signal = _signal.Task;
            }

            await signal.WaitAsync(cancel);
        }
    }

    public ValueTask DisposeAsync()
    {
        leave(this);
        return ValueTask.CompletedTask;
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
