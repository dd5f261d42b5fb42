namespace Awoooi.Web.Components.Live;

/// <summary>One beat a second for everything on a page that counts: clocks, countdowns, ages. Runs only while somebody listens.</summary>
public sealed class Ticker(TimeProvider clock) : IDisposable
{
    private readonly Lock _gate = new();
    private Action? _listeners;
    private ITimer? _timer;

    /// <summary>The server's time, the only one that decides what has expired.</summary>
    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>Calls <paramref name="beat"/> every second, from a timer thread, until the result is disposed.</summary>
    public IDisposable Listen(Action beat)
    {
        lock (_gate)
        {
            _listeners += beat;
            _timer ??= clock.CreateTimer(_ => Beat(), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        }

        return new Listening(this, beat);
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _listeners = null;
            _timer?.Dispose();
            _timer = null;
        }
    }

    private void Beat()
    {
        Action? listeners;
        lock (_gate)
        {
            listeners = _listeners;
        }

        listeners?.Invoke();
    }

    private void Leave(Action beat)
    {
        lock (_gate)
        {
            _listeners -= beat;
            if (_listeners is null)
            {
                _timer?.Dispose();
                _timer = null;
            }
        }
    }

    private sealed class Listening(Ticker ticker, Action beat) : IDisposable
    {
        public void Dispose() => ticker.Leave(beat);
    }
}
