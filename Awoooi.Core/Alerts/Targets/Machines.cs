namespace Awoooi.Core.Alerts.Targets;

/// <summary>Victims that are named by an address: machines, probed endpoints, databases.</summary>
internal static class Machines
{
    /// <summary>Everything but the machine speaks of the exporter's own pod.</summary>
    public static Found FromNodeExporter(LabelDictionary labels)
    {
        var node = VictimLabels.First(labels, VictimLabels.Node);
        if (node.Length > 0)
        {
            return new Found("node", node, "");
        }

        var host = Foreign(labels, "exported_instance", "instance", "host.name", "hostname", "host");
        return host.Length > 0 ? new Found("host", WithoutPort(host), "") : Found.Nothing;
    }

    public static Found FromProbe(LabelDictionary labels)
    {
        var target = Foreign(labels, "target", "exported_target", "exported_instance", "instance", "url", "probe");
        return target.Length > 0 ? new Found("endpoint", target, "") : Found.Nothing;
    }

    public static Found FromPushgateway(LabelDictionary labels)
    {
        var ns = labels["exported_namespace"];
        var pushed = Foreign(labels, "exported_pod");
        return pushed.Length > 0 ? new Found("pod", pushed, ns)
            : Foreign(labels, "exported_job", "job") is { Length: > 0 } job ? new Found("job", job, ns)
            : Foreign(labels, "exported_instance") is { Length: > 0 } instance ? new Found("host", instance, "")
            : Found.Nothing;
    }

    /// <summary>
    /// A database, queue or device behind an exporter. Pod and namespace as scraped are the exporter's own, however ordinary
    /// they look; only a collector that is no exporter by name passes on those of others.
    /// </summary>
    public static Found FromExporter(string category, LabelDictionary labels)
    {
        if (labels["exported_pod"] is { Length: > 0 } exported && !Exporters.Looks(exported))
        {
            return new Found("pod", exported, Workloads.Namespace(labels));
        }

        var passesOn = !Exporters.IsNamed(labels);
        var pod = labels["pod"];
        if (passesOn && pod.Length > 0 && !Exporters.Looks(pod) && !Workloads.IsRenamed(labels))
        {
            return new Found("pod", pod, labels["namespace"]);
        }

        foreach (var (type, names) in VictimLabels.InCluster.Skip(1))
        {
            var name = VictimLabels.First(labels, names);
            if (name.Length > 0 && !Exporters.Looks(name))
            {
                return new Found(type, name, passesOn ? Workloads.Namespace(labels) : labels["exported_namespace"]);
            }
        }

        var kind = IsDatabase(category) ? "database" : "host";
        if (Foreign(labels, "server", "exported_server", "addr", "target", "exported_instance") is { Length: > 0 } server)
        {
            return new Found(kind, server, labels["exported_namespace"]);
        }

        if (Foreign(labels, "exported_service") is { Length: > 0 } service)
        {
            return new Found("service", service, labels["exported_namespace"]);
        }

        return Foreign(labels, "instance", "host.name", "hostname", "host") is { Length: > 0 } instance
            ? new Found(kind, instance, labels["exported_namespace"])
            : Found.Nothing;
    }

    public static bool IsDatabase(string category) =>
        category.StartsWith("db-", StringComparison.Ordinal) || category.StartsWith("cache-", StringComparison.Ordinal);

    /// <summary>A host name without the port the exporter listens on; addresses of IPv6 without brackets stay whole.</summary>
    public static string WithoutPort(string instance)
    {
        var colon = instance.LastIndexOf(':');
        var bareAddress = colon > instance.IndexOf(':', StringComparison.Ordinal) && !instance.StartsWith('[');
        if (colon <= 0 || bareAddress || instance.Contains("//", StringComparison.Ordinal))
        {
            return instance;
        }

        var port = instance.AsSpan(colon + 1);
        return port.Length is > 0 and <= 5 && !port.ContainsAnyExceptInRange('0', '9') ? instance[..colon].Trim('[', ']') : instance;
    }

    // An exporter that connects to its own host says "localhost", which names nobody.
    private static string Foreign(LabelDictionary labels, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            var value = labels[name].Trim();
            if (value.Length > 0 && !Exporters.Looks(value) && !IsLocal(value))
            {
                return value;
            }
        }

        return "";
    }

    private static bool IsLocal(string value)
    {
        var scheme = value.IndexOf("://", StringComparison.Ordinal);
        var host = WithoutPort(scheme < 0 ? value : value[(scheme + 3)..].Split('/')[0]);
        return host is "localhost" or "0.0.0.0" or "::1" or "::" || host.StartsWith("127.", StringComparison.Ordinal) || value.StartsWith('/');
    }
}
