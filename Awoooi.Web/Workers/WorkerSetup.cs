namespace Awoooi.Web.Workers;

/// <summary>Registers what runs in the background of every serving process.</summary>
internal static class WorkerSetup
{
    public static IServiceCollection AddWorkers(this IServiceCollection services)
    {
        services.AddHostedService<StaleSweep>();
        services.AddHostedService<AnalysisSweep>();
        services.AddHostedService<EscalationSweep>();
        services.AddHostedService<HeartbeatWatch>();
        services.AddHostedService<StandingSweep>();
        services.AddHostedService<ApprovalSweep>();
        services.AddHostedService<Housekeeping>();
        services.AddSingleton<WorkWorker>();
        services.AddHostedService(provider => provider.GetRequiredService<WorkWorker>());
        return services;
    }
}
