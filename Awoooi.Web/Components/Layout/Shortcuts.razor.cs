using Awoooi.Web.Components.Culture;
using Awoooi.Web.Components.Live;
using Awoooi.Web.Components.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Awoooi.Web.Components.Layout;

/// <summary>Single-key shortcuts of every page and the sheet that lists them.</summary>
public sealed partial class Shortcuts : IAsyncDisposable
{
    private static readonly (string[] Keys, string Text)[] List =
    [
        (["g", "n"], "keys.nexus"),
        (["g", "w"], "keys.warRoom"),
        (["g", "t"], "keys.terminal"),
        (["/"], "keys.ask"),
        (["Ctrl K"], "keys.palette"),
        (["P"], "keys.hold"),
        (["?"], "keys.help"),
        (["Esc"], "keys.close"),
    ];

    private Dialog? _help;
    private IJSObjectReference? _module;
    private IJSObjectReference? _listening;
    private DotNetObjectReference<Shortcuts>? _self;

    [Inject] public required IJSRuntime Js { get; set; }

    [Inject] public required NavigationManager Nav { get; set; }

    [Inject] public required ViewHold Hold { get; set; }

    [CascadingParameter] private Viewer? Viewer { get; set; }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender && (Viewer ?? Viewer.Default).SingleKeys)
        {
            _self = DotNetObjectReference.Create(this);
            _module = await Js.InvokeAsync<IJSObjectReference>("import", "./Components/Layout/Shortcuts.razor.js");
            _listening = await _module.InvokeAsync<IJSObjectReference>("listen", _self);
        }
    }

    /// <summary>Called by the script with the name of what was pressed.</summary>
    [JSInvokable]
    public async Task PressedAsync(string what)
    {
        switch (what)
        {
            case "nexus": Nav.NavigateTo(Places.Nexus.Href); break;
            case "warRoom": Nav.NavigateTo(Places.WarRoom.Href); break;
            case "terminal": Nav.NavigateTo(Places.Terminal.Href); break;
            case "hold": Hold.Toggle(); break;
            case "help" when _help is not null: await _help.OpenAsync(); break;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _listening.ReleaseAsync("stop");
        await _module.ReleaseAsync();
        _self?.Dispose();
    }
}
