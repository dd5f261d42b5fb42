using Awoooi.Core.Approvals;
using Awoooi.Core.Trust;
using Awoooi.Infrastructure.Postgres.Trust;
using Microsoft.Extensions.DependencyInjection;

namespace Awoooi.Infrastructure.Postgres.Approvals;

/// <summary>Stores of approvals and automation rules.</summary>
public static class ApprovalRegistration
{
    /// <summary>Needs <see cref="Database"/> and the installation; the rules are the configured ones.</summary>
    public static IServiceCollection AddApprovalStores(this IServiceCollection services, ApprovalRules rules) => services
        .AddSingleton(rules)
        .AddSingleton<IApprovalStore, ApprovalStore>()
        .AddSingleton<IAutomationStore, AutomationStore>();
}
