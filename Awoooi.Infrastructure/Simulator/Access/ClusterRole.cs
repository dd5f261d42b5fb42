using System.Collections.Frozen;
using System.Text.Json.Nodes;

namespace Awoooi.Infrastructure.Simulator.Access;

/// <summary>The user-facing roles of a stock cluster, with what changed in them between versions.</summary>
internal sealed class ClusterRole
{
    public static readonly ClusterRole Admin = new("cluster-admin");
    public static readonly ClusterRole Edit = new("edit");
    public static readonly ClusterRole View = new("view");
    public static readonly ClusterRole None = new("");
    public static readonly ClusterRole Anonymous = new("anonymous");

    private static readonly FrozenSet<string> ReadByView =
    [
        "/configmaps", "/endpoints", "/events", "/limitranges", "/namespaces", "/namespaces/status", "/persistentvolumeclaims",
        "/persistentvolumeclaims/status", "/pods", "/pods/log", "/pods/status", "/resourcequotas", "/resourcequotas/status",
        "/serviceaccounts", "/services", "/services/status",
        "apps/controllerrevisions", "apps/daemonsets", "apps/daemonsets/status", "apps/deployments", "apps/deployments/scale",
        "apps/deployments/status", "apps/replicasets", "apps/replicasets/scale", "apps/replicasets/status", "apps/statefulsets",
        "apps/statefulsets/scale", "apps/statefulsets/status",
        "autoscaling/horizontalpodautoscalers", "autoscaling/horizontalpodautoscalers/status",
        "policy/poddisruptionbudgets", "policy/poddisruptionbudgets/status",
        "metrics.k8s.io/pods",
    ];

    private static readonly FrozenSet<string> WrittenByEdit =
    [
        "/configmaps", "/events", "/persistentvolumeclaims", "/pods", "/secrets", "/serviceaccounts", "/services",
        "apps/daemonsets", "apps/deployments", "apps/deployments/scale", "apps/replicasets", "apps/replicasets/scale",
        "apps/statefulsets", "apps/statefulsets/scale", "autoscaling/horizontalpodautoscalers", "policy/poddisruptionbudgets",
    ];

    private ClusterRole(string name) => Name = name;

    public string Name { get; }

    public bool Allows(KubernetesVersion version, string verb, string group, string resource, string subresource)
    {
        if (this == Admin)
        {
            return true;
        }

        if (this == Anonymous)
        {
            return false;
        }

        if (verb == "create" && (group, resource) is ("authorization.k8s.io", "selfsubjectaccessreviews" or "selfsubjectrulesreviews"))
        {
            return true;
        }

        if (verb == "create" && (group, resource) is ("authentication.k8s.io", "selfsubjectreviews"))
        {
            return version > KubernetesVersion.V1_20;
        }

        var name = subresource.Length == 0 ? $"{group}/{resource}" : $"{group}/{resource}/{subresource}";
        return (this == View || this == Edit) && AllowsInNamespace(version, verb, name);
    }

    /// <summary>The role's rules as a SelfSubjectRulesReview lists them.</summary>
    public IEnumerable<JsonNode> Rules(KubernetesVersion version)
    {
        yield return Rule(["create"], "authorization.k8s.io", ["selfsubjectaccessreviews", "selfsubjectrulesreviews"]);
        if (version > KubernetesVersion.V1_20)
        {
            yield return Rule(["create"], "authentication.k8s.io", ["selfsubjectreviews"]);
        }

        if (this == Admin)
        {
            yield return Rule(["*"], "*", ["*"]);
        }

        if (this == Edit)
        {
            foreach (var group in WrittenByEdit.GroupBy(name => name[..name.IndexOf('/', StringComparison.Ordinal)]))
            {
                yield return Rule(["create", "delete", "deletecollection", "patch", "update"], group.Key, group.Select(name => name[(group.Key.Length + 1)..]));
            }
        }

        if (this == View || this == Edit)
        {
            foreach (var group in ReadByView.GroupBy(name => name[..name.IndexOf('/', StringComparison.Ordinal)]))
            {
                yield return Rule(["get", "list", "watch"], group.Key, group.Select(name => name[(group.Key.Length + 1)..]));
            }
        }
    }

    private static JsonObject Rule(string[] verbs, string group, IEnumerable<string> resources) => new()
    {
        ["verbs"] = new JsonArray([.. verbs.Select(verb => JsonValue.Create(verb))]),
        ["apiGroups"] = new JsonArray(group),
        ["resources"] = new JsonArray([.. resources.Order(StringComparer.Ordinal).Select(resource => JsonValue.Create(resource))]),
    };

    private bool AllowsInNamespace(KubernetesVersion version, string verb, string name)
    {
        if (verb is "get" or "list" or "watch")
        {
            return ReadByView.Contains(name)
                || (name == "events.k8s.io/events" && version >= KubernetesVersion.V1_36)
                || (name == "/secrets" && this == Edit);
        }

        if (this == View)
        {
            return false;
        }

        return name == "/pods/eviction"
            ? verb == "create" && version > KubernetesVersion.V1_20
            : WrittenByEdit.Contains(name) && verb is "create" or "update" or "patch" or "delete" or "deletecollection";
    }
}
