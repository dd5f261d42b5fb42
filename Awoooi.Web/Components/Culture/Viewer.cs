using System.Security.Claims;

namespace Awoooi.Web.Components.Culture;

/// <summary>How the person at the screen wants things shown. Taken from the request, since a circuit has no cookies of its own.</summary>
/// <param name="ZoneId">IANA name of the zone in which times are written.</param>
/// <param name="SingleKeys">Whether single-key shortcuts are on.</param>
public sealed record Viewer(string ZoneId, bool SingleKeys)
{
    public const string DefaultZone = "Asia/Taipei";
    public const string ZoneClaim = "awoooi:zone";
    public const string ZoneCookie = "awoooi.zone";
    public const string ThemeCookie = "awoooi.theme";
    public const string KeysCookie = "awoooi.keys";

    public static Viewer Default { get; } = new(DefaultZone, SingleKeys: true);

    public TimeZoneInfo Zone { get; } = TimeZoneInfo.TryFindSystemTimeZoneById(ZoneId, out var zone) ? zone : TimeZoneInfo.Utc;

    public static Viewer Of(HttpContext http)
    {
        var zone = http.User.FindFirstValue(ZoneClaim) ?? http.Request.Cookies[ZoneCookie];
        return new Viewer(
            zone is not null && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _) ? zone : DefaultZone,
            http.Request.Cookies[KeysCookie] != "off");
    }

    /// <summary>The theme that was chosen; null follows the system.</summary>
    public static string? ThemeOf(HttpContext http) => http.Request.Cookies[ThemeCookie] is "light" or "dark" ? http.Request.Cookies[ThemeCookie] : null;

    public DateTimeOffset Local(DateTimeOffset moment) => TimeZoneInfo.ConvertTime(moment, Zone);
}
