using Awoooi.Core.Plans;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Awoooi.Web.Components.Shared;

/// <summary>A sheet over the page with a title, its content and a button bar: Back on the left, the effect on the right.</summary>
public sealed partial class Dialog : IAsyncDisposable
{
    private readonly string _id = $"dialog-{Interlocked.Increment(ref _count)}";
    private static int _count;
    private ElementReference _element;
    private IJSObjectReference? _module;
    private bool _shown;

    [Inject] public required IJSRuntime Js { get; set; }

    [Parameter, EditorRequired] public required string Title { get; set; }

    [Parameter, EditorRequired] public RenderFragment? ChildContent { get; set; }

    /// <summary>What stands above the title: risk, number, count.</summary>
    [Parameter] public RenderFragment? Head { get; set; }

    /// <summary>The buttons with an effect.</summary>
    [Parameter] public RenderFragment? Actions { get; set; }

    /// <summary>Words of the way out, if not "Back".</summary>
    [Parameter] public string? Back { get; set; }

    /// <summary>Draws the coloured edge of that risk.</summary>
    [Parameter] public RiskLevel? Risk { get; set; }

    /// <summary>Told after it closed, however that came about.</summary>
    [Parameter] public EventCallback OnClose { get; set; }

    public bool IsOpen { get; private set; }

    public Task OpenAsync()
    {
        IsOpen = true;
        return InvokeAsync(StateHasChanged);
    }

    public async Task CloseAsync()
    {
        if (IsOpen && _module is not null)
        {
            // The element then raises close, which ends in ClosedAsync.
            await _module.InvokeVoidAsync("close", _element);
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (IsOpen && !_shown)
        {
            _shown = true;
            _module ??= await Js.InvokeAsync<IJSObjectReference>("import", "./Components/Shared/Dialog.razor.js");
            await _module.InvokeVoidAsync("open", _element);
        }
    }

    public ValueTask DisposeAsync() => _module.ReleaseAsync();

    private async Task ClosedAsync()
    {
        if (IsOpen)
        {
            (IsOpen, _shown) = (false, false);
            await OnClose.InvokeAsync();
        }
    }
}
