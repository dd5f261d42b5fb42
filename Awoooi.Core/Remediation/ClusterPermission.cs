using Awoooi.Core.Clusters;

namespace Awoooi.Core.Remediation;

/// <summary>Something our account has to be allowed in a namespace for evidence or a repair there.</summary>
/// <param name="Name">For people, for example <c>evict pods</c>.</param>
public sealed record ClusterPermission(string Name, string Verb, string Group, string Resource, string? Subresource = null)
{
    public static IReadOnlyList<ClusterPermission> All { get; } =
    [
        new("read pods", "list", "", "pods"),
        new("read events", "list", "", "events"),
        new("read logs", "get", "", "pods", "log"),
        new("read deployments", "list", "apps", "deployments"),
        new("read replica sets", "list", "apps", "replicasets"),
        new("evict pods", "create", "", "pods", "eviction"),
        new("patch deployments", "patch", "apps", "deployments"),
        new("patch stateful sets", "patch", "apps", "statefulsets"),
        new("patch daemon sets", "patch", "apps", "daemonsets"),
    ];

    public AccessQuestion In(string ns) => new(Verb, Group, Resource, Subresource, ns, null);
}
