using System.Security.Cryptography;
using System.Text;

namespace Awoooi.Core.Alerts;

/// <summary>Identity of an incident: 16 lowercase hex digits over alert type, namespace and target.</summary>
public static class Fingerprint
{
    /// <summary><c>hex(sha256("{alert_type}:{namespace}:{target_resource}"))[..16]</c>; another cluster than ours is part of the namespace.</summary>
    public static string Of(Alert alert, string installationCluster)
    {
        ArgumentNullException.ThrowIfNull(alert);
        var ns = IsElsewhere(alert, installationCluster) ? $"{alert.Cluster}/{alert.Namespace}" : alert.Namespace;
        return Hash($"{alert.AlertType}:{ns}:{alert.TargetResource}")[..16];
    }

    /// <summary>Class of alerts that learning, limits and the anomaly counter work on: cluster, alert type and workload (the target when there is none).</summary>
    public static string ClassKey(Alert alert, string installationCluster)
    {
        ArgumentNullException.ThrowIfNull(alert);
        var cluster = alert.Cluster.Length > 0 ? alert.Cluster : installationCluster;
        var subject = alert.Workload.Length > 0 ? alert.Workload : alert.TargetResource;
        return $"{cluster}:{alert.AlertType}:{alert.Namespace}/{subject}";
    }

    /// <summary>Whether the alert names another cluster than this installation's; such an alert never acts here.</summary>
    public static bool IsElsewhere(Alert alert, string installationCluster)
    {
        ArgumentNullException.ThrowIfNull(alert);
        return alert.Cluster.Length > 0 && !string.Equals(alert.Cluster, installationCluster, StringComparison.Ordinal);
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
