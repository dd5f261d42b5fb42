using Awoooi.Core.People;
using Awoooi.Web.Endpoints;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;

namespace Awoooi.Web.Security;

/// <summary>Sign-out, and the challenges that passkey buttons ask for.</summary>
internal static class SecurityEndpoints
{
    /// <summary>Maps them; the pages of sign-in are Razor components.</summary>
    public static void MapSecurity(this IEndpointRouteBuilder routes)
    {
        ArgumentNullException.ThrowIfNull(routes);
        var group = routes.MapGroup("").ExcludeFromDescription().AddEndpointFilter(RequireFormTokenAsync);
        group.MapPost("/logout", SignOutAsync).AllowAnonymous();
        group.MapPost("/login/passkey-options", ChallengeAnyAsync).AllowAnonymous();
        group.MapPost("/login/step-up/passkey-options", ChallengeOwnAsync).RequireAuthorization(Policies.Read);
        group.MapPost("/settings/access/passkey-options", ChallengeNewAsync).RequireAuthorization(Policies.Read);
    }

    /// <summary>Refuses a post that no page of ours made.</summary>
    public static async ValueTask<object?> RequireFormTokenAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
        => await context.HttpContext.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(context.HttpContext)
            ? await next(context)
            : Problems.Of(StatusCodes.Status400BadRequest, "form-token", "Refused", "The form is not from this page, or too old. Load the page again.");

    private static async Task<IResult> SignOutAsync(HttpContext http, ISignIn signIn, CancellationToken cancel)
    {
        if (http.User.SessionId() is { } session)
        {
            await signIn.EndAsync(session, cancel);
        }

        await http.SignOutAsync(Schemes.Session);
        return Results.LocalRedirect("/login");
    }

    private static async Task<IResult> ChallengeAnyAsync(HttpContext http, ISignIn signIn, PasskeyState state, LoginLimiter limiter, CancellationToken cancel)
    {
        if (limiter.Refuse(http) is { } wait)
        {
            http.TellToWait(wait);
            return Problems.Of(StatusCodes.Status429TooManyRequests, "too-many", "Too many attempts", "Try again later.");
        }

        return Keep(http, state, PasskeyPurpose.SignIn, await signIn.ChallengeAsync(null, cancel));
    }

    private static async Task<IResult> ChallengeOwnAsync(HttpContext http, ISignIn signIn, PasskeyState state, CancellationToken cancel)
        => http.User.SessionId() is { } session ? Keep(http, state, PasskeyPurpose.StepUp, await signIn.ChallengeAsync(session, cancel)) : Results.Forbid();

    private static async Task<IResult> ChallengeNewAsync(HttpContext http, IActors actors, IPasskeys passkeys, PasskeyState state, CancellationToken cancel)
        => http.User.SessionId() is { } session && await actors.OfSessionAsync(session, cancel) is { } actor
            ? Keep(http, state, PasskeyPurpose.Add, await passkeys.BeginAsync(actor, cancel))
            : Results.Forbid();

    private static IResult Keep(HttpContext http, PasskeyState state, PasskeyPurpose purpose, PasskeyChallenge challenge)
    {
        state.Keep(http, purpose, challenge.State);
        return Results.Content(challenge.OptionsJson, "application/json");
    }
}
