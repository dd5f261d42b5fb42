namespace Awoooi.Web.Components.Shared;

/// <summary>One short message at a time, gone after 6 s.</summary>
/// <param name="Text">What happened.</param>
/// <param name="Action">Words of the only button, usually Undo.</param>
/// <param name="OnAction">What the button does.</param>
public sealed record Toast(string Text, string? Action = null, Func<Task>? OnAction = null);

/// <summary>The message now on screen; a newer one replaces it. One per circuit.</summary>
public sealed class Toasts(TimeProvider clock) : IDisposable
{
    public static readonly TimeSpan Stay = TimeSpan.FromSeconds(6);

    private readonly Lock _gate = new();
    private ITimer? _end;

    /// <summary>Raised from any thread after <see cref="Current"/> changed.</summary>
    public event Action? Changed;

    public Toast? Current { get; private set; }

    public void Show(Toast toast) => Set(toast);

    public void Close() => Set(null);

    public void Dispose()
    {
        lock (_gate)
        {
            _end?.Dispose();
            _end = null;
        }
    }

    private void Set(Toast? toast)
    {
        lock (_gate)
        {
            Current = toast;
            _end?.Dispose();
            _end = toast is null ? null : clock.CreateTimer(shown => End((Toast)shown!), toast, Stay, Timeout.InfiniteTimeSpan);
        }

        Changed?.Invoke();
    }

    private void End(Toast shown)
    {
        if (ReferenceEquals(Current, shown))
        {
            Close();
        }
    }
}
