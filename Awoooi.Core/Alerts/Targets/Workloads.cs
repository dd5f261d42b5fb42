namespace Awoooi.Core.Alerts.Targets;

/// <summary>Victims that live in the cluster.</summary>
internal static class Workloads
{
    // Names under which service discovery scrapes everything; as a target they would be nobody.
    private static readonly HashSet<string> GenericJobs = new(StringComparer.OrdinalIgnoreCase)
    {
        "kubernetes-pods", "kubernetes-service-endpoints", "kubernetes-services", "kubernetes-nodes", "kubernetes-apiservers", "kubernetes-endpoints",
        "prometheus", "federate", "static", "default", "monitoring",
    };

    /// <summary>State metrics: the plain <c>pod</c>, <c>container</c>, <c>service</c>, <c>instance</c>, <c>job</c> may be the exporter's own, so workloads come first and these never.</summary>
    public static Found FromStateMetrics(string category, LabelDictionary labels)
    {
        var renamed = IsRenamed(labels);
        var ns = Namespace(labels);
        if (category is "node-down" or "node-pressure" && Node(labels) is { Length: > 0 } ailing)
        {
            return new Found("node", ailing, "");
        }

        foreach (var (type, names) in VictimLabels.InCluster.Skip(1))
        {
            if (VictimLabels.First(labels, names) is { Length: > 0 } name)
            {
                return new Found(type, name, ns);
            }
        }

        var pod = VictimLabels.First(labels, VictimLabels.InCluster[0].Names, exportedOnly: renamed);
        var podIsExporter = (IsStateMetrics(labels["container"]) || labels["container"].StartsWith("kube-rbac-proxy", StringComparison.Ordinal)) && labels["exported_pod"].Length == 0;
        if (pod.Length > 0 && !podIsExporter && !IsStateMetrics(pod))
        {
            return new Found("pod", pod, ns);
        }

        if (Node(labels) is { Length: > 0 } node)
        {
            return new Found("node", node, "");
        }

        foreach (var (type, label) in new[] { ("persistentvolume", "persistentvolume"), ("service", "exported_service"), ("container", "exported_container") })
        {
            if (labels[label] is { Length: > 0 } name)
            {
                return new Found(type, name, type == "persistentvolume" ? "" : ns);
            }
        }

        // Only a quota is about a namespace as such; elsewhere a lone namespace is as likely the exporter's.
        return Found.Nothing with { Namespace = category == "quota" || renamed ? ns : "" };
    }

    /// <summary>Container and volume metrics: the pod is the victim, <c>job</c>, <c>service</c> and <c>instance</c> speak of the kubelet.</summary>
    public static Found FromKubelet(LabelDictionary labels)
    {
        var ns = Namespace(labels);
        foreach (var (type, names) in VictimLabels.InCluster)
        {
            if (VictimLabels.First(labels, names) is { Length: > 0 } name)
            {
                return new Found(type, name, ns);
            }
        }

        var node = Node(labels);
        return node.Length > 0 ? new Found("node", node, "")
            : labels["instance"] is { Length: > 0 } instance ? new Found("host", Machines.WithoutPort(instance), "")
            : Found.Nothing;
    }

    /// <summary>No exporter in sight; each candidate is still looked at, since one label may name one.</summary>
    public static Found FromItself(string category, LabelDictionary labels)
    {
        var renamed = IsRenamed(labels);
        var ns = Namespace(labels);
        foreach (var (type, names) in VictimLabels.InCluster)
        {
            if (Candidate(labels, names, renamed && type == "pod") is { Length: > 0 } name)
            {
                return new Found(type, name, ns);
            }
        }

        if (Node(labels) is { Length: > 0 } node)
        {
            return new Found("node", node, "");
        }

        var described = labels["workload"];
        if (described.Length > 0 && !Exporters.Looks(described))
        {
            return new Found(labels["workload_type"].ToLowerInvariant(), described, ns);
        }

        if (renamed && labels["name"] is { Length: > 0 } resource)
        {
            var kind = labels["customresource_kind"] is { Length: > 0 } custom ? custom : labels["kind"];
            return new Found(kind.ToLowerInvariant(), resource, ns);
        }

        if (Candidate(labels, VictimLabels.Service, renamed) is { Length: > 0 } service)
        {
            return new Found("service", service, ns);
        }

        if (Candidate(labels, VictimLabels.Container, renamed) is { Length: > 0 } container)
        {
            return new Found("container", container, ns);
        }

        if (Candidate(labels, ["instance"], renamed) is { Length: > 0 } instance)
        {
            return new Found(Machines.IsDatabase(category) ? "database" : "host", instance, ns);
        }

        return Candidate(labels, VictimLabels.Host, renamed) is { Length: > 0 } host ? new Found("host", host, "")
            : Job(labels, renamed) is { Length: > 0 } job ? new Found("service", job, ns)
            : Found.Nothing with { Namespace = ns };
    }

    public static string Namespace(LabelDictionary labels) => VictimLabels.First(labels, VictimLabels.Namespace);

    /// <summary>Prometheus renamed the victim's labels because they clashed with the exporter's; the plain ones are then the exporter's.</summary>
    public static bool IsRenamed(LabelDictionary labels) => labels["exported_namespace"].Length > 0 || labels["exported_pod"].Length > 0;

    private static string Node(LabelDictionary labels) => VictimLabels.First(labels, VictimLabels.Node);

    private static string Candidate(LabelDictionary labels, string[] names, bool exportedOnly)
    {
        var name = VictimLabels.First(labels, names, exportedOnly);
        return Exporters.Looks(name) ? "" : name;
    }

    private static string Job(LabelDictionary labels, bool exportedOnly)
    {
        var job = Candidate(labels, ["job"], exportedOnly);
        var name = job[(job.LastIndexOf('/') + 1)..];
        return GenericJobs.Contains(name) || Exporters.Looks(name) ? "" : name;
    }

    private static bool IsStateMetrics(string pod) =>
        pod.Contains("kube-state-metrics", StringComparison.OrdinalIgnoreCase) || pod.Contains("openshift-state-metrics", StringComparison.OrdinalIgnoreCase);
}
