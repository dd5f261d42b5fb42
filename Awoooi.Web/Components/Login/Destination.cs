using Awoooi.Web.Components.Layout;
using Awoooi.Web.Resources;
using Microsoft.Extensions.Localization;

namespace Awoooi.Web.Components.Login;

/// <summary>What a person knows a page as: its id, such as APR-0231, else the name of the place; null for the first page.</summary>
internal static class Destination
{
    public static string? Name(string url, IStringLocalizer<ShellText> texts)
    {
        var path = url.Split('?', '#')[0];
        var last = path.TrimEnd('/').Split('/')[^1];
        if (last.StartsWith("APR-", StringComparison.OrdinalIgnoreCase) || last.StartsWith("INC-", StringComparison.OrdinalIgnoreCase))
        {
            return last.Length <= 20 && last.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') ? last.ToUpperInvariant() : null;
        }

        return Places.Main.Concat(Places.Account).FirstOrDefault(place => place.Href != "/" && place.Holds(path))?.Name(texts);
    }
}
