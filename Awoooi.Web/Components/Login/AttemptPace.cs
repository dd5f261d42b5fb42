using Awoooi.Web.Resources;
using Awoooi.Web.Security;
using Microsoft.Extensions.Localization;

namespace Awoooi.Web.Components.Login;

/// <summary>Slows down guessing on the pages where people prove who they are.</summary>
internal static class AttemptPace
{
    /// <summary>Null when an attempt is allowed; else the answer is marked as too early and this says when to try again.</summary>
    public static string? Refuse(this LoginLimiter limiter, HttpContext http, string account, IStringLocalizer<LoginText> texts)
    {
        if (limiter.Refuse(http, account) is not { } wait)
        {
            return null;
        }

        http.TellToWait(wait);
        return texts["slow", Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds))];
    }
}
