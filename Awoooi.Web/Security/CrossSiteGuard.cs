using Awoooi.Web.Endpoints;

namespace Awoooi.Web.Security;

/// <summary>
/// The API takes a browser's cookie, and JSON carries no form token: a change that another site's page sends with the cookie is refused
/// by what the browser says of its source. SameSite alone would let pages of neighbouring subdomains through.
/// </summary>
internal static class CrossSiteGuard
{
    public static IApplicationBuilder UseCrossSiteGuard(this IApplicationBuilder app) => app.Use((context, next) => IsForeign(context)
        ? Problems.Of(StatusCodes.Status403Forbidden, "cross-site", "Refused", "This change came from another site's page.").ExecuteAsync(context)
        : next(context));

    private static bool IsForeign(HttpContext context)
    {
        var request = context.Request;
        if (!request.Path.StartsWithSegments("/api") || HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method) || context.User.SessionId() is null)
        {
            return false;
        }

        var site = request.Headers["Sec-Fetch-Site"].ToString();
        var origin = request.Headers.Origin.ToString();
        return site is not ("" or "same-origin" or "none") || (origin.Length > 0 && !string.Equals(origin, $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase));
    }
}
