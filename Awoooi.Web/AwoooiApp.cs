using Awoooi.Core.People;
using Awoooi.Core.Remediation.Analysis;
using Awoooi.Core.Terminal;
using Awoooi.Infrastructure.Kubernetes;
using Awoooi.Infrastructure.Postgres;
using Awoooi.Infrastructure.Postgres.Approvals;
using Awoooi.Infrastructure.Postgres.Executions;
using Awoooi.Infrastructure.Postgres.People;
using Awoooi.Infrastructure.Redis;
using Awoooi.Infrastructure.Rules;
using Awoooi.Infrastructure.Simulator.Demo;
using Awoooi.Infrastructure.Telemetry;
using Awoooi.Web.Commands;
using Awoooi.Web.Components;
using Awoooi.Web.Configuration;
using Awoooi.Web.Demo;
using Awoooi.Web.Endpoints.Approvals;
using Awoooi.Web.Endpoints.Audit;
using Awoooi.Web.Endpoints.Automation;
using Awoooi.Web.Endpoints.Autonomy;
using Awoooi.Web.Endpoints.Chain;
using Awoooi.Web.Endpoints.Dashboard;
using Awoooi.Web.Endpoints.Health;
using Awoooi.Web.Endpoints.Incidents;
using Awoooi.Web.Endpoints.Terminal;
using Awoooi.Web.Endpoints.Settings;
using Awoooi.Web.Endpoints.Webhooks;
using Awoooi.Web.Security;
using Awoooi.Web.Workers;

namespace Awoooi.Web;

/// <summary>The whole application, composed in one place; tests start it the same way as production, on another port and folder.</summary>
public sealed class AwoooiApp : IAsyncDisposable
{
    private readonly DatabaseHost _database;
    private readonly Demonstration? _demo;
    private DemoLogins? _logins;

    private AwoooiApp(WebApplication host, DatabaseHost database, Demonstration? demo) => (Host, _database, _demo) = (host, database, demo);

    /// <summary>The composed host; it runs when the app serves.</summary>
    public WebApplication Host { get; }

    /// <summary>Serves until the process is told to stop; the exit code.</summary>
    public static async Task<int> ServeAsync(string[] args, CancellationToken cancel)
    {
        await using var app = await StartAsync(args, null, cancel);
        await app.PrintAsync(Console.Out, cancel);
        await app.Host.WaitForShutdownAsync(cancel);
        return 0;
    }

    /// <summary>Starts the database where it is ours, migrates, composes, listens. <paramref name="hook"/> may change the composition (tests).</summary>
    /// <exception cref="Core.Settings.StartException">It cannot start; the message says what to do.</exception>
    public static async Task<AwoooiApp> StartAsync(string[] args, Action<WebApplicationBuilder>? hook, CancellationToken cancel)
    {
        var app = await BuildAsync(args, hook, serves: true, cancel);
        try
        {
            ConfigurationCheck.Validate(app.Host.Services);
            var secrets = app.Host.Services.GetRequiredService<WebhookSecrets>();
            await secrets.LoadAsync(cancel);
            await app.Host.Services.GetRequiredService<AllowedNamespaces>().SeedAsync(cancel);
            app._logins = app._demo is null ? null : await DemoCast.EnterAsync(app.Host.Services, cancel);
            app.Host.Services.GetRequiredService<MetricsScrape>();
            Map(app.Host);
            await app.Host.StartAsync(cancel);
            app._database.Announce(app.Host.Urls.First());
            app._demo?.Play(StartBanner.Address(app.Host), source => secrets.Keys(source)[0], TimeProvider.System, app.Host.Services.GetRequiredService<ILogger<Demonstration>>());
            return app;
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    /// <summary>Composes for a command: the database is used as it runs, nothing listens and no worker starts.</summary>
    public static Task<AwoooiApp> OpenAsync(string[] args, CancellationToken cancel) => BuildAsync(args, null, serves: false, cancel);

    /// <summary>Prints what a person needs who has just started it, a fresh setup link included.</summary>
    public async Task PrintAsync(TextWriter console, CancellationToken cancel)
    {
        var setup = await LinkPaths.MakeSetupAsync(Host.Services.GetRequiredService<IOneTimeLinks>(), cancel);
        await StartBanner.PrintAsync(Host, _database.Description, setup, _logins, console);
    }

    public async ValueTask DisposeAsync()
    {
        if (_demo is not null)
        {
            await _demo.DisposeAsync();
        }

        await Host.StopAsync(CancellationToken.None);
        await Host.DisposeAsync();
        await _database.DisposeAsync();
    }

    private static async Task<AwoooiApp> BuildAsync(string[] args, Action<WebApplicationBuilder>? hook, bool serves, CancellationToken cancel)
    {
        var builder = WebApplication.CreateBuilder(AppConfiguration.Options(args));
        AppConfiguration.Prepare(builder);
        hook?.Invoke(builder);
        using var logs = LoggerFactory.Create(logging => logging.AddConfiguration(builder.Configuration.GetSection("Logging")).AddConsole());
        var demo = serves && DemoFlag.Allows(args, builder.Environment)
            ? await Demonstration.PrepareAsync(builder.Configuration, builder.Environment.ContentRootPath, logs.CreateLogger<Demonstration>(), TimeProvider.System, cancel)
            : null;
        DatabaseHost? database = null;
        try
        {
            if (demo is not null)
            {
                builder.Configuration.AddInMemoryCollection(demo.Settings);
            }

            var options = builder.Configuration.GetSection(DataOptions.Section).Get<DataOptions>() ?? new DataOptions();
            var url = serves ? builder.Configuration["urls"] ?? AppConfiguration.DefaultUrl : null;
            database = await DatabaseHost.OpenAsync(options, builder.Environment.ContentRootPath, url, logs.CreateLogger<DatabaseHost>(), TimeProvider.System, cancel);
            Compose(builder, database.Connections);
            if (demo is not null)
            {
                builder.Services.AddSingleton(demo.Windows);
                builder.Services.AddCascadingValue(_ => new DemoMark());
            }

            return new AwoooiApp(builder.Build(), database, demo);
        }
        catch
        {
            await (database?.DisposeAsync() ?? ValueTask.CompletedTask);
            await (demo?.DisposeAsync() ?? ValueTask.CompletedTask);
            throw;
        }
    }

    private static void Compose(WebApplicationBuilder builder, DatabaseConnections connections)
    {
        var services = builder.Services;
        services.AddSingleton(TimeProvider.System);
        services.AddPostgres(connections);
        services.AddRedis(builder.Configuration);
        services.AddPeople(builder.Configuration["Awoooi:Security:PasskeyDomain"]);
        services.AddIntake();
        services.AddKubernetes(builder.Configuration);
        services.AddRcaRules(builder.Configuration);
        services.AddApprovalStores(builder.Configuration);
        services.AddRemediation(builder.Configuration);
        services.AddAnalysis();
        services.AddTerminal();
        services.AddSingleton<AllowedNamespaces>();
        services.AddSingleton<Core.Remediation.ClusterProbe>();
        services.AddSingleton<Core.Clusters.WorkloadPulse>();
        services.AddSingleton<Doctor>();
        services.AddSingleton<Components.Nexus.FirstRunReader>();
        services.AddSingleton<Core.Incidents.StandingMetrics>();
        services.AddSingleton<RequestMetrics>();
        services.AddSingleton<MetricsScrape>();
        services.AddSingleton<ScrapeMetrics>(provider => provider.GetRequiredService<MetricsScrape>().Text);
        services.AddWorkers();
        services.AddProblemDetails();
        services.AddOpenApi();
        services.AddPages();
        services.AddSecurity();
    }

    private static void Map(WebApplication app)
    {
        app.UseRequestMetrics();
        app.UseSecurityHeadersAndProxies();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UsePages();
        app.UseSecurity();
        app.MapHealth();
        app.MapMetrics();
        app.MapWebhooks();
        app.MapAlertChain();
        app.MapIncidents();
        app.MapApprovals();
        app.MapAutomation();
        app.MapDashboard();
        app.MapAudit();
        app.MapAutonomy();
        app.MapTerminal();
        app.MapSettings();
        app.MapSecurity();
        app.MapOpenApi("/openapi/{documentName}.json");
        app.MapPages();
    }
}
