using Awoooi.Core.Audit;
using Awoooi.Core.Live;
using Awoooi.Core.People;
using Awoooi.Core.Trust;
using Awoooi.Web.Security;
using Microsoft.AspNetCore.Components;

namespace Awoooi.Web.Components.Automation;

/// <summary>What the AI may do, where, and when it must not. Reading is open to every role; each change asks the database who acts.</summary>
public sealed partial class AutomationPage
{
    private const int Turns = 8;

    private readonly CancellationTokenSource _gone = new();
    private string? _notice;
    private bool _noticeBad;
    private bool _busy;

    [Inject] public required IAutomationStore Store { get; set; }

    [Inject] public required IAuditReader Audit { get; set; }

    [Inject] public required ActingPerson Acting { get; set; }

    protected override IReadOnlyCollection<string> Topics => [LiveTopics.Autonomy];

    protected override async ValueTask<AutomationModel> ReadAsync(CancellationToken cancel)
    {
        var history = await Audit.ListAsync(new AuditFilter(Action: "automation.switched", Limit: Turns), cancel);
        return new AutomationModel(await Store.ReadAsync(cancel), await Acting.ReadAsync(cancel), history.Items);
    }

    protected override bool Same(AutomationModel current, AutomationModel next) => current.Print == next.Print;

    protected override void Leaving()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    private Task SwitchAsync((AutonomySwitch State, string Reason) wish)
        => ChangeAsync(async (actor, cancel) =>
        {
            await Store.SetSwitchAsync(wish.State, wish.Reason, actor.AuditName, cancel);
            return null;
        });

    private Task SaveAsync((NamespaceRule Seen, NamespaceRule Wanted) wish)
        => ChangeAsync(async (actor, cancel) =>
        {
            // Two Commanders may have the same rule open: the later one reads before overwriting.
            var now = (await Store.ReadAsync(cancel)).For(wish.Seen.Namespace);
            if (now is not null && AutomationModel.Line(now) != AutomationModel.Line(wish.Seen))
            {
                return L["changed", wish.Seen.Namespace];
            }

            await Store.SaveNamespaceAsync(wish.Wanted, actor.AuditName, cancel);
            return null;
        });

    private Task AllowAsync(string name)
        => ChangeAsync(async (actor, cancel) =>
        {
            await Store.AllowAsync([name], actor.AuditName, cancel);
            return null;
        });

    private Task AddWindowAsync(ChangeWindow window)
        => ChangeAsync(async (actor, cancel) =>
        {
            await Store.AddWindowAsync(window with { Id = Guid.CreateVersion7(Clock.GetUtcNow()), CreatedBy = actor.AuditName }, cancel);
            return null;
        });

    private Task RemoveWindowAsync(ChangeWindow window)
        => ChangeAsync(async (actor, cancel) => await Store.RemoveWindowAsync(window.Id, actor.AuditName, cancel) ? null : L["gone"].Value);

    private Task RevokeAsync(StandingOrder order)
        => ChangeAsync(async (actor, cancel) => await Store.RevokeOrderAsync(order.Id, actor.AuditName, cancel) ? null : L["gone"].Value);

    /// <param name="change">Does it; null when done, else why not.</param>
    private async Task ChangeAsync(Func<Actor, CancellationToken, Task<string?>> change)
    {
        if (_busy)
        {
            return;
        }

        (_busy, _notice) = (true, null);
        StateHasChanged();
        try
        {
            var actor = await Acting.ReadAsync(_gone.Token);
            var refused = actor switch
            {
                null => L["session"].Value,
                { Via: ActorVia.Browser } when actor.Roles.HasFlag(Roles.Commander) => await change(actor, _gone.Token),
                _ => L["commander"].Value,
            };
            (_notice, _noticeBad) = (refused ?? L["saved"].Value, refused is not null);
            await ReadNowAsync();
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // The page went.
        }
        catch (Exception failure)
        {
            ChangeFailed(Loggers.CreateLogger<AutomationPage>(), failure);
            (_notice, _noticeBad) = (L["failed"].Value, true);
        }
        finally
        {
            _busy = false;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A change of the rules of automation could not be confirmed.")]
    private static partial void ChangeFailed(ILogger logger, Exception failure);
}
