using Awoooi.Core.Alerts;
using Awoooi.Web.Components.Shared;
using Awoooi.Web.Endpoints.Webhooks;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Awoooi.Web.Components.Settings;

/// <summary>Shows what a body would become, by the same reading as the webhooks' preview; nothing is stored.</summary>
public sealed partial class TrialPanel : IAsyncDisposable
{
    private const int Most = 10;

    /// <summary>What is typed or pasted comes as a stream: a message of the circuit holds far less.</summary>
    private const int MostBytes = 1 << 20;

    private ElementReference _body;
    private IJSObjectReference? _module;
    private string _source = "alertmanager";
    private Normalisation? _found;
    private string? _wrong;
    private bool _busy;

    [Inject] internal SourceReader Sources { get; set; } = null!;

    [Inject] public required IJSRuntime Js { get; set; }

    public ValueTask DisposeAsync() => _module.ReleaseAsync();

    private async Task TryAsync()
    {
        (_busy, _wrong, _found) = (true, null, null);
        _module ??= await Js.InvokeAsync<IJSObjectReference>("import", "./Components/Settings/TrialPanel.razor.js");
        await using var typed = await _module.InvokeAsync<IJSStreamReference>("bytes", _body);
        if (typed.Length > MostBytes)
        {
            _wrong = L["try.large", MostBytes >> 20];
        }
        else if (typed.Length == 0)
        {
            _wrong = L["try.empty"];
        }
        else
        {
            await using var stream = await typed.OpenReadStreamAsync(MostBytes);
            using var body = new MemoryStream();
            await stream.CopyToAsync(body);
            var read = Sources.Normalise(_source, body.ToArray());
            _wrong = read.Fault is { } fault ? L["try.fault", fault.Path, fault.Reason].Value : null;
            _found = _wrong is null ? read : null;
        }

        _busy = false;
    }
}
