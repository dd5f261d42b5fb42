using Awoooi.Core.Remediation.PreFlight;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Awoooi.Core.Remediation;

/// <summary>Registers planning, pre-flight and execution; needs an <c>IClusterApi</c>, an <see cref="ISurroundings"/> and a <see cref="TimeProvider"/> beside it.</summary>
public static class RemediationRegistration
{
    public static OptionsBuilder<AutomationOptions> AddRemediationRules(this IServiceCollection services)
    {
        services.AddSingleton<WorldReader>();
        services.AddSingleton<IPreFlight, PreFlightCheck>();
        services.AddSingleton<IValidateOptions<AutomationOptions>, AutomationOptionsValidator>();
        return services.AddOptions<AutomationOptions>();
    }
}
