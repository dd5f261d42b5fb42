using Awoooi.Core.People;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.StaticAssets;

namespace Awoooi.Web.Security;

/// <summary>
/// The cookie of a browser's session. It only names the session: who the person is and what they may do is read from the database for
/// each request, so that a lost role or a locked account counts at once.
/// </summary>
internal sealed class SessionCookie(IActors actors) : CookieAuthenticationEvents
{
    public static readonly TimeSpan Life = TimeSpan.FromDays(30);

    public static void Configure(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = "awoooi.session";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.Cookie.IsEssential = true;
        options.ExpireTimeSpan = Life;
        options.SlidingExpiration = true;
        options.LoginPath = "/login";
        options.LogoutPath = "/logout";
        options.AccessDeniedPath = "/denied";
        options.EventsType = typeof(SessionCookie);
    }

    /// <summary>Gives the browser the cookie of a session that began.</summary>
    public static Task SignInAsync(HttpContext http, Guid session)
        => http.SignInAsync(Schemes.Session, PersonClaims.OfSession(session), new AuthenticationProperties { IsPersistent = true });

    public override async Task ValidatePrincipal(CookieValidatePrincipalContext context)
    {
        // Style sheets and scripts are the same for everybody.
        if (context.HttpContext.GetEndpoint()?.Metadata.GetMetadata<StaticAssetDescriptor>() is not null)
        {
            context.RejectPrincipal();
            return;
        }

        if (context.Principal?.SessionId() is { } session && await actors.OfSessionAsync(session, context.HttpContext.RequestAborted) is { } actor)
        {
            context.ReplacePrincipal(PersonClaims.Of(actor, session));
            return;
        }

        context.RejectPrincipal();
        await context.HttpContext.SignOutAsync(Schemes.Session);
    }
}
