using System.Net;
using Awoooi.Core.People;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Awoooi.Web.Security;

/// <summary>Authentication, authorization, headers. The stores behind them are registered apart.</summary>
public static class SecuritySetup
{
    /// <summary>After the pages, whose authentication state it takes over.</summary>
    public static IServiceCollection AddSecurity(this IServiceCollection services)
    {
        services.AddOptions<SecurityOptions>().BindConfiguration(SecurityOptions.Section)
            .Validate(options => options.Proxies.All(SecurityOptions.IsProxy), $"{SecurityOptions.Section}:TrustedProxies is a list of addresses or networks such as 192.0.2.0/24.")
            .Validate(options => options.AttemptsPerAddress is > 0 and <= 10_000, $"{SecurityOptions.Section}:AttemptsPerAddress is 1 to 10000.")
            .Validate(options => options.AttemptsPerAccount is > 0 and <= 10_000, $"{SecurityOptions.Section}:AttemptsPerAccount is 1 to 10000.")
            .ValidateOnStart();
        services.AddSingleton<IConfigureOptions<ForwardedHeadersOptions>>(provider => new ConfigureOptions<ForwardedHeadersOptions>(options => Believe(options, provider.GetRequiredService<IOptions<SecurityOptions>>().Value)));
        services.AddSingleton<Core.Approvals.ISigners, RequestSigners>();
        services.AddSingleton<LoginLimiter>();
        services.AddSingleton<PasskeyState>();
        services.AddSingleton<SessionCookie>();
        services.AddAuthentication(Schemes.Any)
            .AddPolicyScheme(Schemes.Any, null, options => options.ForwardDefaultSelector = http => ApiRefusals.IsForPrograms(http.Request) && TokenAuthentication.IsCarriedBy(http.Request) ? Schemes.Token : Schemes.Session)
            .AddCookie(Schemes.Session, SessionCookie.Configure)
            .AddScheme<AuthenticationSchemeOptions, TokenAuthentication>(Schemes.Token, null);
        services.AddAuthorization(Permit);
        services.AddSingleton<IAuthorizationHandler, RightHandler>();
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, ApiRefusals>();
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "awoooi.form";
            options.Cookie.SameSite = SameSiteMode.Strict;
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
        services.AddHsts(options => options.MaxAge = TimeSpan.FromDays(365));
        services.AddCascadingAuthenticationState();
        services.Replace(ServiceDescriptor.Scoped<AuthenticationStateProvider, CircuitRecheck>());
        return services;
    }

    /// <summary>First in the pipeline: who is really asking, and what browsers may do with the answer.</summary>
    public static IApplicationBuilder UseSecurityHeadersAndProxies(this IApplicationBuilder app)
    {
        app.UseForwardedHeaders();
        app.UseSecurityHeaders();
        return app.UseHsts();
    }

    /// <summary>After errors and languages, before every endpoint.</summary>
    public static IApplicationBuilder UseSecurity(this IApplicationBuilder app)
    {
        app.UseAuthentication();
        app.UseCrossSiteGuard();
        app.UseAuthorization();
        return app.UseAntiforgery();
    }

    private static void Permit(AuthorizationOptions options)
    {
        var usual = new AuthorizationPolicyBuilder().AddRequirements(new UsualRequirement()).Build();
        options.DefaultPolicy = usual;
        options.FallbackPolicy = usual;
        options.AddPolicy(Policies.Read, policy => policy.AddRequirements(RightRequirement.Read));
        options.AddPolicy(Policies.Terminal, policy => policy.AddRequirements(RightRequirement.Terminal));
        options.AddPolicy(Policies.Sign, policy => policy.AddRequirements(RightRequirement.Sign));
        options.AddPolicy(Policies.Command, policy => policy.AddRequirements(RightRequirement.Command));
        options.AddPolicy(Policies.Administer, policy => policy.AddRequirements(RightRequirement.Administer));
    }

    private static void Believe(ForwardedHeadersOptions options, SecurityOptions security)
    {
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var proxy in security.Proxies)
        {
            if (IPAddress.TryParse(proxy, out var address))
            {
                options.KnownProxies.Add(address);
            }
            else
            {
                options.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(proxy));
            }
        }

        // With no proxy named the framework would believe everybody.
        options.ForwardedHeaders = options.KnownProxies.Count + options.KnownIPNetworks.Count == 0 ? ForwardedHeaders.None : ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;
        options.ForwardLimit = null;
    }
}
