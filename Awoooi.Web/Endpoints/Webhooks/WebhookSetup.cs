using Awoooi.Core.Alerts;
using Awoooi.Core.Alerts.Catalogue;
using Awoooi.Core.Incidents;
using Awoooi.Web.Configuration;
using Awoooi.Web.Endpoints.Incidents;
using Awoooi.Web.Workers;
using Microsoft.Extensions.Options;

namespace Awoooi.Web.Endpoints.Webhooks;

/// <summary>Registers the doors, the intake behind them and what watches over them.</summary>
internal static class WebhookSetup
{
    public static IServiceCollection AddIntake(this IServiceCollection services)
    {
        services.AddOptions<WebhookOptions>().BindConfiguration(WebhookOptions.Section)
            .Validate(options => options.RefusalsPerMinute is > 0 and <= 100_000, "Awoooi:Webhooks:RefusalsPerMinute is 1 to 100000.")
            .ValidateOnStart();
        services.AddIntakeRules().BindConfiguration(IntakeOptions.Section).ValidateOnStart();
        services.AddSingleton(provider => new Installation(provider.GetRequiredService<IConfiguration>()["Awoooi:Cluster:Name"] is { Length: > 0 } name ? name : "default"));
        foreach (var source in AlertSources.All(AlertCatalogue.Shipped()))
        {
            services.AddSingleton(source);
        }

        services.AddSingleton(provider => provider.GetRequiredService<IOptions<IntakeOptions>>().Value.ToLimits());
        services.AddSingleton<IntakeMetrics>();
        services.AddSingleton<AlertIntake>();
        services.AddSingleton<SourceSettings>();
        services.AddSingleton<WebhookSecrets>();
        services.AddSingleton<Signatures>();
        services.AddSingleton<Replays>();
        services.AddSingleton<Refusals>();
        services.AddSingleton<SourceReader>();
        services.AddSingleton<SourceOverview>();
        services.AddSingleton<TestAlerts>();
        services.AddSingleton<WebhookDoor>();
        services.AddSingleton<IIncidentPart, FrequencyPart>();
        services.AddHostedService<IntakeWorker>();
        services.AddHostedService<RefusalFlush>();
        return services;
    }
}
