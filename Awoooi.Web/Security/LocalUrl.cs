using Awoooi.Web.Components.Culture;

namespace Awoooi.Web.Security;

/// <summary>Where a person goes on to after signing in: only places of this site.</summary>
internal static class LocalUrl
{
    private const int Longest = 2000;

    public static string OrHome(string? url) => url is { Length: < Longest } && CultureEndpoint.IsLocal(url) ? url : "/";
}
