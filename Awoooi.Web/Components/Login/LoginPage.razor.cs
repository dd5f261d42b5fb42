using Awoooi.Core.People;
using Awoooi.Web.Components.Culture;
using Awoooi.Web.Security;
using Microsoft.AspNetCore.Components;

namespace Awoooi.Web.Components.Login;

/// <summary>Signs a person in and goes on to where they wanted to be.</summary>
public sealed partial class LoginPage
{
    private string? _note;

    [Inject] public required ISignIn SignIn { get; set; }

    [Inject] public required NavigationManager Nav { get; set; }

    [Inject] internal LoginLimiter Limiter { get; set; } = null!;

    [Inject] internal PasskeyState Passkeys { get; set; } = null!;

    [CascadingParameter] public required HttpContext Http { get; set; }

    [SupplyParameterFromQuery] public string? ReturnUrl { get; set; }

    [SupplyParameterFromForm(FormName = "Login")] public LoginInput? Login { get; set; }

    [SupplyParameterFromForm(FormName = "Passkey")] public PasskeyInput? Passkey { get; set; }

    private string Goal => LocalUrl.OrHome(ReturnUrl);

    private string? Lead => Destination.Name(Goal, Shell) is { } name ? L["next", name].Value : null;

    protected override void OnInitialized()
    {
        if (Http.User.SessionId() is not null && HttpMethods.IsGet(Http.Request.Method))
        {
            Nav.NavigateTo(Goal);
        }
    }

    private async Task WithPasswordAsync()
    {
        var email = Login?.Email?.Trim() ?? "";
        if (IsTooFast(email))
        {
            return;
        }

        await GoOnAsync(await SignIn.WithPasswordAsync(email, Login?.Password ?? "", Http.Origin(), Http.RequestAborted), L["wrong"]);
    }

    private async Task WithPasskeyAsync()
    {
        if (IsTooFast(""))
        {
            return;
        }

        var outcome = Passkeys.Take(Http, PasskeyPurpose.SignIn) is { } state && Passkey?.Credential is { Length: > 2 } credential
            ? await SignIn.WithPasskeyAsync(new PasskeyAnswer(credential, state), Http.Origin(), Http.RequestAborted)
            : SignInOutcome.Refused;
        await GoOnAsync(outcome, L["passkey.failed"]);
    }

    private bool IsTooFast(string account) => (_note = Limiter.Refuse(Http, account, L)) is not null;

    private async Task GoOnAsync(SignInOutcome outcome, string refusal)
    {
        if (outcome.Session is not { } session)
        {
            Http.Response.StatusCode = StatusCodes.Status401Unauthorized;
            _note = refusal;
            return;
        }

        await SessionCookie.SignInAsync(Http, session);
        CultureEndpoint.Remember(Http, outcome.Language, replace: false);
        Nav.NavigateTo(Goal);
    }

    /// <summary>What is typed into the form.</summary>
    public sealed class LoginInput
    {
        public string? Email { get; set; }

        public string? Password { get; set; }
    }
}
