using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Awoooi.Web.Components.Live;

/// <summary>What was read for a page that was drawn by its request, and when.</summary>
public sealed record Drawn(object Model, DateTimeOffset AsOf);

/// <summary>
/// Gives what a request read for its page to the circuit that takes the page over, so that nothing already drawn vanishes until the
/// first reading of the circuit. Without it (another replica, too late) the circuit simply reads first.
/// </summary>
public interface ILiveHandover
{
    /// <summary>While prerendering: <paramref name="last"/> is asked when the page is finished.</summary>
    void Offer(string name, Func<Drawn?> last);

    /// <summary>In the circuit, once per name.</summary>
    bool TryTake(string name, [NotNullWhen(true)] out Drawn? drawn);
}

/// <summary>The page carries only a key that the framework protects; what it stands for waits in this process for a few seconds.</summary>
internal sealed class LiveHandover(PersistentComponentState state, DrawnPages pages) : ILiveHandover, IDisposable
{
    private readonly HashSet<string> _offered = new(StringComparer.Ordinal);
    private readonly List<PersistingComponentStateSubscription> _subscriptions = [];

    public void Offer(string name, Func<Drawn?> last)
    {
        // Of several of one name the first speaks; the others read.
        if (_offered.Add(name))
        {
            _subscriptions.Add(state.RegisterOnPersisting(Persist, RenderMode.InteractiveServer));
        }

        Task Persist()
        {
            if (last() is { } drawn && pages.Put(drawn) is { } key)
            {
                state.PersistAsJson(name, key);
            }

            return Task.CompletedTask;
        }
    }

    public bool TryTake(string name, [NotNullWhen(true)] out Drawn? drawn)
    {
        drawn = state.TryTakeFromJson<Guid>(name, out var key) ? pages.Take(key) : null;
        return drawn is not null;
    }

    public void Dispose() => _subscriptions.ForEach(subscription => subscription.Dispose());
}

/// <summary>What requests drew lately and no circuit took over yet: few, and not for long.</summary>
internal sealed class DrawnPages(TimeProvider clock)
{
    /// <summary>More pages than this are read again by their circuits.</summary>
    public const int Most = 256;

    /// <summary>A circuit stands within a second or two; what is older is better read anew.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromSeconds(15);

    private readonly ConcurrentDictionary<Guid, Drawn> _waiting = new();
    private readonly ConcurrentQueue<(Guid Key, DateTimeOffset Until)> _order = new();

    /// <summary>The key to take it by; null when too many wait.</summary>
    public Guid? Put(Drawn drawn)
    {
        var now = clock.GetUtcNow();
        while (_order.TryPeek(out var oldest) && oldest.Until <= now && _order.TryDequeue(out var gone))
        {
            _waiting.TryRemove(gone.Key, out _);
        }

        if (_order.Count >= Most)
        {
            return null;
        }

        var key = Guid.CreateVersion7(now);
        _waiting[key] = drawn;
        _order.Enqueue((key, now + Kept));
        return key;
    }

    public Drawn? Take(Guid key) => _waiting.TryRemove(key, out var drawn) ? drawn : null;
}
