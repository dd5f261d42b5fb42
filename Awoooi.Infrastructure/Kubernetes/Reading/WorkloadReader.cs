using System.Text.Json;
using Awoooi.Core.Clusters;
using Awoooi.Infrastructure.Kubernetes.Transport;

namespace Awoooi.Infrastructure.Kubernetes.Reading;

/// <summary>Reads workloads together with what decides about them: revisions, autoscaler, budgets, quotas.</summary>
internal sealed class WorkloadReader(ApiReader reader, ApiDiscovery discovery, TimeProvider clock)
{
    private static readonly WorkloadKind[] Named = [WorkloadKind.Deployment, WorkloadKind.StatefulSet, WorkloadKind.DaemonSet, WorkloadKind.Job];
    private static readonly WorkloadKind[] Listed = [WorkloadKind.Deployment, WorkloadKind.StatefulSet, WorkloadKind.DaemonSet];

    public async Task<ClusterAnswer<WorkloadFacts>> ReadAsync(WorkloadRef workload, CancellationToken cancel)
    {
        var read = await reader.GetAsync(ApiPath.Of(workload), cancel);
        return read.Fault is null
            ? ClusterAnswer<WorkloadFacts>.Of(await SurroundAsync(workload.Kind, read.Value, cancel))
            : read.Failed<WorkloadFacts>();
    }

    public async Task<ClusterAnswer<WorkloadFacts>> FindAsync(string ns, string name, CancellationToken cancel)
    {
        var answer = ClusterAnswer<WorkloadFacts>.Failed(ClusterFault.NotFound, $"Namespace {ns} has no workload {name}.");
        foreach (var kind in Named)
        {
            answer = await ReadAsync(new WorkloadRef(kind, ns, name), cancel);
            if (answer.Fault != ClusterFault.NotFound)
            {
                return answer;
            }
        }

        return answer;
    }

    /// <summary>Without revisions, budgets and quotas: those are read for one workload at a time.</summary>
    public async Task<ClusterAnswer<IReadOnlyList<WorkloadFacts>>> ListAsync(string? ns, CancellationToken cancel)
    {
        var found = new List<WorkloadFacts>();
        foreach (var kind in Listed)
        {
            var list = await reader.ListAsync(ApiPath.Collection(kind, ns), cancel);
            if (list.Fault is not null)
            {
                return list.Failed<IReadOnlyList<WorkloadFacts>>();
            }

            found.AddRange(list.Value!.Select(item => WorkloadMapping.Read(kind, item, clock.GetUtcNow())));
        }

        return ClusterAnswer<IReadOnlyList<WorkloadFacts>>.Of(found);
    }

    public async Task<ClusterAnswer<RevisionTemplate>> ReadTemplateAsync(WorkloadFacts workload, RevisionFacts revision, CancellationToken cancel)
    {
        var resource = workload.Ref.Kind == WorkloadKind.Deployment ? "replicasets" : "controllerrevisions";
        var read = await reader.GetAsync($"/apis/apps/v1/namespaces/{Uri.EscapeDataString(workload.Ref.Namespace)}/{resource}/{Uri.EscapeDataString(revision.Name)}", cancel);
        if (read.Fault is not null)
        {
            return read.Failed<RevisionTemplate>();
        }

        return read.Value.Controller()?.Text("uid") == workload.Uid && RevisionMapping.Template(workload.Ref.Kind, read.Value) is { } template
            ? ClusterAnswer<RevisionTemplate>.Of(new RevisionTemplate(workload.Ref.Kind, revision.Name, template))
            : ClusterAnswer<RevisionTemplate>.Failed(ClusterFault.Conflict, $"{revision.Name} no longer belongs to {workload.Ref}.");
    }

    private async Task<WorkloadFacts> SurroundAsync(WorkloadKind kind, JsonElement item, CancellationToken cancel)
    {
        var facts = WorkloadMapping.Read(kind, item, clock.GetUtcNow());
        var root = Uri.EscapeDataString(facts.Ref.Namespace);
        var missing = new List<string>();

        if (RevisionPath(facts) is { } revisionPath && await PartAsync("revisions", revisionPath, missing, cancel) is { } revisionItems)
        {
            var revisions = RevisionMapping.Read(kind, facts.Uid, revisionItems);
            facts = facts with { Revisions = revisions, Revision = RevisionMapping.Current(facts, revisions) };
        }

        var capabilities = await discovery.FindAsync(cancel);
        if (capabilities.Value is not { } offered)
        {
            missing.Add($"autoscaler and disruption budgets: {capabilities.Detail}");
        }
        else
        {
            if (offered.Autoscalers is { } scaling && await PartAsync("autoscaler", $"/apis/{scaling}/namespaces/{root}/horizontalpodautoscalers", missing, cancel) is { } scalers)
            {
                facts = facts with { Autoscaler = SurroundingsMapping.Autoscaler(facts.Ref, scalers) };
            }

            if (offered.Budgets is { } policy && await PartAsync("disruption budgets", $"/apis/{policy}/namespaces/{root}/poddisruptionbudgets", missing, cancel) is { } budgets)
            {
                var podLabels = kind == WorkloadKind.Pod ? facts.Labels : item.Map("spec", "template", "metadata", "labels");
                facts = facts with { DisruptionBudgets = SurroundingsMapping.Budgets(podLabels, budgets, emptyMatches: policy == "policy/v1") };
            }
        }

        if (await PartAsync("quotas", $"/api/v1/namespaces/{root}/resourcequotas", missing, cancel) is { } quotas)
        {
            facts = facts with { Quotas = SurroundingsMapping.Quotas(quotas) };
        }

        return facts with { Missing = missing };
    }

    private static string? RevisionPath(WorkloadFacts facts)
    {
        var resource = facts.Ref.Kind switch
        {
            WorkloadKind.Deployment => "replicasets",
            WorkloadKind.StatefulSet or WorkloadKind.DaemonSet => "controllerrevisions",
            _ => null,
        };
        return resource is null || facts.Selector is null
            ? null
            : $"/apis/apps/v1/namespaces/{Uri.EscapeDataString(facts.Ref.Namespace)}/{resource}?labelSelector={Uri.EscapeDataString(facts.Selector)}";
    }

    private async Task<IReadOnlyList<JsonElement>?> PartAsync(string what, string path, List<string> missing, CancellationToken cancel)
    {
        var list = await reader.ListAsync(path, cancel);
        if (list.Fault is null)
        {
            return list.Value;
        }

        if (list.Fault == ClusterFault.NotFound)
        {
            // A list is never 404 for want of items: the API itself has gone, so ask again which there are.
            discovery.Doubt();
        }

        missing.Add($"{what}: {list.Detail}");
        return null;
    }
}
