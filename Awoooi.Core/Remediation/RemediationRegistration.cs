using Awoooi.Core.Remediation.Execution;
using Awoooi.Core.Remediation.Planning;
using Awoooi.Core.Remediation.PreFlight;
using Awoooi.Core.Work;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Awoooi.Core.Remediation;

/// <summary>Registers planning, pre-flight and execution; needs a cluster, the stores of approvals, executions, audit and work, an <see cref="ISurroundings"/> and a <see cref="TimeProvider"/> beside it.</summary>
public static class RemediationRegistration
{
    public static OptionsBuilder<AutomationOptions> AddRemediationRules(this IServiceCollection services)
    {
        services.AddSingleton<IPlanMaker, PlanMaker>();
        services.AddSingleton<WorldReader>();
        services.AddSingleton<IPreFlight, PreFlightCheck>();
        services.AddSingleton<RepairMetrics>();
        services.AddSingleton<RunRecorder>();
        services.AddSingleton<EffectReader>();
        services.AddSingleton<RequestSender>();
        services.AddSingleton<WorkloadLooker>();
        services.AddSingleton<StartExecution>();
        services.AddSingleton<UndoExecution>();
        services.AddSingleton<VerifyExecution>();
        services.AddSingleton<IWorkHandler, ExecuteApproved>();
        services.AddSingleton<IValidateOptions<AutomationOptions>, AutomationOptionsValidator>();
        return services.AddOptions<AutomationOptions>();
    }
}
