using System.Text.Json;
using Awoooi.Core.Clusters;

namespace Awoooi.Infrastructure.Kubernetes.Transport;

/// <summary>Finds out once which versions of the APIs this server offers, and again after a path was missing.</summary>
internal sealed class ApiDiscovery(ApiReader reader, TimeProvider clock)
{
    // A 404 may be an upgraded server, but mostly it is just a name that is gone.
    private static readonly TimeSpan SoonestAgain = TimeSpan.FromSeconds(30);

    private volatile Finding? _last;

    public async Task<ClusterAnswer<ClusterCapabilities>> FindAsync(CancellationToken cancel)
    {
        if (_last is { } last)
        {
            return ClusterAnswer<ClusterCapabilities>.Of(last.Capabilities);
        }

        var version = await reader.GetAsync("/version", cancel);
        var groups = version.Fault is null ? await reader.GetAsync("/apis", cancel) : version;
        var core = groups.Fault is null ? await reader.GetAsync("/api/v1", cancel) : groups;
        if (core.Fault is not null)
        {
            return core.Failed<ClusterCapabilities>();
        }

        var found = new ClusterCapabilities(
            version.Value.Text("gitVersion") ?? "unknown",
            Eviction(core.Value),
            First(groups.Value, "policy", "v1", "v1beta1"),
            First(groups.Value, "autoscaling", "v2", "v1"));
        _last = new Finding(found, clock.GetUtcNow());
        return ClusterAnswer<ClusterCapabilities>.Of(found);
    }

    /// <summary>Forgets the finding when it is old enough to be wrong; true when the next one may differ.</summary>
    public bool Doubt()
    {
        if (_last is not { } last || clock.GetUtcNow() - last.At < SoonestAgain)
        {
            return false;
        }

        _last = null;
        return true;
    }

    // Older servers leave group and version out of the entry: they know the beta only.
    private static string Eviction(JsonElement core)
    {
        foreach (var resource in core.Items("resources"))
        {
            if (resource.Text("name") == "pods/eviction")
            {
                return resource.Text("version") == "v1" ? "policy/v1" : "policy/v1beta1";
            }
        }

        return "policy/v1";
    }

    private static string? First(JsonElement groups, string group, params ReadOnlySpan<string> wanted)
    {
        var offered = groups.Items("groups").Where(entry => entry.Text("name") == group).SelectMany(entry => entry.Items("versions")).Select(entry => entry.Text("version")).ToHashSet();
        foreach (var version in wanted)
        {
            if (offered.Contains(version))
            {
                return $"{group}/{version}";
            }
        }

        return null;
    }

    private sealed record Finding(ClusterCapabilities Capabilities, DateTimeOffset At);
}
