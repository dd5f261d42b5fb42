using Microsoft.AspNetCore.Diagnostics;

namespace Awoooi.Web.Components.Errors;

/// <summary>Tells programs of a failure by problem details, before the page for people would be shown to them.</summary>
public sealed class ProgramErrors(IProblemDetailsService problems) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
        => !IsPerson(httpContext) && await problems.TryWriteAsync(new ProblemDetailsContext { HttpContext = httpContext, Exception = exception });

    /// <summary>Whether somebody looks at the answer: it may be a page, and the address is not one for programs.</summary>
    internal static bool IsPerson(HttpContext http)
        => !http.Request.Path.StartsWithSegments("/api")
            && http.Request.GetTypedHeaders().Accept.Any(type => type.MediaType.Equals("text/html", StringComparison.OrdinalIgnoreCase));
}
