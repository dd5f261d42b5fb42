namespace Awoooi.Web.Components.Live;

/// <summary>"Hold view": while held, no live part of the page reads or draws. One per circuit.</summary>
public sealed class ViewHold(TimeProvider clock)
{
    private readonly Lock _gate = new();
    private TaskCompletionSource? _released;

    /// <summary>Raised after every change, on the thread that made it.</summary>
    public event Action? Changed;

    public DateTimeOffset? HeldAt { get; private set; }

    public void Toggle()
    {
        lock (_gate)
        {
            if (_released is null)
            {
                _released = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                HeldAt = clock.GetUtcNow();
            }
            else
            {
                _released.SetResult();
                _released = null;
                HeldAt = null;
            }
        }

        Changed?.Invoke();
    }

    /// <summary>Completes at once when nothing is held, else when the view is released.</summary>
    public Task WaitAsync(CancellationToken cancel)
    {
        lock (_gate)
        {
            return _released?.Task.WaitAsync(cancel) ?? Task.CompletedTask;
        }
    }
}
