using Awoooi.Core.Work;
using Microsoft.Extensions.DependencyInjection;

namespace Awoooi.Core.Remediation.Analysis;

/// <summary>Registers the way from an incident to a decision.</summary>
public static class AnalysisRegistration
{
    public static IServiceCollection AddAnalysis(this IServiceCollection services) => services
        .AddSingleton<ProposalMaker>()
        .AddSingleton<IWorkHandler, AnalyseIncident>()
        .AddSingleton<IWorkHandler, GatherStorm>()
        .AddSingleton<IWorkHandler, SettleIncident>();
}
