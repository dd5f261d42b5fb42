using Awoooi.Web.Components.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.JSInterop;

namespace Awoooi.Web.Components.Palette;

/// <summary>Go to or find anything by typing.</summary>
public sealed partial class CommandPalette : IAsyncDisposable
{
    private const string ListId = "palette-list";

    private readonly CancellationTokenSource _gone = new();
    private ElementReference _dialog;
    private IJSObjectReference? _module;
    private IJSObjectReference? _listening;
    private DotNetObjectReference<CommandPalette>? _self;
    private IReadOnlyList<PaletteItem> _items = [];
    private Task _search = Task.CompletedTask;
    private string _typed = "";
    private bool _searching;
    private bool _failed;
    private int _chosen;
    private int _asked;

    [Inject] public required PaletteSearch Search { get; set; }

    [Inject] public required NavigationManager Nav { get; set; }

    [Inject] public required IJSRuntime Js { get; set; }

    [Inject] public required ILogger<CommandPalette> Logger { get; set; }

    [CascadingParameter] private Task<AuthenticationState>? Authentication { get; set; }

    private string Said => _searching ? "" : _failed ? L["palette.failed"] : _items.Count == 0 ? L["palette.none", _typed] : L["palette.found", _items.Count];

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            _self = DotNetObjectReference.Create(this);
            _module = await Js.InvokeAsync<IJSObjectReference>("import", "./Components/Palette/CommandPalette.razor.js");
            _listening = await _module.InvokeAsync<IJSObjectReference>("listen", _dialog, _self);
        }
    }

    /// <summary>Called by the script with the name of what was pressed.</summary>
    [JSInvokable]
    public async Task PressedAsync(string what)
    {
        switch (what)
        {
            case "open":
                // Not on closing: the browser tells of that late, and somebody may have opened it again.
                _items = [];
                await TypedAsync("");
                break;
            case "up" when _items.Count > 0: _chosen = (_chosen + _items.Count - 1) % _items.Count; break;
            case "down" when _items.Count > 0: _chosen = (_chosen + 1) % _items.Count; break;
            case "go":
                // Whoever types and presses Enter at once means what is found for the whole word.
                await _search;
                if (_items.Count > 0)
                {
                    await GoAsync(_items[_chosen]);
                }

                break;
        }

        StateHasChanged();
    }

    public async ValueTask DisposeAsync()
    {
        await _gone.CancelAsync();
        await _listening.ReleaseAsync("stop");
        await _module.ReleaseAsync();
        _self?.Dispose();
        _gone.Dispose();
    }

    private static string IdOf(int at) => $"{ListId}-{at}";

    private Task TypedAsync(string? typed)
    {
        _typed = typed ?? "";
        return _search = FindAsync(_typed, ++_asked);
    }

    private async Task FindAsync(string typed, int asked)
    {
        _searching = true;
        try
        {
            var items = Authentication is { } authentication ? await Search.FindAsync(typed, (await authentication).User, _gone.Token) : [];

            // An answer to what was typed before must not replace the one to what stands there now.
            if (asked == _asked)
            {
                (_items, _chosen, _searching, _failed) = (items, 0, false, false);
            }
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // The page went.
        }
        catch (Exception failure)
        {
            NotFound(Logger, failure);
            if (asked == _asked)
            {
                (_items, _chosen, _searching, _failed) = ([], 0, false, true);
            }
        }
    }

    private async Task GoAsync(PaletteItem item)
    {
        if (_module is not null)
        {
            await _module.InvokeVoidAsync("close", _dialog);
        }

        Nav.NavigateTo(item.Href);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The palette could not read what it looks through.")]
    private static partial void NotFound(ILogger logger, Exception failure);
}
