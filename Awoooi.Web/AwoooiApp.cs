using Awoooi.Core.Approvals;
using Awoooi.Core.Remediation.Analysis;
using Awoooi.Infrastructure.Kubernetes;
using Awoooi.Infrastructure.Postgres;
using Awoooi.Infrastructure.Postgres.Approvals;
using Awoooi.Infrastructure.Postgres.Executions;
using Awoooi.Infrastructure.Rules;
using Awoooi.Infrastructure.Telemetry;
using Awoooi.Web.Configuration;
using Awoooi.Web.Endpoints.Audit;
using Awoooi.Web.Endpoints.Autonomy;
using Awoooi.Web.Endpoints.Dashboard;
using Awoooi.Web.Endpoints.Health;
using Awoooi.Web.Endpoints.Incidents;
using Awoooi.Web.Endpoints.Webhooks;
using Awoooi.Web.Workers;

namespace Awoooi.Web;

/// <summary>The whole application, composed in one place; tests start it the same way as production, on another port and folder.</summary>
public sealed class AwoooiApp : IAsyncDisposable
{
    private readonly DatabaseHost _database;

    private AwoooiApp(WebApplication host, DatabaseHost database) => (Host, _database) = (host, database);

    /// <summary>The running host.</summary>
    public WebApplication Host { get; }

    /// <summary>Serves until the process is told to stop; the exit code.</summary>
    public static async Task<int> ServeAsync(string[] args, CancellationToken cancel)
    {
        await using var app = await StartAsync(args, null, cancel);
        await StartBanner.PrintAsync(app.Host, app._database.Description, null, Console.Out);
        await app.Host.WaitForShutdownAsync(cancel);
        return 0;
    }

    /// <summary>Starts the database where it is ours, migrates, composes, listens. <paramref name="hook"/> may change the composition (tests).</summary>
    /// <exception cref="StartException">It cannot start; the message says what to do.</exception>
    public static async Task<AwoooiApp> StartAsync(string[] args, Action<WebApplicationBuilder>? hook, CancellationToken cancel)
    {
        var builder = WebApplication.CreateBuilder(args);
        AppConfiguration.Prepare(builder);
        hook?.Invoke(builder);
        using var logs = LoggerFactory.Create(logging => logging.AddConfiguration(builder.Configuration.GetSection("Logging")).AddConsole());
        var options = builder.Configuration.GetSection(DataOptions.Section).Get<DataOptions>() ?? new DataOptions();
        var url = builder.Configuration["urls"] ?? AppConfiguration.DefaultUrl;
        var database = await DatabaseHost.OpenAsync(options, builder.Environment.ContentRootPath, url, logs.CreateLogger<DatabaseHost>(), TimeProvider.System, cancel);
        try
        {
            Compose(builder, database.Connections);
            var host = builder.Build();
            await host.Services.GetRequiredService<WebhookSecrets>().LoadAsync(cancel);
            Map(host);
            await host.StartAsync(cancel);
            database.Announce(host.Urls.First());
            return new AwoooiApp(host, database);
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Host.StopAsync(CancellationToken.None);
        await Host.DisposeAsync();
        await _database.DisposeAsync();
    }

    private static void Compose(WebApplicationBuilder builder, DatabaseConnections connections)
    {
        var services = builder.Services;
        services.AddSingleton(TimeProvider.System);
        services.AddPostgres(connections);
        services.AddIntake();
        services.AddKubernetes(builder.Configuration);
        services.AddRcaRules(builder.Configuration);
        services.AddApprovalStores(new ApprovalRules());
        services.AddRemediation(builder.Configuration);
        services.AddAnalysis();
        services.AddSingleton<MetricsScrape>();
        services.AddSingleton<ScrapeMetrics>(provider => provider.GetRequiredService<MetricsScrape>().Text);
        services.AddHostedService<StaleSweep>();
        services.AddHostedService<ApprovalSweep>();
        services.AddHostedService<Workers.Housekeeping>();
        services.AddSingleton<WorkWorker>();
        services.AddHostedService(provider => provider.GetRequiredService<WorkWorker>());
        services.AddProblemDetails();
        services.AddOpenApi();
    }

    private static void Map(WebApplication app)
    {
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.MapHealth();
        app.MapMetrics();
        app.MapWebhooks();
        app.MapIncidents();
        app.MapDashboard();
        app.MapAudit();
        app.MapAutonomy();
        app.MapOpenApi("/openapi/{documentName}.json");
    }
}
