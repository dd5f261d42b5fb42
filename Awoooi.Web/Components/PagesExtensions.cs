using Awoooi.Web.Components.Culture;
using Awoooi.Web.Components.Live;
using Microsoft.AspNetCore.Localization;

namespace Awoooi.Web.Components;

/// <summary>The face: Blazor pages, languages and static files.</summary>
public static class PagesExtensions
{
    public static IServiceCollection AddPages(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddCascadingAuthenticationState();
        services.AddLocalization();
        services.Configure<RequestLocalizationOptions>(options =>
        {
            options.DefaultRequestCulture = new RequestCulture(Cultures.English);
            options.SupportedCultures = [.. Cultures.All];
            options.SupportedUICultures = [.. Cultures.All];
            options.RequestCultureProviders = [new CookieRequestCultureProvider(), new BrowserCulture()];
        });
        services.AddScoped<Ticker>();
        services.AddScoped<ViewHold>();
        services.AddScoped<Shared.Toasts>();
        services.AddScoped<Security.ActingPerson>();
        return services;
    }

    /// <summary>Chooses the language of each request; before anything that writes a text.</summary>
    public static IApplicationBuilder UsePages(this IApplicationBuilder app) => app.UseRequestLocalization();

    /// <summary>Maps pages, their assets and the language switch. The content security policy, frame ancestors included, is the host's.</summary>
    public static void MapPages(this IEndpointRouteBuilder routes)
    {
        routes.MapStaticAssets().AllowAnonymous();
        routes.MapCulture();
        routes.MapRazorComponents<App>()
            .AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = null);
    }
}
