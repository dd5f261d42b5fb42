using Awoooi.Core.Remediation;
using Awoooi.Core.Remediation.Execution;
using Awoooi.Core.Remediation.PreFlight;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Awoooi.Infrastructure.Postgres.Executions;

/// <summary>Registers repairs: planning, pre-flight, execution.</summary>
public static class RemediationSetup
{
    /// <summary>Needs <see cref="Database"/>, the approval stores, the installation and a cluster beside it.</summary>
    public static IServiceCollection AddRemediation(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddRemediationRules().Bind(configuration.GetSection(AutomationOptions.Section)).ValidateOnStart();
        services.AddSingleton<ISurroundings, SurroundingsReader>();
        services.AddSingleton<IExecutionStore, ExecutionStore>();
        services.AddSingleton<IExecutions, ExecutionDesk>();
        return services;
    }
}
