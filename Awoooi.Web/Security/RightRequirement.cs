using Awoooi.Core.People;
using Microsoft.AspNetCore.Authorization;

namespace Awoooi.Web.Security;

/// <summary>One of <paramref name="Any"/> roles and, by token, <paramref name="Scope"/>; without a scope a token never suffices.</summary>
internal sealed record RightRequirement(Roles Any, Scopes Scope) : IAuthorizationRequirement
{
    public static RightRequirement Read { get; } = new(Roles.Monitor | Roles.Sre | Roles.Commander | Roles.Admin, Scopes.Read);

    public static RightRequirement Terminal { get; } = new(Roles.Sre | Roles.Commander, Scopes.Terminal);

    public static RightRequirement Sign { get; } = new(Roles.Sre | Roles.Commander, Scopes.Sign);

    public static RightRequirement Command { get; } = new(Roles.Commander, Scopes.None);

    public static RightRequirement Administer { get; } = new(Roles.Admin, Scopes.None);
}

/// <summary>For endpoints that name no right of their own: what a route forgot to ask for is asked here.</summary>
internal sealed record UsualRequirement : IAuthorizationRequirement;

/// <summary>Decides rights by the claims of the principal.</summary>
internal sealed class RightHandler : IAuthorizationHandler
{
    public Task HandleAsync(AuthorizationHandlerContext context)
    {
        foreach (var requirement in context.PendingRequirements.ToList())
        {
            var right = requirement switch
            {
                RightRequirement named => named,
                UsualRequirement => context.Resource is HttpContext http && Changes(http.Request) ? RightRequirement.Sign : RightRequirement.Read,
                _ => null,
            };
            if (right is not null && Holds(context, right))
            {
                context.Succeed(requirement);
            }
        }

        return Task.CompletedTask;
    }

    private static bool Holds(AuthorizationHandlerContext context, RightRequirement right)
        => context.User.Identity?.IsAuthenticated == true
            && (context.User.Roles() & right.Any) != Roles.None
            && (context.User.TokenScopes() is not { } scopes || (right.Scope != Scopes.None && scopes.HasFlag(right.Scope)));

    // Circuits and page forms post too; their acts are decided where they are done.
    private static bool Changes(HttpRequest request)
        => request.Path.StartsWithSegments("/api") && !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method) && !HttpMethods.IsOptions(request.Method);
}
