using Awoooi.Core.People;
using Awoooi.Web.Security;

namespace Awoooi.Web.Components.Culture;

/// <summary>Keeps how a person wants things shown: cookies for this browser, zone and language with the account. A circuit cannot set cookies, so the form is posted.</summary>
internal static class LookEndpoint
{
    public static IEndpointConventionBuilder MapLook(this IEndpointRouteBuilder routes)
        => routes.MapPost("/settings/look", SetAsync).RequireAuthorization(Policies.Read).AddEndpointFilter(SecurityEndpoints.RequireFormTokenAsync).ExcludeFromDescription();

    private static async Task<IResult> SetAsync(HttpContext http, IPreferences preferences, CancellationToken cancel)
    {
        var form = await http.Request.ReadFormAsync(cancel);
        var zone = TimeZoneInfo.TryFindSystemTimeZoneById(form["zone"].ToString(), out var found) && found.HasIanaId ? found.Id : null;
        var language = Cultures.All.FirstOrDefault(known => known.Name == form["language"])?.Name;
        Keep(http, Viewer.ThemeCookie, form["theme"].ToString() switch { "light" => "light", "dark" => "dark", "system" => "", _ => null });
        Keep(http, Viewer.KeysCookie, form["keys"].ToString() switch { "off" => "off", "on" => "", _ => null });
        Keep(http, Viewer.ZoneCookie, zone);
        if (language is not null)
        {
            CultureEndpoint.Remember(http, language, replace: true);
        }

        if ((zone ?? language) is not null && http.User.PersonId() is { } person)
        {
            await preferences.SaveAsync(person, zone, language, cancel);
        }

        return TypedResults.LocalRedirect("/settings");
    }

    /// <param name="value">Empty goes back to what holds without a choice; null changes nothing.</param>
    private static void Keep(HttpContext http, string cookie, string? value)
    {
        if (value is "")
        {
            http.Response.Cookies.Delete(cookie, new CookieOptions { Path = "/" });
        }
        else if (value is not null)
        {
            http.Response.Cookies.Append(cookie, value, new CookieOptions { MaxAge = TimeSpan.FromDays(365), IsEssential = true, SameSite = SameSiteMode.Lax, Secure = http.Request.IsHttps, HttpOnly = true, Path = "/" });
        }
    }
}
