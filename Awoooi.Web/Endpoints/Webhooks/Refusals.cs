using System.Collections.Concurrent;
using Awoooi.Core.Incidents;
using Awoooi.Web.Configuration;
using Microsoft.Extensions.Options;

namespace Awoooi.Web.Endpoints.Webhooks;

/// <summary>
/// Counts refused deliveries for people to see, and slows down addresses without a valid key. Bounded: at most <see cref="MostPending"/>
/// lines wait to be written down, and at most <see cref="MostAddresses"/> addresses are remembered per minute.
/// </summary>
internal sealed class Refusals(IOptions<WebhookOptions> options, TimeProvider clock, IntakeMetrics metrics)
{
    private const int MostAddresses = 10_000;
    private const int MostPending = 200;
    private readonly ConcurrentDictionary<(string Source, string From, string Reason), RefusedDeliveries> _pending = new();
    private readonly ConcurrentDictionary<string, int> _addresses = new(StringComparer.Ordinal);
    private long _minute;

    public void Add(string source, string from, string slug, string reason)
    {
        metrics.Refused(source, slug);
        var now = clock.GetUtcNow();
        var line = (source, from, reason);
        if (_pending.Count >= MostPending && !_pending.ContainsKey(line))
        {
            // Ever new addresses or bodies fill one line of their source, not the memory.
            line = (source, "several addresses", slug);
        }

        _pending.AddOrUpdate(line, _ => new RefusedDeliveries(source, 1, now, line.Item2, line.Item3), (_, known) => known with { Count = known.Count + 1, At = now });
    }

    /// <summary>Counts a caller without a valid key; how long it must wait, or null.</summary>
    public TimeSpan? Unauthenticated(string from)
    {
        var now = clock.GetUtcNow();
        var minute = now.ToUnixTimeSeconds() / 60;
        if (Interlocked.Exchange(ref _minute, minute) != minute)
        {
            _addresses.Clear();
        }

        var count = _addresses.Count < MostAddresses || _addresses.ContainsKey(from) ? _addresses.AddOrUpdate(from, 1, (_, known) => known + 1) : int.MaxValue;
        return count > options.Value.RefusalsPerMinute ? TimeSpan.FromSeconds(60 - (now.ToUnixTimeSeconds() % 60)) : null;
    }

    /// <summary>Takes what was counted since the last call.</summary>
    public IReadOnlyCollection<RefusedDeliveries> Drain()
    {
        var drained = new List<RefusedDeliveries>();
        foreach (var line in _pending.Keys)
        {
            if (_pending.TryRemove(line, out var refused))
            {
                drained.Add(refused);
            }
        }

        return drained;
    }
}
