using Awoooi.Core.Rca;
using Awoooi.Core.Rca.Rules;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Awoooi.Infrastructure.Rules;

/// <summary>Registers root cause analysis with the shipped rules and the override folder.</summary>
public static class RulesRegistration
{
    public static IServiceCollection AddRcaRules(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddRca().Bind(configuration.GetSection(RcaOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<RuleOptions>, RuleOptionsValidator>();
        services.AddOptions<RuleOptions>().Bind(configuration.GetSection(RuleOptions.Section)).ValidateOnStart();

        // Reading the options validates them, so faults never get this far.
        services.AddSingleton(provider => RuleLoader.Load(provider.GetRequiredService<IOptions<RuleOptions>>().Value.RulesPath).Rules
            ?? throw new InvalidOperationException("The rule files changed and are faulty now"));
        return services;
    }
}
