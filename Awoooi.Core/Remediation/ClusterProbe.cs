using Awoooi.Core.Clusters;
using Awoooi.Core.Health;

namespace Awoooi.Core.Remediation;

/// <summary>Whether the cluster answers and what our account may do there, one line per permission that a repair needs.</summary>
public sealed class ClusterProbe(IClusterApi cluster, TimeProvider clock)
{
    private static readonly (string Name, Func<string, AccessQuestion> Ask)[] Permissions =
    [
        ("read pods", ns => new AccessQuestion("list", "", "pods", null, ns, null)),
        ("read events", ns => new AccessQuestion("list", "", "events", null, ns, null)),
        ("read logs", ns => new AccessQuestion("get", "", "pods", "log", ns, null)),
        ("read deployments", ns => new AccessQuestion("list", "apps", "deployments", null, ns, null)),
        ("read replica sets", ns => new AccessQuestion("list", "apps", "replicasets", null, ns, null)),
        ("evict pods", ns => new AccessQuestion("create", "", "pods", "eviction", ns, null)),
        ("patch deployments", ns => new AccessQuestion("patch", "apps", "deployments", null, ns, null)),
        ("patch stateful sets", ns => new AccessQuestion("patch", "apps", "statefulsets", null, ns, null)),
        ("patch daemon sets", ns => new AccessQuestion("patch", "apps", "daemonsets", null, ns, null)),
    ];

    /// <summary>Nothing is required: AWOOOI works without a cluster, it only repairs nothing.</summary>
    public async Task<IReadOnlyList<HealthCheck>> CheckAsync(IReadOnlyCollection<string> namespaces, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(namespaces);
        var started = clock.GetTimestamp();
        var capabilities = await cluster.ReadCapabilitiesAsync(cancel);
        if (capabilities.Value is not { } server)
        {
            var fix = capabilities.Fault == ClusterFault.NotConfigured ? "not configured; set Awoooi:Cluster:Kubeconfig, or run inside the cluster" : $"does not answer: {capabilities.Detail}";
            return [new HealthCheck("cluster", capabilities.Fault == ClusterFault.NotConfigured, fix, clock.GetElapsedTime(started), false)];
        }

        var checks = new List<HealthCheck> { new("cluster", true, server.Server, clock.GetElapsedTime(started), false) };
        foreach (var ns in namespaces)
        {
            foreach (var (name, ask) in Permissions)
            {
                var asked = clock.GetTimestamp();
                var answer = await cluster.MayAsync(ask(ns), cancel);
                var detail = answer.Value switch
                {
                    { Allowed: true } => "allowed",
                    { } => $"not allowed; give the account a Role in {ns} that may {name}",
                    _ => $"unknown: {answer.Detail}",
                };
                checks.Add(new HealthCheck($"{ns}: {name}", answer.Value is { Allowed: true }, detail, clock.GetElapsedTime(asked), false));
            }
        }

        return checks;
    }
}
