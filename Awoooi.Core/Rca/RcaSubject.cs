using Awoooi.Core.Alerts;
using Awoooi.Core.Clusters;

namespace Awoooi.Core.Rca;

/// <summary>The victim of an incident: what the alert is about and the objects whose facts may speak about it.</summary>
public sealed record RcaSubject
{
    /// <summary>Subject of facts that come from the alert or from history.</summary>
    public const string AlertSubject = "alert";

    public required string AlertType { get; init; }

    public required string Category { get; init; }

    public string Namespace { get; init; } = "";

    public string TargetResource { get; init; } = "";

    /// <summary>The workload behind the target as the cluster shows it; null when there is none.</summary>
    public WorkloadRef? Workload { get; init; }

    /// <summary>The pod that the alert names, when it exists and belongs to <see cref="Workload"/>.</summary>
    public string? Pod { get; init; }

    /// <summary>Subjects whose evidence counts; everything else is a bystander.</summary>
    public required IReadOnlySet<string> Scope { get; init; }

    public bool Covers(string subject) => subject == AlertSubject || Scope.Contains(subject);

    public static RcaSubject Of(Alert alert, ClusterSnapshot cluster)
    {
        ArgumentNullException.ThrowIfNull(alert);
        ArgumentNullException.ThrowIfNull(cluster);
        var scope = new HashSet<string>(StringComparer.Ordinal);
        if (cluster.Workload is { } workload)
        {
            scope.Add(workload.Ref.ToString());
        }

        if (alert.TargetResource.Length > 0)
        {
            scope.Add(Subjects.Missing(alert.Namespace, alert.TargetResource));
        }

        scope.UnionWith(cluster.Pods.Select(Subjects.Of));
        scope.UnionWith(cluster.Nodes.Select(node => Subjects.Node(node.Name)));
        scope.UnionWith(cluster.Claims.Select(claim => Subjects.Claim(claim.Namespace, claim.Name)));
        return new RcaSubject
        {
            AlertType = alert.AlertType,
            Category = alert.Category,
            Namespace = alert.Namespace,
            TargetResource = alert.TargetResource,
            Workload = cluster.Workload?.Ref,
            Pod = cluster.Pods.Any(pod => pod.Name == alert.TargetResource) ? alert.TargetResource : null,
            Scope = scope,
        };
    }
}
