using Awoooi.Core.Approvals;
using Awoooi.Core.Incidents;
using Awoooi.Core.Live;
using Awoooi.Web.Components.Culture;
using Awoooi.Web.Components.Incidents;
using Awoooi.Web.Components.Shared;
using Awoooi.Web.Security;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Awoooi.Web.Components.WarRoom;

/// <summary>The queue on the left, one approval in full on the right.</summary>
public sealed partial class WarRoomPage
{
    private const int MostQueued = 200;
    private const int MostToday = 12;
    private const int MostRead = 60;
    private const int MostAnalysing = 5;

    private static readonly IReadOnlyCollection<ApprovalState> Ends = [.. Enum.GetValues<ApprovalState>().Where(state => state.IsEnd())];

    private CardPanel? _card;
    private IJSObjectReference? _module;
    private IJSObjectReference? _listening;
    private DotNetObjectReference<WarRoomPage>? _self;
    private string? _readFor;
    private string? _notice;
    private Guid? _held;

    [Inject] public required IApprovalStore Approvals { get; set; }

    [Inject] public required IIncidentStore Incidents { get; set; }

    [Inject] public required ActingPerson Acting { get; set; }

    [Inject] public required IncidentActs Acts { get; set; }

    [Inject] public required NavigationManager Nav { get; set; }

    [Inject] public required IJSRuntime Js { get; set; }

    [CascadingParameter] private Viewer? Viewer { get; set; }

    [Parameter] public string? Id { get; set; }

    [SupplyParameterFromQuery] public string? Sheet { get; set; }

    protected override string? Subject => Id;

    protected override IReadOnlyCollection<string> Topics => [LiveTopics.Approvals, LiveTopics.Incidents];

    private Viewer Eye => Viewer ?? Viewer.Default;

    private Incident? AskedIncident => Id is null ? null : Model?.AskedIncident;

    /// <summary>What was asked for by address and does not exist.</summary>
    private string? Missing => Id is not null && _readFor == Id && Chosen is null && AskedIncident is null ? Id : null;

    private Approval? Chosen
    {
        get
        {
            if (Model is not { } board)
            {
                return null;
            }

            if (Id is not null)
            {
                return board.Find(Id);
            }

            // What somebody reads stays in front of them when a newer request moves to the top.
            var kept = board.Queue.FirstOrDefault(approval => approval.Id == _held) ?? board.Today.FirstOrDefault(approval => approval.Id == _held);
            var chosen = kept ?? (board.Queue.Count > 0 ? board.Queue[0] : null);
            _held = chosen?.Id;
            return chosen;
        }
    }

    protected override async Task OnParametersSetAsync()
    {
        if (Model is not null && Id is not null && Model.Find(Id) is null && _readFor != Id)
        {
            await ReadNowAsync();
        }
    }

    protected override async ValueTask<Board> ReadAsync(CancellationToken cancel)
    {
        var asked = Id;
        var now = Clock.GetUtcNow();
        var actor = await Acting.ReadAsync(cancel);
        var viewer = actor?.PersonId;
        var open = await Approvals.BoardAsync(viewer, cancel);
        var midnight = Eye.Local(now);
        var today = new DateTimeOffset(midnight.Date, midnight.Offset);
        var ended = (await Approvals.ListAsync(new ApprovalFilter(Ends, Limit: MostRead), cancel)).Where(approval => approval.StateSince >= today).OrderByDescending(approval => approval.StateSince).ToList();
        var queue = ended.Where(approval => approval.State == ApprovalState.UndoFailed)
            .Concat(open.Where(approval => approval.State.IsWaiting() || approval.State == ApprovalState.Unknown)).ToList();
        var rest = open.Where(approval => approval.State == ApprovalState.Approved || approval.State.IsRunning()).Concat(ended.Where(approval => approval.State != ApprovalState.UndoFailed));
        var counts = await Incidents.CountsAsync(cancel);
        var fresh = (await Incidents.ListAsync(new IncidentFilter(IncidentStatus.Open, Limit: MostAnalysing), cancel)).Items.Where(incident => incident.AnalysedAt is null).ToList();
        var board = new Board([.. queue.Take(MostQueued)], Math.Max(0, queue.Count - MostQueued), [.. rest.Take(MostToday)], fresh, null, null, counts.LastAlertAt, viewer, now) { MaySign = actor is not null && Signer.Of(actor) is { MaySign: true } };
        if (asked is not null && board.Find(asked) is null)
        {
            board = asked.StartsWith("INC-", StringComparison.OrdinalIgnoreCase)
                ? board with { AskedIncident = await Incidents.FindAsync(asked, cancel) }
                : board with { Asked = await Approvals.FindAsync(asked, cancel) };
        }

        _readFor = asked;
        return board;
    }

    protected override bool Same(Board current, Board next) => current.Print == next.Print;

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender && Eye.SingleKeys)
        {
            _self = DotNetObjectReference.Create(this);
            _module = await Js.InvokeAsync<IJSObjectReference>("import", "./Components/WarRoom/WarRoomPage.razor.js");
            _listening = await _module.InvokeAsync<IJSObjectReference>("listen", _self);
        }
    }

    /// <summary>Called by the script with the name of what was pressed. No key signs or rejects by itself.</summary>
    [JSInvokable]
    public async Task PressedAsync(string what)
    {
        switch (what)
        {
            case "next": Move(1); break;
            case "previous": Move(-1); break;
            case "sign" when _card is not null: await _card.ShowSigningAsync(); break;
            case "reject" when _card is not null: await _card.ShowRejectionAsync(); break;
            case "evidence": await ShowEvidenceAsync(); break;
        }
    }

    protected override void Leaving()
    {
        _ = LeaveAsync();

        async Task LeaveAsync()
        {
            await _listening.ReleaseAsync("stop");
            await _module.ReleaseAsync();
            _self?.Dispose();
        }
    }

    private async Task AcknowledgeAsync(Incident incident)
    {
        _notice = await Acts.AcknowledgeAsync(incident.Id, CancellationToken.None);
        await ReadNowAsync();
    }

    private void Move(int by)
    {
        if (Model is { Queue.Count: > 0 } board)
        {
            var at = board.Queue.ToList().FindIndex(approval => approval.Id == Chosen?.Id);
            var next = at < 0 ? 0 : Math.Clamp(at + by, 0, board.Queue.Count - 1);
            Nav.NavigateTo($"/war-room/{board.Queue[next].ShortId}");
        }
    }

    private async Task ShowEvidenceAsync()
    {
        _module ??= await Js.InvokeAsync<IJSObjectReference>("import", "./Components/WarRoom/WarRoomPage.razor.js");
        await _module.InvokeVoidAsync("showEvidence");
    }
}
