using System.Globalization;
using Microsoft.AspNetCore.Localization;

namespace Awoooi.Web.Components.Culture;

/// <summary>Remembers the language in a cookie and goes back to where the person was.</summary>
public static class CultureEndpoint
{
    // A GET is enough: all that a forged request could change is the language of the page.
    public static IEndpointConventionBuilder MapCulture(this IEndpointRouteBuilder routes)
        => routes.MapGet("/culture/set", Set).AllowAnonymous().ExcludeFromDescription();

    private static IResult Set(HttpContext http, string? to, string? back)
    {
        var culture = Cultures.All.FirstOrDefault(known => string.Equals(known.Name, to, StringComparison.OrdinalIgnoreCase));
        if (culture is null)
        {
            return TypedResults.BadRequest();
        }

        Write(http, culture);
        return TypedResults.LocalRedirect(IsLocal(back) ? back! : "/");
    }

    /// <summary>Sets the language that a person chose for the account; an earlier choice in this browser stays unless <paramref name="replace"/>.</summary>
    internal static void Remember(HttpContext http, string name, bool replace)
    {
        if ((replace || !http.Request.Cookies.ContainsKey(CookieRequestCultureProvider.DefaultCookieName)) && Cultures.All.FirstOrDefault(known => known.Name == name) is { } culture)
        {
            Write(http, culture);
        }
    }

    private static void Write(HttpContext http, CultureInfo culture) => http.Response.Cookies.Append(
        CookieRequestCultureProvider.DefaultCookieName,
        CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(culture)),
        new CookieOptions { MaxAge = TimeSpan.FromDays(365), IsEssential = true, SameSite = SameSiteMode.Lax, Secure = http.Request.IsHttps, HttpOnly = true, Path = "/" });

    /// <summary>A path of this site; <c>//host</c> and <c>/\host</c> would leave it.</summary>
    internal static bool IsLocal(string? path)
        => path is ['/', ..] && path is not ['/', '/' or '\\', ..] && !path.Any(char.IsControl);
}
