namespace Awoooi.Core.Alerts.Targets;

/// <summary>The label names that can name a victim, by kind; within a kind the first that has a value counts.</summary>
internal static class VictimLabels
{
    public static readonly string[] Namespace = ["namespace", "k8s.namespace.name", "kubernetes_namespace", "k8s_namespace_name"];
    public static readonly string[] Cluster = ["cluster", "k8s.cluster.name", "k8s_cluster_name"];

    /// <summary>Most specific first.</summary>
    public static readonly (string Type, string[] Names)[] InCluster =
    [
        ("pod", ["pod", "pod_name", "k8s.pod.name", "k8s_pod_name", "kubernetes_pod_name"]),
        ("statefulset", ["statefulset", "k8s.statefulset.name", "k8s_statefulset_name"]),
        ("deployment", ["deployment", "k8s.deployment.name", "k8s_deployment_name"]),
        ("daemonset", ["daemonset", "k8s.daemonset.name", "k8s_daemonset_name"]),
        ("job", ["job_name", "k8s.job.name", "k8s_job_name"]),
        ("cronjob", ["cronjob", "k8s.cronjob.name"]),
        ("persistentvolumeclaim", ["persistentvolumeclaim"]),
        ("horizontalpodautoscaler", ["horizontalpodautoscaler", "hpa"]),
    ];

    public static readonly string[] Node = ["node", "k8s.node.name", "k8s_node_name", "nodename", "kubernetes_node"];
    public static readonly string[] Service = ["service", "service_name", "service.name"];
    public static readonly string[] Container = ["container", "container_name", "k8s.container.name"];
    public static readonly string[] Host = ["host.name", "host_name", "hostname", "host"];

    public static readonly HashSet<string> All = new(
        InCluster.SelectMany(kind => kind.Names).Concat(Namespace).Concat(Cluster).Concat(Node).Concat(Service).Concat(Container).Concat(Host)
            .Concat(["alertname", "severity", "priority", "instance", "job", "target", "server", "testalert", "nodata", "rulename"])
            .Concat(["exported_namespace", "exported_pod", "exported_container", "exported_service", "exported_job", "exported_instance", "exported_node"]),
        StringComparer.Ordinal);

    /// <summary>First value of the names, each in its <c>exported_</c> form before its own.</summary>
    public static string First(LabelDictionary labels, string[] names, bool exportedOnly = false)
    {
        foreach (var name in names)
        {
            if (labels["exported_" + name] is { Length: > 0 } exported)
            {
                return exported.Trim();
            }
        }

        if (exportedOnly)
        {
            return "";
        }

        foreach (var name in names)
        {
            if (labels[name] is { Length: > 0 } value)
            {
                return value.Trim();
            }
        }

        return "";
    }
}
