using System.Threading.Channels;
using Awoooi.Core.Live;

namespace Awoooi.Tests.TestKit;

/// <summary>A bus inside the test: one slot per subscription, as the contract says.</summary>
internal sealed class FakeLiveBus : ILiveBus
{
    private readonly List<Subscription> _subscriptions = [];

    public DateTimeOffset? LastHeartbeat { get; set; }

    /// <summary>Subscriptions not disposed yet.</summary>
    public int Open => _subscriptions.Count;

    public ValueTask PublishAsync(IReadOnlyCollection<string> topics, CancellationToken cancel)
    {
        foreach (var subscription in _subscriptions.ToList())
        {
            subscription.Wake(topics);
        }

        return ValueTask.CompletedTask;
    }

    public ILiveSubscription Subscribe(params IReadOnlyCollection<string> topics)
    {
        var subscription = new Subscription(this, topics);
        _subscriptions.Add(subscription);
        return subscription;
    }

    private sealed class Subscription(FakeLiveBus bus, IReadOnlyCollection<string> wanted) : ILiveSubscription
    {
        private readonly Channel<string> _slot = Channel.CreateBounded<string>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

        public void Wake(IReadOnlyCollection<string> topics)
        {
            if (wanted.Count == 0 || topics.Intersect(wanted).Any())
            {
                _slot.Writer.TryWrite(topics.First());
            }
        }

        public async ValueTask<IReadOnlyCollection<string>> NextAsync(CancellationToken cancel) => [await _slot.Reader.ReadAsync(cancel)];

        public ValueTask DisposeAsync()
        {
            bus._subscriptions.Remove(this);
            return ValueTask.CompletedTask;
        }
    }
}
