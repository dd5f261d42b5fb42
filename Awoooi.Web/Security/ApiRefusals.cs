using Awoooi.Web.Endpoints;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;

namespace Awoooi.Web.Security;

/// <summary>Refuses programs with 401 or 403 and a problem; only people are sent to the sign-in page.</summary>
internal sealed class ApiRefusals : IAuthorizationMiddlewareResultHandler
{
    private readonly AuthorizationMiddlewareResultHandler _pages = new();

    public async Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (authorizeResult.Succeeded || !IsForPrograms(context.Request))
        {
            await _pages.HandleAsync(next, context, policy, authorizeResult);
            return;
        }

        if (authorizeResult.Challenged)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
            await Problems.Of(StatusCodes.Status401Unauthorized, "not-signed-in", "Not signed in", "Send Authorization: Bearer with a token in force, or sign in.").ExecuteAsync(context);
            return;
        }

        await Problems.Of(StatusCodes.Status403Forbidden, "not-allowed", "Not allowed", Reason(context), ("reason", context.User.TokenScopes() is null ? "role-missing" : "right-missing")).ExecuteAsync(context);
    }

    /// <summary>Where tokens count; pages are for people in browsers.</summary>
    public static bool IsForPrograms(HttpRequest request) => request.Path.StartsWithSegments("/api") || request.Path.StartsWithSegments("/openapi");

    private static string Reason(HttpContext context) => context.User.TokenScopes() is { } scopes
        ? $"The token has the scopes {Core.People.ScopeNames.Text(scopes)} and its owner the roles {Core.People.RoleNames.Text(context.User.Roles())}; this needs more."
        : $"Your roles are {Core.People.RoleNames.Text(context.User.Roles())}; this needs another.";
}
