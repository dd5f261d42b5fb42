using Microsoft.Extensions.DependencyInjection;

namespace Awoooi.Core.Terminal;

/// <summary>Registers the terminal; the order of its handlers is the order of the help.</summary>
public static class TerminalRegistration
{
    public static IServiceCollection AddTerminal(this IServiceCollection services)
    {
        services.AddSingleton<ITerminalHandler, IncidentHandler>();
        services.AddSingleton<ITerminalHandler, ApprovalsHandler>();
        services.AddSingleton<ITerminalHandler, AlertHandler>();
        services.AddSingleton<ITerminalHandler, HelpHandler>();
        return services.AddSingleton<OmniTerminal>();
    }
}
