using Awoooi.Core.Remediation;
using Awoooi.Core.Trust;
using Microsoft.Extensions.Options;

namespace Awoooi.Web.Workers;

/// <summary>Puts the configured namespaces on the allow-list at start; what people changed since stays as they left it.</summary>
internal sealed class AllowedNamespaces(IAutomationStore automation, IOptions<AutomationOptions> options)
{
    public async Task SeedAsync(CancellationToken cancel)
    {
        if (options.Value.Namespaces is { Count: > 0 } namespaces)
        {
            await automation.AllowAsync([.. namespaces], "configuration", cancel);
        }
    }
}
