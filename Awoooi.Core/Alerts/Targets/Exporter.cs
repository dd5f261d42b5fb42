namespace Awoooi.Core.Alerts.Targets;

/// <summary>Who scraped or computed the number behind an alert; it decides which labels speak of the exporter and which of the victim.</summary>
internal enum Exporter
{
    /// <summary>The thing speaks for itself.</summary>
    None,
    KubeStateMetrics,
    Kubelet,
    NodeExporter,
    Blackbox,
    Pushgateway,
    CertManager,
    ArgoCd,
    CephManager,

    /// <summary>A separate process that speaks for a database, queue or device.</summary>
    Other,
}

/// <summary>Recognises exporters by the names they carry in labels.</summary>
internal static class Exporters
{
    // job first: it is set by the scrape. The pod comes last, since with honoured labels it is the victim's.
    private static readonly string[] Signs =
        ["job", "service", "kubernetes_name", "app_kubernetes_io_name", "app", "container", "pod", "kubernetes_pod_name"];

    public static Exporter Of(string alertName, string category, LabelDictionary labels)
    {
        foreach (var sign in Signs)
        {
            // State metrics whose rule dropped the job still name the victim's container and pod, whatever these do for a living.
            if (sign == "container" && labels["job"].Length == 0 && ByAlert(alertName, category) == Exporter.KubeStateMetrics)
            {
                return Exporter.KubeStateMetrics;
            }

            var kind = Kind(labels[sign]);
            if (kind != Exporter.None)
            {
                return kind;
            }

            // "node" is the usual job name of node exporters, but anywhere else it may be a Node.js program.
            if (sign == "job" && labels["job"] is "node" or "nodes")
            {
                return Exporter.NodeExporter;
            }
        }

        return labels["metrics_path"].StartsWith("/metrics/cadvisor", StringComparison.Ordinal) ? Exporter.Kubelet
            : labels["ceph_daemon"].Length > 0 ? Exporter.CephManager
            : ByAlert(alertName, category);
    }

    /// <summary>Whether a name on its own is that of a process that only measures.</summary>
    public static bool Looks(string name)
    {
        var kind = Kind(name);
        return kind is not (Exporter.None or Exporter.CertManager or Exporter.ArgoCd or Exporter.Kubelet)
            || name.EndsWith("-metrics", StringComparison.OrdinalIgnoreCase)
            || name.EndsWith("_metrics", StringComparison.OrdinalIgnoreCase)
            || Has(name, "cadvisor")
            || Has(name, "kube-rbac-proxy")
            || Has(name, "metrics-exporter");
    }

    /// <summary>Whether the scrape itself is of something that calls itself an exporter.</summary>
    public static bool IsNamed(LabelDictionary labels) => Array.Exists(Signs, sign => sign is not ("pod" or "kubernetes_pod_name") && Has(labels[sign], "exporter"));

    private static Exporter Kind(string name) =>
        name.Length == 0 ? Exporter.None
        : Has(name, "kube-state-metrics") || Has(name, "kube_state_metrics") || Has(name, "openshift-state-metrics") || name is "ksm" ? Exporter.KubeStateMetrics
        : name is "kubelet" or "cadvisor" || name.EndsWith("-kubelet", StringComparison.Ordinal) || Has(name, "cadvisor") ? Exporter.Kubelet
        : Has(name, "node-exporter") || Has(name, "node_exporter") || Has(name, "nodeexporter") || Has(name, "windows-exporter") || Has(name, "windows_exporter") ? Exporter.NodeExporter
        : Has(name, "blackbox") ? Exporter.Blackbox
        : Has(name, "pushgateway") ? Exporter.Pushgateway
        : Has(name, "exporter") || Has(name, "prometheus-operator") || Has(name, "metrics-server") || Has(name, "prometheus-adapter") || Has(name, "telegraf") || Has(name, "otel-collector") || Has(name, "opentelemetry-collector") ? Exporter.Other
        : name.StartsWith("cert-manager", StringComparison.OrdinalIgnoreCase) ? Exporter.CertManager
        : name.StartsWith("argocd", StringComparison.OrdinalIgnoreCase) || name.StartsWith("argo-cd", StringComparison.OrdinalIgnoreCase) ? Exporter.ArgoCd
        : Has(name, "ceph-mgr") || Has(name, "ceph-exporter") || name is "ceph" ? Exporter.CephManager
        : Exporter.None;

    // Rules often aggregate the job label away; the public rule sets name their source in the alert's name.
    private static Exporter ByAlert(string name, string category) =>
        name.StartsWith("Kube", StringComparison.Ordinal) && category is not ("control-plane" or "cert") ? Exporter.KubeStateMetrics
        : name.StartsWith("Node", StringComparison.Ordinal) || name.StartsWith("Host", StringComparison.Ordinal) ? Exporter.NodeExporter
        : name.StartsWith("Blackbox", StringComparison.Ordinal) || name.StartsWith("Probe", StringComparison.Ordinal) ? Exporter.Blackbox
        : Exporter.None;

    private static bool Has(string name, string part) => name.Contains(part, StringComparison.OrdinalIgnoreCase);
}
