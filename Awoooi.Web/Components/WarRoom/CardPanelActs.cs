using Awoooi.Core.Approvals;
using Awoooi.Core.People;
using Awoooi.Core.Plans;
using Awoooi.Web.Components.Culture;
using Awoooi.Web.Components.Shared;

namespace Awoooi.Web.Components.WarRoom;

// What a person does to a card. Nothing is shown before the server answered; a repeat of the same intention carries the same key.
public sealed partial class CardPanel
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource _gone = new();
    private readonly Dictionary<string, string> _keys = [];
    private SignSheet? _sheet;
    private RejectDialog? _reject;
    private ReasonDialog? _withdraw;
    private ReasonDialog? _breakGlass;
    private ResultDialog? _result;
    private ConfirmDialog? _stop;
    private CardModel? _own;
    private bool _checkFailed;
    private bool _sheetOffered;
    private string? _notice;
    private bool _noticeBad;
    private int? _perDay;

    /// <summary>Words of the act under way; null when there is none.</summary>
    private string? Busy { get; set; }

    private bool Checking { get; set; }

    private Viewer Eye => Viewer ?? Viewer.Default;

    private async Task SignPressedAsync()
    {
        if (Card is { NeedsSheet: true })
        {
            await _sheet!.OpenAsync();
        }
        else
        {
            await SignAsync(null);
        }
    }

    private Task SignAsync(string? typedId)
    {
        var request = new SignRequest(SignatureDecision.Approve, Card!.Approval.PlanHash, null, typedId, _perDay);
        return ActAsync("signing", "sign", (signer, origin, cancel) => Approvals.SignAsync(Id, signer, request, origin, cancel));
    }

    private Task RejectAsync(string reason)
    {
        var request = new SignRequest(SignatureDecision.Reject, Card!.Approval.PlanHash, reason);
        return ActAsync("reject.busy", "reject", (signer, origin, cancel) => Approvals.SignAsync(Id, signer, request, origin, cancel));
    }

    private Task BreakGlassAsync((string Reason, string? TypedId) given)
    {
        var request = new SignRequest(SignatureDecision.Approve, Card!.Approval.PlanHash, given.Reason, given.TypedId);
        return ActAsync("signing", "glass", (signer, origin, cancel) => Approvals.BreakGlassAsync(Id, signer, request, origin, cancel));
    }

    private Task TakeBackAsync() => ActAsync("takeBack.busy", "take-back", (signer, origin, cancel) => Approvals.TakeBackAsync(Id, signer, origin, cancel));

    private Task WithdrawAsync(string reason) => ActAsync("withdraw.busy", "withdraw", (signer, origin, cancel) => Approvals.WithdrawAsync(Id, signer, reason, origin, cancel));

    private Task ExtendAsync() => ActAsync("extend.busy", "extend", async (signer, origin, cancel) =>
    {
        var plan = Card!.Approval.Plan;
        var lines = plan.Operation == Operation.Manual ? [] : await PreFlight.CheckAsync(plan, cancel);
        return await Approvals.ExtendAsync(Id, signer, lines, origin, cancel);
    });

    private Task SetResultAsync((ApprovalState To, string Reason) result) => ActAsync("result.busy", "result", (signer, _, cancel) => signer.MaySign
        ? Approvals.AdvanceAsync(Id, result.To, signer.AuditName, result.Reason, cancel)
        : Task.FromResult(ApprovalOutcome.Refuse(RefusalCode.RoleMissing, ("needed", RoleNames.Sre))));

    private Task StopAsync() => DoAsync("stop.busy", (signer, cancel) => Executions.StopAsync(Id, signer, cancel));

    private Task AcknowledgeAsync() => DoAsync("have.busy", async (signer, cancel) =>
    {
        if (!signer.MaySign)
        {
            return Refusal.Of(RefusalCode.RoleMissing, ("needed", RoleNames.Sre));
        }

        await Incidents.AcknowledgeAsync(Card!.Incident!.Id, signer.AuditName, cancel);
        return null;
    });

    private Task AskAgainAsync() => DoAsync("again.busy", async (signer, cancel) =>
    {
        if (!signer.MaySign)
        {
            return Refusal.Of(RefusalCode.RoleMissing, ("needed", RoleNames.Sre));
        }

        await Queue.EnqueueAsync("analyse", Card!.Incident!.Id.ToString(), (int)Card.Approval.Priority, TimeSpan.Zero, cancel);
        (_notice, _noticeBad) = (L["again.done"], false);
        return null;
    });

    private Task ActAsync(string busy, string act, Func<Signer, RequestOrigin, CancellationToken, Task<ApprovalOutcome>> go) => DoAsync(busy, async (signer, cancel) =>
    {
        // The key stays until there is an answer: a second press after silence is the same wish, not a second one.
        var intention = $"{act} {Card!.Approval.PlanHash} {Card.Approval.Signatures.Count} {Card.Approval.Extensions}";
        var key = _keys.TryGetValue(intention, out var known) ? known : _keys[intention] = Guid.CreateVersion7(Clock.GetUtcNow()).ToString();
        var outcome = await go(signer, new RequestOrigin(null, key), cancel);
        _keys.Remove(intention);
        return (outcome as ApprovalOutcome.Refused)?.Refusal;
    });

    private async Task DoAsync(string busy, Func<Signer, CancellationToken, Task<Refusal?>> go)
    {
        if (Busy is not null || Card is null)
        {
            return;
        }

        (Busy, _notice) = (L[busy], null);
        StateHasChanged();
        using var patience = new CancellationTokenSource(Patience, Clock);
        using var until = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, _gone.Token);
        try
        {
            if (await Acting.ReadAsync(until.Token) is not { } actor || Signer.Of(actor) is not { } signer)
            {
                (_notice, _noticeBad) = (L["session"], true);
            }
            else if (await go(signer, until.Token) is { } refusal)
            {
                (_notice, _noticeBad) = (Words.Of(L, refusal, Eye), true);
            }
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            return;
        }
        catch (Exception failure)
        {
            // Whether it was done is open: say so, and let the reading below tell.
            ActUnconfirmed(Loggers.CreateLogger<CardPanel>(), failure, busy, Id);
            (_notice, _noticeBad) = (L["unconfirmed"], true);
        }
        finally
        {
            Busy = null;
        }

        await RefreshAsync();
    }

    private async Task RefreshAsync()
    {
        try
        {
            _own = await ReadAsync(_gone.Token);
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            return;
        }
        catch (Exception failure)
        {
            ReadAfterActFailed(Loggers.CreateLogger<CardPanel>(), failure, Id);
            await ReadNowAsync();
        }

        StateHasChanged();
    }

    private Task CheckNowAsync()
    {
        if (!Checking && Card is { } card)
        {
            _ = CheckAsync(card.Approval.Plan);
        }

        return Task.CompletedTask;
    }

    private async Task CheckAsync(Plan plan)
    {
        Checking = true;
        try
        {
            var lines = await PreFlight.CheckAsync(plan, _gone.Token);
            await Approvals.SavePreFlightAsync(Id, lines, _gone.Token);
            _checkFailed = false;
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            return;
        }
        catch (Exception failure)
        {
            ChecksFailed(Loggers.CreateLogger<CardPanel>(), failure, Id);
            _checkFailed = true;
        }

        // Over before the drawing, or it would go on to say that it checks.
        await InvokeAsync(() =>
        {
            Checking = false;
            return RefreshAsync();
        });
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Whether \"{Act}\" on approval {Approval} was done could not be confirmed.")]
    private static partial void ActUnconfirmed(ILogger logger, Exception failure, string act, Guid approval);

    [LoggerMessage(Level = LogLevel.Error, Message = "Approval {Approval} could not be read after an act.")]
    private static partial void ReadAfterActFailed(ILogger logger, Exception failure, Guid approval);

    [LoggerMessage(Level = LogLevel.Error, Message = "The pre-flight of approval {Approval} could not be repeated.")]
    private static partial void ChecksFailed(ILogger logger, Exception failure, Guid approval);
}
