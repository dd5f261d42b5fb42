using Awoooi.Core.Terminal;
using Awoooi.Web.Components.Culture;
using Awoooi.Web.Components.Shared;
using Awoooi.Web.Security;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Awoooi.Web.Components.Terminal;

/// <summary>Ask and be answered: a line at the bottom, the answers above it. It only reads.</summary>
public sealed partial class TerminalPage : IAsyncDisposable
{
    private const string ListId = "terminal-offers";
    private static readonly TimeSpan SlowAfter = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan StopAfter = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource _gone = new();
    private CancellationTokenSource? _asking;
    private ElementReference _dock;
    private IJSObjectReference? _module;
    private IJSObjectReference? _listening;
    private DotNetObjectReference<TerminalPage>? _self;
    private IReadOnlyList<Completion> _offers = [];
    private string _typed = "";
    private string _draft = "";
    private string _said = "";
    private bool _drawn;
    private int _chosen = -1;
    private int _recalled = -1;
    private int _slow;

    [Inject] public required OmniTerminal Terminal { get; set; }

    [Inject] public required TerminalSession Session { get; set; }

    [Inject] public required ActingPerson Acting { get; set; }

    [Inject] public required TimeProvider Clock { get; set; }

    [Inject] public required ILogger<TerminalPage> Logger { get; set; }

    [Inject] public required IJSRuntime Js { get; set; }

    [CascadingParameter] private Viewer? Viewer { get; set; }

    /// <summary>A line to begin with. It is shown and never run: an address may come from anybody.</summary>
    [SupplyParameterFromQuery] public string? Q { get; set; }

    private IReadOnlyList<Completion> Offers => _offers;

    private static IReadOnlyList<string> Examples { get; } = ["/incident", "/approvals", "/help"];

    protected override void OnInitialized() => _typed = Q is { } line ? TerminalLine.Clean(line[..Math.Min(line.Length, TerminalLine.Longest)]) : "";

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            _self = DotNetObjectReference.Create(this);
            _module = await Js.InvokeAsync<IJSObjectReference>("import", "./Components/Terminal/TerminalPage.razor.js");
            _listening = await _module.InvokeAsync<IJSObjectReference>("listen", _dock, _self);
        }

        if (_drawn && _module is not null)
        {
            _drawn = false;
            await _module.InvokeVoidAsync("showLast", _dock);
        }
    }

    /// <summary>Called by the script with the name of the key that was pressed in the prompt.</summary>
    [JSInvokable]
    public void Pressed(string what)
    {
        switch (what)
        {
            case "up" when _offers.Count > 0: _chosen = _chosen <= 0 ? _offers.Count - 1 : _chosen - 1; break;
            case "down" when _offers.Count > 0: _chosen = (_chosen + 1) % _offers.Count; break;
            case "up": Recall(1); break;
            case "down": Recall(-1); break;
            case "take" when _offers.Count > 0: Take(_offers[Math.Max(0, _chosen)]); break;
            case "close": Offer([]); break;
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

    private void Typed(string typed)
    {
        (_typed, _recalled) = (typed, -1);
        Offer(Completion.Of(typed, Terminal.Commands, TerminalWords.IsChinese));
    }

    private void Take(Completion offer)
    {
        Typed(offer.Line);
        if (_offers.Any(next => next.Line == offer.Line))
        {
            // Nothing is left to choose, and Tab must be free to leave.
            Offer([]);
        }
    }

    private void Offer(IReadOnlyList<Completion> offers) => (_offers, _chosen) = (offers, -1);

    private void Recall(int older)
    {
        var lines = Session.Lines;
        if (_recalled < 0)
        {
            _draft = _typed;
        }

        _recalled = Math.Clamp(_recalled + older, -1, lines.Count - 1);
        _typed = _recalled < 0 ? _draft : lines[lines.Count - 1 - _recalled];
        _said = _recalled < 0 ? "" : L["said.recalled", _typed];
    }

    private async Task SendAsync(string line)
    {
        if (_asking is null)
        {
            var asked = _chosen >= 0 && _chosen < _offers.Count ? TerminalLine.Clean(_offers[_chosen].Line) : line;
            Typed("");
            await AskAsync(asked);
        }
    }

    private Task AskAsync(string line) => _asking is null ? AnswerAsync(Session.Begin(line), line) : Task.CompletedTask;

    private Task AgainAsync(TerminalEntry entry)
    {
        if (_asking is not null)
        {
            return Task.CompletedTask;
        }

        Session.Put(entry.Number, null);
        return AnswerAsync(entry, null);
    }

    private async Task CancelAsync(TerminalEntry entry)
    {
        if (_asking is { } asking && entry.Answer is null)
        {
            await asking.CancelAsync();
        }
    }

    /// <param name="typed">The line to give back when it is cancelled; null when it was not typed.</param>
    private async Task AnswerAsync(TerminalEntry entry, string? typed)
    {
        using var late = new CancellationTokenSource(StopAfter, Clock);
        using var asking = CancellationTokenSource.CreateLinkedTokenSource(late.Token, _gone.Token);
        (_asking, _said, _drawn) = (asking, L["running"], typed is not null);
        StateHasChanged();
        var answering = ReadAsync(entry.Line, late.Token, asking.Token);
        if (await Task.WhenAny(answering, Task.Delay(SlowAfter, Clock, asking.Token)) != answering)
        {
            _slow = entry.Number;
            StateHasChanged();
        }

        var answer = await answering;
        (_asking, _slow) = (null, 0);
        if (answer is null)
        {
            Session.Remove(entry.Number);
            Typed(typed ?? "");
            return;
        }

        Session.Put(entry.Number, answer);
        (_said, _drawn) = (TerminalWords.Spoken(L, answer.Card), typed is not null);
    }

    /// <summary>Null when it was cancelled.</summary>
    private async Task<TerminalAnswer?> ReadAsync(string line, CancellationToken late, CancellationToken cancel)
    {
        try
        {
            return await Acting.ReadAsync(cancel) is { } actor
                ? await Terminal.AskAsync(line, new Asker(actor.PersonId, actor.Roles, (Viewer ?? Viewer.Default).Zone), cancel)
                : Failed(line, TerminalProblem.SignedOut);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            return late.IsCancellationRequested ? Failed(line, TerminalProblem.TooSlow, $"{StopAfter.TotalSeconds}") : null;
        }
        catch (Exception failure)
        {
            NotAnswered(Logger, failure);
            return Failed(line, TerminalProblem.NotReadable);
        }
    }

    private TerminalAnswer Failed(string line, TerminalProblem problem, params IReadOnlyList<string> values)
        => new(line, Clock.GetUtcNow(), TimeSpan.Zero, new ErrorCard(problem, values, []));

    [LoggerMessage(Level = LogLevel.Error, Message = "A line of the terminal could not be answered.")]
    private static partial void NotAnswered(ILogger logger, Exception failure);
}
