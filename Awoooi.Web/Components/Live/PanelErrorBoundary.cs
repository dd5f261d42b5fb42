using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;

namespace Awoooi.Web.Components.Live;

/// <summary>Keeps the failure of one panel inside that panel, reports it and tries to draw it again with growing pauses.</summary>
public sealed partial class PanelErrorBoundary : ErrorBoundaryBase, IDisposable
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    private ITimer? _retry;
    private int _failures;

    [Inject] public required TimeProvider Clock { get; set; }

    [Inject] public required NavigationManager Nav { get; set; }

    [Inject] public required ILogger<PanelErrorBoundary> Logger { get; set; }

    /// <summary>Which panel it is, for the log.</summary>
    [Parameter, EditorRequired] public required string Name { get; set; }

    public void Dispose()
    {
        Nav.LocationChanged -= Moved;
        _retry?.Dispose();
        _retry = null;
    }

    // Another page has not failed, even if it stands in the same place.
    protected override void OnInitialized() => Nav.LocationChanged += Moved;

    protected override Task OnErrorAsync(Exception exception)
    {
        _failures++;
        PanelFailed(Logger, exception, Name, _failures);
        var pause = TimeSpan.FromSeconds(Math.Min(Math.Pow(2, _failures), LongestPause.TotalSeconds));
        _retry?.Dispose();
        _retry = Clock.CreateTimer(_ => _ = InvokeAsync(TryAgain), null, pause, Timeout.InfiniteTimeSpan);
        return Task.CompletedTask;
    }

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        if (CurrentException is null)
        {
            builder.AddContent(0, ChildContent);
            return;
        }

        builder.OpenComponent<Shared.PanelFailed>(1);
        builder.AddAttribute(2, nameof(Shared.PanelFailed.OnRetry), EventCallback.Factory.Create(this, TryAgain));
        builder.CloseComponent();
    }

    private void Moved(object? sender, LocationChangedEventArgs e) => TryAgain();

    private void TryAgain()
    {
        if (CurrentException is not null)
        {
            Recover();
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Panel {Panel} failed while drawing, {Times} times so far.")]
    private static partial void PanelFailed(ILogger logger, Exception failure, string panel, int times);
}
