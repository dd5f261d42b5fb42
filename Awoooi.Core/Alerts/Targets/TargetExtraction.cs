namespace Awoooi.Core.Alerts.Targets;

/// <summary>
/// Finds the victim in the labels. Safety code: a wrong answer can restart the wrong thing, so a process that only
/// measures is never the answer, and when nothing else is named the answer is nobody.
/// </summary>
internal static class TargetExtraction
{
    private const string OnlyExporter = "The labels name only the exporter; the target is left empty.";

    public static Victim Find(string alertName, string category, LabelDictionary labels)
    {
        var cluster = VictimLabels.First(labels, VictimLabels.Cluster);
        var exporter = Exporters.Of(alertName, category, labels);
        var found = exporter switch
        {
            Exporter.KubeStateMetrics => Workloads.FromStateMetrics(category, labels),
            Exporter.Kubelet => Workloads.FromKubelet(labels),
            Exporter.NodeExporter => Machines.FromNodeExporter(labels),
            Exporter.Blackbox => Machines.FromProbe(labels),
            Exporter.Pushgateway => Machines.FromPushgateway(labels),
            Exporter.CertManager => Controllers.FromCertManager(category, labels),
            Exporter.ArgoCd => Controllers.FromArgoCd(labels),
            Exporter.CephManager => Controllers.FromCeph(labels),
            Exporter.Other => Machines.FromExporter(category, labels),
            _ => Workloads.FromItself(category, labels),
        };
        var (type, name, ns) = found;
        if (name.Length == 0)
        {
            return Victim.None(cluster, exporter == Exporter.None ? null : OnlyExporter) with { Namespace = ns };
        }

        return new Victim(ns, name, type, WorkloadName.Of(type, name, ns), cluster, null);
    }
}

/// <summary>A candidate: kind, name and namespace; the name is empty when there is none.</summary>
internal readonly record struct Found(string Type, string Name, string Namespace)
{
    public static Found Nothing { get; } = new("", "", "");
}
