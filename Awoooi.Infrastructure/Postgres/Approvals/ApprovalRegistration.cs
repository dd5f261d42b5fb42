using Awoooi.Core.Approvals;
using Awoooi.Core.Trust;
using Awoooi.Infrastructure.Postgres.Trust;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Awoooi.Infrastructure.Postgres.Approvals;

/// <summary>Stores of approvals and automation rules.</summary>
public static class ApprovalRegistration
{
    /// <summary>Needs <see cref="Database"/> and the installation; who must sign comes from <see cref="ApprovalOptions"/>.</summary>
    public static IServiceCollection AddApprovalStores(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddApprovalRules().Bind(configuration.GetSection(ApprovalOptions.Section)).ValidateOnStart();
        return services
            .AddSingleton(provider => provider.GetRequiredService<IOptions<ApprovalOptions>>().Value.ToRules())
            .AddSingleton<ApprovalMetrics>()
            .AddSingleton<IApprovalStore, ApprovalStore>()
            .AddSingleton<IAutomationStore, AutomationStore>();
    }
}
