using Awoooi.Web.Components.Culture;
using Awoooi.Web.Components.Errors;
using Awoooi.Web.Components.Live;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Localization;

namespace Awoooi.Web.Components;

/// <summary>The face: Blazor pages, languages and static files.</summary>
public static class PagesExtensions
{
    public static IServiceCollection AddPages(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddCascadingAuthenticationState();
        services.AddProblemDetails();
        services.AddExceptionHandler<DatabaseAway>();
        services.AddExceptionHandler<ProgramErrors>();
        services.AddLocalization();
        services.Configure<RequestLocalizationOptions>(options =>
        {
            options.DefaultRequestCulture = new RequestCulture(Cultures.English);
            options.SupportedCultures = [.. Cultures.All];
            options.SupportedUICultures = [.. Cultures.All];
            options.RequestCultureProviders = [new CookieRequestCultureProvider(), new BrowserCulture()];
        });
        services.AddSingleton<DrawnPages>();
        services.AddScoped<ILiveHandover, LiveHandover>();
        services.AddScoped<Ticker>();
        services.AddScoped<ViewHold>();
        services.AddScoped<Shared.Toasts>();
        services.AddScoped<Terminal.TerminalSession>();
        services.AddScoped<Palette.PaletteSearch>();
        services.AddScoped<Security.ActingPerson>();
        services.AddScoped<Incidents.IncidentActs>();
        services.AddScoped<Layout.IBarFacts, Layout.StoredBarFacts>();
        return services;
    }

    /// <summary>
    /// Chooses the language of each request, and answers people (not programs) with a page when something is missing or fails.
    /// Stands before anything that writes a text.
    /// </summary>
    public static IApplicationBuilder UsePages(this IApplicationBuilder app)
    {
        app.UseRequestLocalization();
        app.UseExceptionHandler("/error", createScopeForErrors: true);
        app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
        return app.Use(async (http, next) =>
        {
            await next(http);

            // A program is told by the status, or by problem details further out; other refusals have pages or words of their own.
            var wrongAddress = http.Response.StatusCode == StatusCodes.Status404NotFound && ProgramErrors.IsPerson(http);
            if (!wrongAddress && http.Features.Get<IStatusCodePagesFeature>() is { } pages)
            {
                pages.Enabled = false;
            }
        });
    }

    /// <summary>Maps pages, their assets and the language switch. The content security policy, frame ancestors included, is the host's.</summary>
    public static void MapPages(this IEndpointRouteBuilder routes)
    {
        routes.MapStaticAssets().AllowAnonymous();
        routes.MapCulture();
        routes.MapLook();
        routes.MapRazorComponents<App>()
            .AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = null);
    }
}
