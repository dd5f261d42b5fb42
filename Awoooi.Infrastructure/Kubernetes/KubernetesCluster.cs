using System.Text.Json.Nodes;
using Awoooi.Core.Clusters;
using Awoooi.Infrastructure.Kubernetes.Acting;
using Awoooi.Infrastructure.Kubernetes.Reading;
using Awoooi.Infrastructure.Kubernetes.Transport;

namespace Awoooi.Infrastructure.Kubernetes;

/// <summary>One Kubernetes cluster over its REST API.</summary>
internal sealed class KubernetesCluster(
    ApiReader reader, ApiDiscovery discovery, WorkloadReader workloads, PodReader pods, NeighbourhoodReader neighbourhood, MutationSender sender) : IClusterApi
{
    public Task<ClusterAnswer<WorkloadFacts>> ReadWorkloadAsync(WorkloadRef workload, CancellationToken cancel) => workloads.ReadAsync(workload, cancel);

    public Task<ClusterAnswer<WorkloadFacts>> FindWorkloadAsync(string ns, string name, CancellationToken cancel) => workloads.FindAsync(ns, name, cancel);

    public Task<ClusterAnswer<IReadOnlyList<WorkloadFacts>>> ListWorkloadsAsync(string? ns, CancellationToken cancel) => workloads.ListAsync(ns, cancel);

    public Task<ClusterAnswer<RevisionTemplate>> ReadTemplateAsync(WorkloadFacts workload, RevisionFacts revision, CancellationToken cancel) =>
        workloads.ReadTemplateAsync(workload, revision, cancel);

    public Task<ClusterAnswer<PodFacts>> ReadPodAsync(string ns, string name, CancellationToken cancel) => pods.ReadAsync(ns, name, cancel);

    public Task<ClusterAnswer<IReadOnlyList<PodFacts>>> ListPodsAsync(WorkloadFacts workload, CancellationToken cancel) => pods.ListAsync(workload, cancel);

    public Task<ClusterAnswer<IReadOnlyList<EventFacts>>> ListWarningsAsync(string ns, string? kind, string? name, int limit, CancellationToken cancel) =>
        neighbourhood.EventsAsync(ns, kind, name, limit, cancel);

    public Task<ClusterAnswer<IReadOnlyList<string>>> ReadLogAsync(string ns, string pod, string container, bool previous, int lines, CancellationToken cancel) =>
        neighbourhood.LogAsync(ns, pod, container, previous, lines, cancel);

    public Task<ClusterAnswer<NodeFacts>> ReadNodeAsync(string name, CancellationToken cancel) => neighbourhood.NodeAsync(name, cancel);

    public Task<ClusterAnswer<ClaimFacts>> ReadClaimAsync(string ns, string name, CancellationToken cancel) => neighbourhood.ClaimAsync(ns, name, cancel);

    public Task<ClusterAnswer<ClusterCapabilities>> ReadCapabilitiesAsync(CancellationToken cancel) => discovery.FindAsync(cancel);

    public Task<MutationAnswer> SendAsync(ClusterMutation mutation, CancellationToken cancel) => sender.SendAsync(mutation, cancel);

    public Task<DryRunAnswer> DryRunAsync(ClusterMutation mutation, CancellationToken cancel) => sender.DryRunAsync(mutation, cancel);

    public async Task<ClusterAnswer<AccessAnswer>> MayAsync(AccessQuestion question, CancellationToken cancel)
    {
        var attributes = new JsonObject { ["verb"] = question.Verb, ["group"] = question.Group, ["resource"] = question.Resource };
        foreach (var (key, value) in new[] { ("subresource", question.Subresource), ("namespace", question.Namespace), ("name", question.Name) })
        {
            if (value is not null)
            {
                attributes[key] = value;
            }
        }

        var review = new JsonObject
        {
            ["apiVersion"] = "authorization.k8s.io/v1",
            ["kind"] = "SelfSubjectAccessReview",
            ["spec"] = new JsonObject { ["resourceAttributes"] = attributes },
        };
        var read = await reader.AskAsync("/apis/authorization.k8s.io/v1/selfsubjectaccessreviews", review.ToJsonString(), cancel);
        return read.Fault is null
            ? ClusterAnswer<AccessAnswer>.Of(new AccessAnswer(read.Value.Flag("status", "allowed"), ApiStatus.Shorten(read.Value.Text("status", "reason") ?? "")))
            : read.Failed<AccessAnswer>();
    }

    public async Task<ClusterAnswer<MarkerSighting>> FindMarkerAsync(WorkloadRef workload, string marker, CancellationToken cancel)
    {
        var read = await reader.GetAsync(ApiPath.Of(workload), cancel);
        if (read.Fault is not null)
        {
            return read.Failed<MarkerSighting>();
        }

        // Only the workload's own annotation counts: a template brings back the id it was made with.
        var current = read.Value.Text("metadata", "annotations", ExecutionMarker.Annotation);
        return ClusterAnswer<MarkerSighting>.Of(new MarkerSighting(
            current == marker,
            current,
            read.Value.Text("metadata", "uid") ?? "",
            read.Value.Number("metadata", "generation"),
            read.Value.Text("metadata", "resourceVersion") ?? ""));
    }
}
