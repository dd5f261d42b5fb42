using System.Collections.Concurrent;
using Awoooi.Core.Incidents;
using Awoooi.Web.Configuration;
using Microsoft.Extensions.Options;

namespace Awoooi.Web.Endpoints.Webhooks;

/// <summary>
/// Counts refused deliveries for people to see, and slows down addresses without a valid key. Bounded: sources are a closed list, and
/// at most <see cref="MostAddresses"/> addresses are remembered per minute.
/// </summary>
internal sealed class Refusals(IOptions<WebhookOptions> options, TimeProvider clock, IntakeMetrics metrics)
{
    private const int MostAddresses = 10_000;
    private readonly ConcurrentDictionary<string, RefusedDeliveries> _pending = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> _addresses = new(StringComparer.Ordinal);
    private long _minute;

    public void Add(string source, string from, string slug, string reason)
    {
        metrics.Refused(source, slug);
        var now = clock.GetUtcNow();
        _pending.AddOrUpdate(source, _ => new RefusedDeliveries(source, 1, now, from, reason), (_, known) => known with { Count = known.Count + 1, At = now, From = from, Reason = reason });
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
        foreach (var source in _pending.Keys)
        {
            if (_pending.TryRemove(source, out var refused))
            {
                drained.Add(refused);
            }
        }

        return drained;
    }
}
