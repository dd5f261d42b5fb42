using Microsoft.AspNetCore.Localization;
using Microsoft.Net.Http.Headers;

namespace Awoooi.Web.Components.Culture;

/// <summary>
/// Chooses by <c>Accept-Language</c>. The framework's own provider climbs from zh-TW to zh-Hant to zh and so never meets
/// zh-Hant-TW; this one goes by language.
/// </summary>
public sealed class BrowserCulture : RequestCultureProvider
{
    public override Task<ProviderCultureResult?> DetermineProviderCultureResult(HttpContext httpContext)
    {
        var wanted = httpContext.Request.GetTypedHeaders().AcceptLanguage
            .OrderByDescending(language => language.Quality ?? 1)
            .Select(language => Cultures.Serving(language.Value.ToString()))
            .FirstOrDefault(culture => culture is not null);
        return Task.FromResult(wanted is null ? null : new ProviderCultureResult(wanted));
    }
}
