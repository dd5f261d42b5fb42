namespace Awoooi.Core.Alerts.Targets;

/// <summary>Victims that a controller reports on: its own pod only carries the number.</summary>
internal static class Controllers
{
    public static Found FromCertManager(string category, LabelDictionary labels)
    {
        var name = FirstOf(labels["exported_name"], labels["certificate"], labels["name"]);
        return name.Length > 0 ? new Found("certificate", name, Workloads.Namespace(labels))
            : category is "crashloop" or "oom" or "pod-not-ready" && labels["pod"].Length > 0 ? new Found("pod", labels["pod"], labels["namespace"])
            : Found.Nothing;
    }

    /// <summary>With an application the controller is the messenger; without one it speaks of itself.</summary>
    public static Found FromArgoCd(LabelDictionary labels)
    {
        var name = FirstOf(labels["exported_name"], labels["name"], labels["application"], labels["app_name"]);
        return name.Length > 0 ? new Found("application", name, FirstOf(labels["dest_namespace"], labels["exported_namespace"]))
            : labels["pod"] is { Length: > 0 } pod && !Workloads.IsRenamed(labels) ? new Found("pod", pod, labels["namespace"])
            : Found.Nothing;
    }

    /// <summary>The manager's module reports for the whole cluster; its pod and instance are only where it runs.</summary>
    public static Found FromCeph(LabelDictionary labels)
    {
        var daemon = labels["ceph_daemon"];
        var host = FirstOf(labels["exported_instance"], labels["hostname"]);
        return daemon.Length > 0 ? new Found("daemon", daemon, Workloads.Namespace(labels))
            : host.Length > 0 ? new Found("host", host, "")
            : FirstOf(labels["pool_name"], labels["pool"], labels["name"]) is { Length: > 0 } pool ? new Found("pool", pool, Workloads.Namespace(labels))
            : Found.Nothing;
    }

    private static string FirstOf(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (name.Length > 0 && !Exporters.Looks(name))
            {
                return name;
            }
        }

        return "";
    }
}
