using Awoooi.Core.Clusters;
using Awoooi.Core.Health;

namespace Awoooi.Core.Remediation;

/// <summary>Whether the cluster answers and what our account may do there, one line per permission that a repair needs.</summary>
public sealed class ClusterProbe(IClusterApi cluster, TimeProvider clock)
{
    /// <summary>Nothing is required: AWOOOI works without a cluster, it only repairs nothing.</summary>
    public async Task<IReadOnlyList<HealthCheck>> CheckAsync(IReadOnlyCollection<string> namespaces, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(namespaces);
        var started = clock.GetTimestamp();
        var capabilities = await cluster.ReadCapabilitiesAsync(cancel);
        if (capabilities.Value is not { } server)
        {
            var absent = capabilities.Fault == ClusterFault.NotConfigured;
            return
            [
                new HealthCheck("cluster", absent, absent ? "not configured; set Awoooi:Cluster:Kubeconfig, or run inside the cluster" : $"does not answer: {capabilities.Detail}", clock.GetElapsedTime(started), false)
                {
                    Absent = absent,
                    Finding = absent ? new Finding("cluster.absent") : new Finding("cluster.away", capabilities.Detail),
                },
            ];
        }

        var checks = new List<HealthCheck> { new("cluster", true, server.Server, clock.GetElapsedTime(started), false) { Finding = new Finding("cluster.answers", server.Server) } };
        foreach (var ns in namespaces)
        {
            foreach (var permission in ClusterPermission.All)
            {
                var asked = clock.GetTimestamp();
                var answer = await cluster.MayAsync(permission.In(ns), cancel);
                var (detail, finding) = answer.Value switch
                {
                    { Allowed: true } => ("allowed", new Finding("right.allowed")),
                    { } => ($"not allowed; give the account a Role in {ns} that may {permission.Name}", new Finding("right.missing", ns)),
                    _ => ($"unknown: {answer.Detail}", new Finding("right.unknown", answer.Detail)),
                };
                checks.Add(new HealthCheck($"{ns}: {permission.Name}", answer.Value is { Allowed: true }, detail, clock.GetElapsedTime(asked), false) { Finding = finding });
            }
        }

        return checks;
    }
}
