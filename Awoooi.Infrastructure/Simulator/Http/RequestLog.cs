namespace Awoooi.Infrastructure.Simulator.Http;

/// <summary>A bounded log: when full, the oldest read goes first, and a mutation only when nothing but mutations is left.</summary>
internal sealed class RequestLog(int capacity)
{
    private readonly Lock _gate = new();
    private readonly LinkedList<RecordedRequest> _requests = new();

    public void Add(RecordedRequest request)
    {
        lock (_gate)
        {
            _requests.AddLast(request);
            if (_requests.Count <= capacity)
            {
                return;
            }

            var oldest = _requests.First;
            while (oldest is not null && oldest.Value.Mutated)
            {
                oldest = oldest.Next;
            }

            _requests.Remove(oldest ?? _requests.First!);
        }
    }

    public IReadOnlyList<RecordedRequest> Snapshot()
    {
        lock (_gate)
        {
            return [.. _requests];
        }
    }
}
