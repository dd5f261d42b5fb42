namespace Awoooi.Core.Clusters;

/// <summary>May our account do this? Subresource, namespace and name null where the question has none.</summary>
public sealed record AccessQuestion(string Verb, string Group, string Resource, string? Subresource, string? Namespace, string? Name)
{
    /// <summary>The permission that sending <paramref name="mutation"/> needs.</summary>
    public static AccessQuestion For(ClusterMutation mutation) => mutation.Kind == MutationKind.EvictPod
        ? new("create", "", "pods", "eviction", mutation.Workload.Namespace, mutation.Pod)
        : new("patch", ApiPath.Group(mutation.Workload.Kind), ApiPath.Resource(mutation.Workload.Kind), null, mutation.Workload.Namespace, mutation.Workload.Name);
}

/// <summary>The server's word on an <see cref="AccessQuestion"/>; a misspelt verb or resource also reads as not allowed.</summary>
public sealed record AccessAnswer(bool Allowed, string Reason);

/// <summary>Whether a workload carries the marker of one execution, and its versions as read.</summary>
public sealed record MarkerSighting(bool Found, string? Current, string Uid, long Generation, string ResourceVersion);

/// <summary>The pod template of one revision, as it is needed to return to it.</summary>
/// <param name="Json">For a Deployment the template; for a StatefulSet or DaemonSet the stored strategic merge patch. May hold secrets: it belongs into a stored mutation and nowhere else.</param>
public sealed record RevisionTemplate(WorkloadKind Kind, string Revision, string Json);

/// <summary>Versions of the APIs that this server offers, discovered once.</summary>
/// <param name="Server">For example <c>v1.36.2</c>.</param>
/// <param name="Eviction">apiVersion of an eviction body: <c>policy/v1</c> or <c>policy/v1beta1</c>.</param>
/// <param name="Budgets"><c>policy/v1</c>, <c>policy/v1beta1</c> or null.</param>
/// <param name="Autoscalers"><c>autoscaling/v2</c>, <c>autoscaling/v1</c> or null.</param>
public sealed record ClusterCapabilities(string Server, string Eviction, string? Budgets, string? Autoscalers);

/// <summary>Acts on the cluster, one stored request at a time; decides nothing.</summary>
public interface IClusterApi : IClusterReader
{
    Task<ClusterAnswer<ClusterCapabilities>> ReadCapabilitiesAsync(CancellationToken cancel);

    /// <summary>Template of one of <see cref="WorkloadFacts.Revisions"/>, for a rollback or to undo one.</summary>
    Task<ClusterAnswer<RevisionTemplate>> ReadTemplateAsync(WorkloadFacts workload, RevisionFacts revision, CancellationToken cancel);

    /// <summary>Sends the stored bytes; cancelling while they are under way gives <see cref="MutationAnswer.NoAnswer"/>, not an exception.</summary>
    Task<MutationAnswer> SendAsync(ClusterMutation mutation, CancellationToken cancel);

    Task<DryRunAnswer> DryRunAsync(ClusterMutation mutation, CancellationToken cancel);

    Task<ClusterAnswer<AccessAnswer>> MayAsync(AccessQuestion question, CancellationToken cancel);

    /// <summary>Looks for the marker after a crash or a lost answer; for an eviction read the pod and ask <see cref="Mutations.EvictPod.HasHappened"/>.</summary>
    Task<ClusterAnswer<MarkerSighting>> FindMarkerAsync(WorkloadRef workload, string marker, CancellationToken cancel);
}
