using System.Data.Common;
using Awoooi.Web.Components.Culture;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Awoooi.Web.Components.Errors;

/// <summary>Tells everybody who asks while the database is away to come back: programs by problem details, people by a page that tries again by itself.</summary>
public sealed class DatabaseAway(IProblemDetailsService problems) : IExceptionHandler
{
    private const string Seconds = "5";

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        if (!Means(exception))
        {
            return false;
        }

        httpContext.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        httpContext.Response.Headers.RetryAfter = Seconds;
        if (ProgramErrors.IsPerson(httpContext))
        {
            await ShowAsync(httpContext);
            return true;
        }

        return await problems.TryWriteAsync(new ProblemDetailsContext
        {
            HttpContext = httpContext,
            ProblemDetails =
            {
                Type = "urn:awoooi:problem:database-unavailable",
                Title = "Database unavailable",
                Detail = "The database does not answer; nothing was changed by this request as far as is known. Try again.",
                Status = StatusCodes.Status503ServiceUnavailable,
            },
        });
    }

    /// <summary>Whether the failure came from a database that is away, stopping or out of room, not from one that answered with a fault of ours.</summary>
    internal static bool Means(Exception? exception) => exception switch
    {
        null => false,
        DbException { SqlState: null } => true,
        DbException { SqlState: ['0', '8', ..] or ['5', '3', ..] or ['5', '7', ..] or ['5', '8', ..] or "25006" } => true,
        _ => Means(exception.InnerException),
    };

    // A form that was sent is not sent again by itself.
    private static Task ShowAsync(HttpContext http)
    {
        var again = HttpMethods.IsGet(http.Request.Method) ? $"{http.Request.Path}{http.Request.QueryString}" : "/";
        if (HttpMethods.IsGet(http.Request.Method))
        {
            http.Response.Headers["Refresh"] = Seconds;
        }

        http.Response.Headers.CacheControl = "no-store";
        var page = new RazorComponentResult<DatabaseAwayPage>(new { Back = again, Theme = Viewer.ThemeOf(http) })
        {
            StatusCode = StatusCodes.Status503ServiceUnavailable,
            PreventStreamingRendering = true,
        };
        return page.ExecuteAsync(http);
    }
}
