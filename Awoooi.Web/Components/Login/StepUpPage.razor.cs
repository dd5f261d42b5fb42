using Awoooi.Core.People;
using Awoooi.Web.Security;
using Microsoft.AspNetCore.Components;

namespace Awoooi.Web.Components.Login;

/// <summary>Proves that the person of a session is present now, and goes back.</summary>
public sealed partial class StepUpPage
{
    private string? _note;

    [Inject] public required ISignIn SignIn { get; set; }

    [Inject] public required NavigationManager Nav { get; set; }

    [Inject] internal LoginLimiter Limiter { get; set; } = null!;

    [Inject] internal PasskeyState Passkeys { get; set; } = null!;

    [CascadingParameter] public required HttpContext Http { get; set; }

    [SupplyParameterFromQuery] public string? ReturnUrl { get; set; }

    [SupplyParameterFromForm(FormName = "StepUp")] public StepUpInput? StepUp { get; set; }

    [SupplyParameterFromForm(FormName = "Passkey")] public PasskeyInput? Passkey { get; set; }

    private string Goal => LocalUrl.OrHome(ReturnUrl);

    private string Lead => Destination.Name(Goal, Shell) is { } name ? $"{L["stepUp.lead"]} {L["next", name]}" : L["stepUp.lead"];

    private async Task WithPasswordAsync()
    {
        if (!IsTooFast() && Http.User.SessionId() is { } session)
        {
            GoOn(await SignIn.StepUpWithPasswordAsync(session, StepUp?.Password ?? "", Http.RequestAborted), L["stepUp.wrong"]);
        }
    }

    private async Task WithPasskeyAsync()
    {
        if (!IsTooFast() && Http.User.SessionId() is { } session)
        {
            GoOn(
                Passkeys.Take(Http, PasskeyPurpose.StepUp) is { } state && Passkey?.Credential is { Length: > 2 } credential
                    && await SignIn.StepUpWithPasskeyAsync(session, new PasskeyAnswer(credential, state), Http.RequestAborted),
                L["passkey.failed"]);
        }
    }

    private bool IsTooFast() => (_note = Limiter.Refuse(Http, Http.User.PersonId()?.ToString() ?? "", L)) is not null;

    private void GoOn(bool proven, string refusal)
    {
        if (proven)
        {
            Nav.NavigateTo(Goal);
            return;
        }

        Http.Response.StatusCode = StatusCodes.Status401Unauthorized;
        _note = refusal;
    }

    /// <summary>What is typed into the form.</summary>
    public sealed class StepUpInput
    {
        public string? Password { get; set; }
    }
}
