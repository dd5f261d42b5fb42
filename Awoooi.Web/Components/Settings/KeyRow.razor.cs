using Awoooi.Core.Audit;
using Awoooi.Core.People;
using Awoooi.Web.Endpoints.Webhooks;
using Awoooi.Web.Security;
using Microsoft.AspNetCore.Components;

namespace Awoooi.Web.Components.Settings;

/// <summary>Shows the generated key to an administrator on request; a configured one is known to whoever configured it and is never shown.</summary>
public sealed partial class KeyRow : IDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private string? _shown;
    private string? _refusal;
    private bool _busy;

    [Inject] internal WebhookSecrets Secrets { get; set; } = null!;

    [Inject] public required IAuditLog Audit { get; set; }

    [Inject] public required ActingPerson Acting { get; set; }

    [Inject] public required ILoggerFactory Loggers { get; set; }

    [Parameter] public bool IAdminister { get; set; }

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    protected override void OnParametersSet()
    {
        if (!IAdminister)
        {
            _shown = null;
        }
    }

    private async Task ShowAsync()
    {
        (_busy, _refusal) = (true, null);
        try
        {
            var actor = await Acting.ReadAsync(_gone.Token);
            if (actor is not { Via: ActorVia.Browser } || !actor.Roles.HasFlag(Roles.Admin))
            {
                _refusal = L["key.admin"];
                return;
            }

            // Written down before it is shown: a key that was seen without a trace would be worse than one not shown.
            await Audit.AppendAsync(new AuditEntry { Chain = AuditChains.System, Actor = actor.AuditName, Action = "webhook-key.shown", Subject = "webhooks" }, _gone.Token);
            _shown = Secrets.Generated;
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // The page went.
        }
        catch (Exception failure)
        {
            ShowFailed(Loggers.CreateLogger<KeyRow>(), failure);
            _refusal = L["failed"];
        }
        finally
        {
            _busy = false;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The webhook key could not be shown.")]
    private static partial void ShowFailed(ILogger logger, Exception failure);
}
