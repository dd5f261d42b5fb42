using Awoooi.Core.Audit;
using Awoooi.Core.Health;
using Awoooi.Core.People;
using Awoooi.Core.Remediation;
using Awoooi.Core.Trust;

namespace Awoooi.Web.Commands;

/// <summary>What commands work with; acts are audited as <c>console</c>.</summary>
/// <param name="Url">Where people reach the app, without a slash at the end, for the links that are printed.</param>
public sealed record CommandContext(IServiceProvider Services, string Url, TextWriter Out, TextWriter Error)
{
    public IPeople People => Services.GetRequiredService<IPeople>();

    public ITokens Tokens => Services.GetRequiredService<ITokens>();

    public IOneTimeLinks Links => Services.GetRequiredService<IOneTimeLinks>();

    public IAuditReader Audit => Services.GetRequiredService<IAuditReader>();

    public IAutomationStore Automation => Services.GetRequiredService<IAutomationStore>();

    public IEnumerable<IHealthProbe> Probes => Services.GetServices<IHealthProbe>();

    public ClusterProbe Cluster => Services.GetRequiredService<ClusterProbe>();

    /// <summary>For a command that opens nothing.</summary>
    public static CommandContext Remote(TextWriter output, TextWriter error) => new(new ServiceCollection().BuildServiceProvider(), "", output, error);

    /// <summary>Takes what commands need from the composed services.</summary>
    public static CommandContext From(IServiceProvider services, string url, TextWriter output, TextWriter error) => new(services, url.TrimEnd('/'), output, error);
}
