using Microsoft.AspNetCore.Components;

namespace Awoooi.Web.Components.Live;

/// <summary>Draws itself again when a second has passed and <see cref="Beat"/> says that something changed.</summary>
public abstract class TickingComponent : ComponentBase, IDisposable
{
    private IDisposable? _listening;

    [Inject] public required Ticker Ticker { get; set; }

    /// <summary>Runs each second on the renderer's thread; true when the text on screen is no longer right.</summary>
    protected abstract bool Beat(DateTimeOffset now);

    /// <summary>Whether this one needs the beat at all.</summary>
    protected virtual bool Ticks => true;

    protected override void OnParametersSet()
    {
        if (Ticks && RendererInfo.IsInteractive)
        {
            _listening ??= Ticker.Listen(() => _ = InvokeAsync(Tick));
        }
        else
        {
            Dispose();
        }
    }

    public void Dispose()
    {
        _listening?.Dispose();
        _listening = null;
        GC.SuppressFinalize(this);
    }

    private void Tick()
    {
        // A beat that was under way while the component went must not draw it.
        if (_listening is not null && Beat(Ticker.Now))
        {
            StateHasChanged();
        }
    }
}
