using Awoooi.Web.Demo;
using Microsoft.Extensions.Configuration.EnvironmentVariables;

namespace Awoooi.Web.Configuration;

/// <summary>Where settings come from: appsettings, then well-known environment names, then <c>Awoooi__…</c>, then arguments.</summary>
internal static class AppConfiguration
{
    /// <summary>The address when none is configured: this machine only, since a fresh install has no people yet.</summary>
    public const string DefaultUrl = "http://localhost:8080";

    /// <summary>Running requests and workers get this long at a stop; orchestrators kill after 30 s, and the database must stop in order too.</summary>
    private static readonly TimeSpan ShutdownLimit = TimeSpan.FromSeconds(15);

    /// <summary>The app is itself whoever starts it (tests do), and finds its files beside its binary when it is started from elsewhere.</summary>
    public static WebApplicationOptions Options(string[] args) => new()
    {
        Args = DemoFlag.Without(args),
        EnvironmentName = DemoFlag.EnvironmentOf(args),
        ApplicationName = typeof(AppConfiguration).Assembly.GetName().Name,
        ContentRootPath = File.Exists("appsettings.json") || args.Any(word => word.StartsWith("--contentRoot", StringComparison.OrdinalIgnoreCase)) ? null : AppContext.BaseDirectory,
    };

    public static void Prepare(WebApplicationBuilder builder)
    {
        var sources = builder.Configuration.Sources;
        var environment = sources.ToList().FindLastIndex(source => source is EnvironmentVariablesConfigurationSource);
        sources.Insert(Math.Max(0, environment), new WellKnownEnvironment());
        if (!Keys.Any(key => !string.IsNullOrEmpty(builder.Configuration[key])))
        {
            builder.WebHost.UseUrls(DefaultUrl);
        }

        // Development serves the files of the build; the packed script is one of them.
        builder.WebHost.UseStaticWebAssets();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;

            // Each door has its own limit.
            kestrel.Limits.MaxRequestBodySize = 33L << 20;
        });
        builder.Host.ConfigureHostOptions(options => options.ShutdownTimeout = ShutdownLimit);
        builder.Host.UseDefaultServiceProvider(options => (options.ValidateScopes, options.ValidateOnBuild) = (true, true));
    }

    private static readonly string[] Keys = ["urls", "http_ports", "https_ports", "Kestrel:Endpoints:Http:Url"];
}
