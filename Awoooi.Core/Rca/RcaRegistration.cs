using Awoooi.Core.Rca.Rules;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Awoooi.Core.Rca;

/// <summary>Registers root cause analysis; needs an <c>IClusterReader</c>, a <see cref="RuleSet"/> and a <see cref="TimeProvider"/> beside it.</summary>
public static class RcaRegistration
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    public static OptionsBuilder<RcaOptions> AddRca(this IServiceCollection services)
    {
        services.AddSingleton<EvidenceCollector>();
        services.AddSingleton<RuleEngine>();
        services.AddSingleton<RcaPipeline>();
        return services.AddOptions<RcaOptions>()
            .Validate(options => options.CollectorDeadline >= Shortest && options.CollectorDeadline <= Longest, $"{RcaOptions.Section}:{nameof(RcaOptions.CollectorDeadline)} must be from 100 ms to 60 s");
    }
}
