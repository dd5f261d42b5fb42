using System.Globalization;
using Awoooi.Core.People;

namespace Awoooi.Web.Security;

/// <summary>What sign-in pages read from and write to a request.</summary>
internal static class RequestFacts
{
    public static Origin Origin(this HttpContext http) => new(http.Connection.RemoteIpAddress?.ToString() ?? "", http.Request.Headers.UserAgent.ToString());

    /// <summary>429 with the time to wait.</summary>
    public static void TellToWait(this HttpContext http, TimeSpan wait)
    {
        http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        http.Response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
    }
}
