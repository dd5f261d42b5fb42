using System.Security.Cryptography;
using System.Text;

namespace Awoooi.Web.Endpoints.Webhooks;

/// <summary>
/// Deliveries of senders that number them, so that one sent twice counts once. Remembered only once stored: a delivery that was told to
/// come back must be taken when it does. Bounded in time and number.
/// </summary>
internal sealed class Replays(TimeProvider clock)
{
    private const int Most = 10_000;
    private static readonly TimeSpan Window = TimeSpan.FromHours(1);

    private readonly Lock _lock = new();
    private readonly HashSet<Guid> _known = [];
    private readonly Queue<(Guid Id, DateTimeOffset At)> _order = new();

    /// <summary>Identity of a delivery, or null when the sender does not number them. The bytes are part of it, since the number itself is not signed.</summary>
    public static Guid? Of(string source, IHeaderDictionary headers, ReadOnlyMemory<byte> body)
    {
        if (source != "sentry" || headers["Request-ID"].ToString() is not { Length: > 0 and <= 128 } number)
        {
            return null;
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(number));
        hash.AppendData(body.Span);
        return new Guid(hash.GetHashAndReset().AsSpan(0, 16));
    }

    public bool Knows(Guid id)
    {
        lock (_lock)
        {
            Forget();
            return _known.Contains(id);
        }
    }

    public void Remember(Guid id)
    {
        lock (_lock)
        {
            Forget();
            if (_known.Add(id))
            {
                _order.Enqueue((id, clock.GetUtcNow()));
            }
        }
    }

    private void Forget()
    {
        var oldest = clock.GetUtcNow() - Window;
        while (_order.TryPeek(out var first) && (first.At < oldest || _order.Count >= Most))
        {
            _known.Remove(_order.Dequeue().Id);
        }
    }
}
