namespace Awoooi.Core.Remediation;

/// <summary>What to apply in a cluster so that AWOOOI may see and repair the namespaces it is given, and nothing else.</summary>
public static class RbacManifest
{
    private const string Account = "awoooi";

    private static readonly (string Group, string Resources, string Verbs)[] PerNamespace =
    [
        ("", "pods, events, persistentvolumeclaims, resourcequotas", "get, list"),
        ("", "pods/log", "get"),
        ("", "pods/eviction", "create"),
        ("apps", "deployments, statefulsets, daemonsets", "get, list, patch"),
        ("apps", "replicasets, controllerrevisions", "get, list"),
        ("batch", "jobs", "get, list"),
        ("autoscaling", "horizontalpodautoscalers", "get, list"),
        ("policy", "poddisruptionbudgets", "get, list"),
    ];

    /// <summary>YAML of the account, of an overview to read (nodes, workloads), and of one Role with its binding per namespace.</summary>
    public static string For(IReadOnlyCollection<string> namespaces)
    {
        ArgumentNullException.ThrowIfNull(namespaces);
        return string.Join("\n---\n", [Whole, .. namespaces.Order(StringComparer.Ordinal).Select(Role)]) + "\n";
    }

    private static string Whole { get; } =
        $"""
        apiVersion: v1
        kind: Namespace
        metadata:
          name: {Account}
        ---
        apiVersion: v1
        kind: ServiceAccount
        metadata:
          name: {Account}
          namespace: {Account}
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata:
          name: {Account}-overview
        rules:
          - apiGroups: [""]
            resources: [nodes]
            verbs: [get]
          - apiGroups: [apps]
            resources: [deployments, statefulsets, daemonsets]
            verbs: [list]
        ---
        {Binding("ClusterRole", $"{Account}-overview", null)}
        """;

    private static string Role(string ns) =>
        $"""
        apiVersion: rbac.authorization.k8s.io/v1
        kind: Role
        metadata:
          name: {Account}
          namespace: {ns}
        rules:
        {string.Join('\n', PerNamespace.Select(rule => $"  - apiGroups: [\"{rule.Group}\"]\n    resources: [{rule.Resources}]\n    verbs: [{rule.Verbs}]"))}
        ---
        {Binding("Role", Account, ns)}
        """;

    private static string Binding(string kind, string role, string? ns) =>
        $"""
        apiVersion: rbac.authorization.k8s.io/v1
        kind: {kind}Binding
        metadata:
          name: {role}{(ns is null ? "" : $"\n  namespace: {ns}")}
        roleRef:
          apiGroup: rbac.authorization.k8s.io
          kind: {kind}
          name: {role}
        subjects:
          - kind: ServiceAccount
            name: {Account}
            namespace: {Account}
        """;
}
