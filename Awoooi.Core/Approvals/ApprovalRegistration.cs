using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Awoooi.Core.Approvals;

/// <summary>The approval area's part of the composition.</summary>
public static class ApprovalRegistration
{
    /// <summary>Options that name every wrong key; the caller binds them.</summary>
    public static OptionsBuilder<ApprovalOptions> AddApprovalRules(this IServiceCollection services)
    {
        services.AddSingleton<IValidateOptions<ApprovalOptions>, ApprovalOptionsValidator>();
        return services.AddOptions<ApprovalOptions>();
    }
}
