using Awoooi.Core.Incidents;

namespace Awoooi.Web.Workers;

/// <summary>Runs the intake writer of this process.</summary>
internal sealed class IntakeWorker(AlertIntake intake) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => intake.RunAsync(stoppingToken);
}
