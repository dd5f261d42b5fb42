using System.Globalization;

namespace Awoooi.Core.Rca.Facts;

/// <summary>Turns what was read from a cluster into facts; pure.</summary>
public static class KubernetesEvidence
{
    public const string Source = "kubernetes";

    public static IEnumerable<Evidence> From(ClusterSnapshot cluster)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        if (cluster.MissingTarget is var (ns, name))
        {
            yield return Fact(EvidenceKind.TargetMissing, Subjects.Missing(ns, name), cluster.ObservedAt, $"{ns}/{name} does not exist in the cluster", ("name", name));
        }

        var facts = WorkloadEvidence.From(cluster)
            .Concat(cluster.Pods.SelectMany(pod => PodEvidence.From(pod, cluster)))
            .Concat(EventEvidence.From(cluster))
            .Concat(cluster.Nodes.SelectMany(node => NodeEvidence.From(node, cluster.ObservedAt)))
            .Concat(cluster.Claims.Select(claim => ClaimEvidence.From(claim, cluster.ObservedAt)))
            .Concat(cluster.Logs.SelectMany(log => LogEvidence.From(log, cluster.ObservedAt)));
        foreach (var fact in facts)
        {
            yield return fact;
        }
    }

    internal static Evidence Fact(string kind, string subject, DateTimeOffset at, string fact, params (string Name, string Value)[] values)
        => new()
        {
            Id = "",
            Source = Source,
            Kind = kind,
            Subject = subject,
            At = at,
            Fact = fact,
            Values = values.ToDictionary(value => value.Name, value => value.Value, StringComparer.Ordinal),
            ObservedByUs = true,
        };

    internal static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    internal static string Text(bool flag) => flag ? "true" : "false";

    internal static long Minutes(DateTimeOffset from, DateTimeOffset to) => (long)Math.Floor((to - from).TotalMinutes);
}
