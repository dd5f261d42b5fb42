using System.Globalization;

namespace Awoooi.Web.Components.Culture;

/// <summary>The two languages of the face; resources are complete in both.</summary>
public static class Cultures
{
    public const string English = "en";
    public const string Chinese = "zh-Hant-TW";

    public static IReadOnlyList<CultureInfo> All { get; } = [CultureInfo.GetCultureInfo(English), CultureInfo.GetCultureInfo(Chinese)];

    /// <summary>The culture that serves a browser's tag such as <c>zh-TW</c> or <c>en-GB</c>; null when it is neither language.</summary>
    public static string? Serving(string tag) => tag.Split('-')[0].ToLowerInvariant() switch
    {
        "zh" => Chinese,
        "en" => English,
        _ => null,
    };
}
