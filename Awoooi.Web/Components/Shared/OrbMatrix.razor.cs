using Awoooi.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;

namespace Awoooi.Web.Components.Shared;

/// <summary>The services as a grid that is walked by arrow keys; Enter follows the link of the one in focus.</summary>
public sealed partial class OrbMatrix : IAsyncDisposable
{
    /// <summary>Five at every width, so that a service keeps its place.</summary>
    public const int Columns = 5;

    // More blinking than this would be noise rather than a sign.
    private const int MostBlinking = 3;

    private ElementReference[] _links = [];
    private int _at;
    private ElementReference _grid;
    private IJSObjectReference? _module;

    [Inject] public required IJSRuntime Js { get; set; }

    [Inject] public required IStringLocalizer<SharedText> L { get; set; }

    [Parameter, EditorRequired] public required IReadOnlyList<ServiceOrb> Orbs { get; set; }

    /// <summary>Name of the grid for screen readers.</summary>
    [Parameter, EditorRequired] public required string Label { get; set; }

    /// <summary>Where a service leads.</summary>
    [Parameter, EditorRequired] public required Func<ServiceOrb, string> HrefOf { get; set; }

    private ServiceOrb[] Sorted { get; set; } = [];

    private bool Blinks => Sorted.Count(orb => orb is { New: true, State: OrbState.Down }) <= MostBlinking;

    /// <summary>Where <paramref name="key"/> leads from <paramref name="at"/>; null for a key that does not move.</summary>
    internal static int? Target(string key, int at, int count) => key switch
    {
        "ArrowRight" => Math.Min(at + 1, count - 1),
        "ArrowLeft" => Math.Max(at - 1, 0),
        "ArrowDown" => at + Columns < count ? at + Columns : at,
        "ArrowUp" => at >= Columns ? at - Columns : at,
        "Home" => 0,
        "End" => count - 1,
        _ => null,
    };

    protected override void OnParametersSet()
    {
        Sorted = [.. Orbs.OrderBy(orb => orb.Name, StringComparer.Ordinal)];
        if (_links.Length != Sorted.Length)
        {
            _links = new ElementReference[Sorted.Length];
        }

        _at = Math.Clamp(_at, 0, Math.Max(0, Sorted.Length - 1));
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            _module = await Js.InvokeAsync<IJSObjectReference>("import", "./Components/Shared/OrbMatrix.razor.js");
            await _module.InvokeVoidAsync("keepStill", _grid);
        }
    }

    public ValueTask DisposeAsync() => _module.ReleaseAsync();

    private int IndexOf(ServiceOrb orb) => Array.IndexOf(Sorted, orb);

    private async Task MoveAsync(KeyboardEventArgs pressed)
    {
        var next = Target(pressed.Key, _at, Sorted.Length);
        if (next is { } index && index != _at)
        {
            _at = index;
            await _links[index].FocusAsync();
        }
    }
}
