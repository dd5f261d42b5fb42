using Awoooi.Core.Audit;
using Awoooi.Core.Autonomy;
using Awoooi.Core.Health;
using Awoooi.Core.Incidents;
using Awoooi.Core.Incidents.Recurrence;
using Awoooi.Core.Live;
using Awoooi.Core.Settings;
using Awoooi.Core.Work;
using Awoooi.Infrastructure.Postgres.Audit;
using Awoooi.Infrastructure.Postgres.Autonomy;
using Awoooi.Infrastructure.Postgres.Health;
using Awoooi.Infrastructure.Postgres.Incidents;
using Awoooi.Infrastructure.Postgres.Live;
using Awoooi.Infrastructure.Postgres.Settings;
using Awoooi.Infrastructure.Postgres.Work;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Awoooi.Infrastructure.Postgres;

/// <summary>Connection strings of one database: the owner migrates, the app works, the listener needs a session of its own.</summary>
public sealed record DatabaseConnections(string App, string Owner, string Listen);

/// <summary>Registers everything that lives in PostgreSQL.</summary>
public static class PostgresSetup
{
    public static IServiceCollection AddPostgres(this IServiceCollection services, DatabaseConnections connections)
    {
        ArgumentNullException.ThrowIfNull(connections);
        services.AddSingleton(connections);
        services.AddSingleton(provider => new Database(Pool(connections.App, "awoooi-interactive", 40, PatienceOfPeople, provider), Pool(connections.App, "awoooi-background", 30, PatienceOfWorkers, provider)));
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<IntakeOptions>>().Value.ToWindows());
        services.AddSingleton<IIntakeStore, IntakeStore>();
        services.AddSingleton<IIncidentStore, IncidentStore>();
        services.AddSingleton<AnomalyTimeline>();
        services.AddSingleton<IAnomalyTimeline>(provider => provider.GetRequiredService<AnomalyTimeline>());
        services.AddSingleton<IRecurrenceRecord, RecurrenceRecord>();
        services.AddSingleton<FrequencyReader>();
        services.AddSingleton<IStandingReader, StandingReader>();
        services.AddSingleton<IAlertChainReader, AlertChainReader>();
        services.AddSingleton<AlertSources>();
        services.AddSingleton<IAlertSources>(provider => provider.GetRequiredService<AlertSources>());
        services.AddSingleton<IRefusedDeliveries>(provider => provider.GetRequiredService<AlertSources>());
        services.AddSingleton<IAutonomyReader, AutonomyReader>();
        services.AddSingleton<ISettingsStore, SettingsStore>();
        services.AddSingleton<IFirstRunStore, FirstRunStore>();
        services.AddSingleton<IWorkQueue, WorkQueue>();
        services.AddSingleton<IAuditLog, AuditLog>();
        services.AddSingleton<IAuditReader, AuditReader>();
        services.AddSingleton<IHousekeeping, Housekeeping>();
        services.AddSingleton<ILiveEventLog, LiveEventLog>();
        services.AddSingleton<IHealthProbe, DatabaseProbe>();
        services.AddSingleton(provider => new LiveBus(connections.Listen, provider.GetRequiredService<Database>(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<LiveBus>>()));
        services.AddSingleton<ILiveBus>(provider => provider.GetRequiredService<LiveBus>());
        services.AddHostedService<LiveListener>();
        return services;
    }

    // A person who waits longer than this is better told that the database does not answer.
    private const int PatienceOfPeople = 10;
    private const int PatienceOfWorkers = 30;

    private static NpgsqlDataSource Pool(string connection, string name, int most, int seconds, IServiceProvider provider)
    {
        var settings = new NpgsqlConnectionStringBuilder(connection)
        {
            ApplicationName = name,
            MaxPoolSize = most,
            MaxAutoPrepare = 64,
            AutoPrepareMinUsages = 2,
            Timeout = 5,
            CommandTimeout = seconds,
            KeepAlive = 30,
            IncludeErrorDetail = false,
        };
        return new NpgsqlDataSourceBuilder(settings.ConnectionString) { Name = name }.UseLoggerFactory(provider.GetRequiredService<ILoggerFactory>()).Build();
    }

    private sealed class LiveListener(LiveBus bus) : BackgroundService
    {
        protected override Task ExecuteAsync(CancellationToken stoppingToken) => bus.RunAsync(stoppingToken);
    }
}
