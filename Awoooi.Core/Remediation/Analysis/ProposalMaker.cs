using Awoooi.Core.Approvals;
using Awoooi.Core.Clusters;
using Awoooi.Core.Incidents;
using Awoooi.Core.Plans;
using Awoooi.Core.Rca;
using Awoooi.Core.Remediation.Planning;
using Awoooi.Core.Remediation.PreFlight;
using Awoooi.Core.Trust;

namespace Awoooi.Core.Remediation.Analysis;

/// <summary>From a verdict to a decided proposal: plan, rules of automation, TrustEngine, pre-flight. Reads only.</summary>
public sealed class ProposalMaker(IPlanMaker planner, IAutomationStore automation, IPreFlight preFlight, ApprovalRules rules, TimeProvider clock)
{
    /// <summary>How a request from AWOOOI itself is signed.</summary>
    private const string Proposer = "OpenClaw";

    public async Task<Proposal> MakeAsync(Incident incident, RcaAnalysis analysis, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(incident);
        ArgumentNullException.ThrowIfNull(analysis);
        var verdict = analysis.Verdict;
        if (verdict.Operation == Operation.Manual || verdict.Workload is null)
        {
            return Proposal.LeftToPeople(null);
        }

        var outcome = await planner.MakeAsync(verdict, Guid.CreateVersion7(clock.GetUtcNow()), cancel);
        if (outcome.Plan is not { } made || outcome.Workload is not { } workload)
        {
            return Proposal.LeftToPeople(outcome.Refused);
        }

        var decision = await DecideAsync(incident, verdict, made, workload, cancel);
        var plan = made with { Risk = decision.Risk, PolicyVersion = rules.Policies.Version };
        if (decision.Mode == DecisionMode.Manual)
        {
            return new Proposal(plan, decision, null, null);
        }

        var lines = await preFlight.CheckAsync(plan, cancel);
        return new Proposal(plan, decision, new NewApproval
        {
            Plan = plan,
            Decision = decision,
            IncidentId = incident.Id,
            ClassKey = incident.ClassKey,
            Priority = incident.Priority,
            Test = incident.Test,
            ProposedByName = $"{Proposer} (via {incident.Source})",
            PreFlight = lines,
        }, null);
    }

    private async Task<Decision> DecideAsync(Incident incident, RcaVerdict verdict, Plan plan, WorkloadFacts workload, CancellationToken cancel)
    {
        var bounds = await automation.ReadAsync(cancel);
        var target = plan.Target.Workload;
        var rule = bounds.For(target.Namespace);
        return TrustEngine.Decide(verdict, new ProposedAction(plan, ProposedByPerson: false), new TrustContext
        {
            ClassKey = incident.ClassKey,
            Catalogue = incident.Automation,
            Test = incident.Test,
            Blind = incident.Blind,
            Elsewhere = incident.Elsewhere,
            Mode = rule?.Mode,
            Switch = bounds.Switch.State,
            NamespaceAllowed = rule?.Allowed ?? false,
            OperationAllowed = rule?.Permits(plan.Operation) ?? false,
            CriticalNamespace = rule?.Critical ?? false,
            Freeze = bounds.Freeze(target.Namespace)?.Name,
            GitOpsOwner = workload.GitOpsOwner,
            DataStoreTarget = DataStores.Runs(workload),
            SymptomObserved = verdict.SymptomObserved,
            Score = await automation.ScoreAsync(incident.ClassKey, plan.Operation, target.Kind, cancel),
            StandingOrders = [.. bounds.StandingOrders.Where(order => order.ClassKey == incident.ClassKey && order.Operation == plan.Operation)],
            Now = bounds.Now,
        });
    }
}

/// <summary>Whether a workload keeps data that a restart could hurt.</summary>
internal static class DataStores
{
    private static readonly string[] Images = ["postgres", "postgresql", "redis", "valkey", "mysql", "mariadb", "mongo", "mongodb", "etcd", "cassandra", "elasticsearch", "opensearch", "kafka", "rabbitmq", "zookeeper", "clickhouse"];

    /// <summary>By the last part of each image's name: <c>registry/team/postgres-ha:15</c> counts, <c>postgres-exporter</c> beside another program does too.</summary>
    public static bool Runs(WorkloadFacts workload) => workload.Containers.Any(container =>
    {
        var name = container.Image.Split('@')[0].Split('/')[^1].Split(':')[0];
        return Images.Any(image => name.StartsWith(image, StringComparison.OrdinalIgnoreCase));
    });
}
