using System.Text.Json.Nodes;
using Awoooi.Infrastructure.Simulator.Objects;

namespace Awoooi.Infrastructure.Simulator.Controllers;

/// <summary>Writes events as controllers, kubelet and scheduler do: repeated ones are counted, old ones expire.</summary>
internal sealed class EventRecorder(SimulatedCluster cluster)
{
    private static readonly TimeSpan Kept = TimeSpan.FromHours(1);
    private long _written;

    /// <summary>An event in the old style, with first and last time and a count.</summary>
    public void Record(ResourceKind kind, JsonObject about, string type, string reason, string message, string component, string? host = null, string? fieldPath = null)
    {
        var now = cluster.Now.Rfc3339();
        var same = cluster.Store.All(Kinds.Event, NamespaceOf(about)).FirstOrDefault(e =>
            e.Text("involvedObject", "uid") == about.Uid() && e.Text("reason") == reason && e.Text("message") == message);
        if (same is not null)
        {
            var repeated = same.Copy();
            repeated["count"] = (same.Number("count") ?? 1) + 1;
            repeated["lastTimestamp"] = now;
            cluster.Store.Replace(Kinds.Event, repeated);
            return;
        }

        var e = New(kind, about, type, reason, message, fieldPath);
        e["source"] = host is null ? new JsonObject { ["component"] = component } : new JsonObject { ["component"] = component, ["host"] = host };
        e["firstTimestamp"] = now;
        e["lastTimestamp"] = now;
        e["count"] = 1;
        e["eventTime"] = null;
        e["reportingComponent"] = component == "kubelet" || cluster.Version == KubernetesVersion.V1_20 ? "" : component;
        e["reportingInstance"] = "";
        cluster.Store.Add(Kinds.Event, e);
    }

    /// <summary>A scheduler event: only eventTime, no first or last time and no count.</summary>
    public void RecordScheduling(JsonObject pod, string type, string reason, string message, string action)
    {
        var known = cluster.Store.All(Kinds.Event, pod.Namespace())
            .Any(e => e.Text("involvedObject", "uid") == pod.Uid() && e.Text("reason") == reason && e.Text("message") == message);
        if (known)
        {
            return;
        }

        var e = New(Kinds.Pod, pod, type, reason, message, fieldPath: null);
        e["source"] = new JsonObject();
        e["firstTimestamp"] = null;
        e["lastTimestamp"] = null;
        e["eventTime"] = cluster.Now.Rfc3339Micro();
        e["action"] = action;
        e["reportingComponent"] = "default-scheduler";
        e["reportingInstance"] = "default-scheduler-host";
        cluster.Store.Add(Kinds.Event, e);
    }

    public void Expire()
    {
        foreach (var e in cluster.Store.All(Kinds.Event))
        {
            if ((e.Instant("lastTimestamp") ?? e.Instant("eventTime") ?? e.Created()) < cluster.Now - Kept)
            {
                cluster.Store.Remove(Kinds.Event, e);
            }
        }
    }

    // Events about cluster-wide objects (nodes) live in "default".
    private static string NamespaceOf(JsonObject about) => about.Namespace() ?? "default";

    private JsonObject New(ResourceKind kind, JsonObject about, string type, string reason, string message, string? fieldPath)
    {
        var involved = new JsonObject { ["kind"] = kind.Kind };
        if (about.Namespace() is { } ns)
        {
            involved["namespace"] = ns;
        }

        involved["name"] = about.Name();
        involved["uid"] = about.Uid();
        involved["apiVersion"] = kind.ApiVersion;
        if (kind != Kinds.Node)
        {
            involved["resourceVersion"] = about.Version();
        }

        if (fieldPath is not null)
        {
            involved["fieldPath"] = fieldPath;
        }

        _written++;
        var name = $"{about.Name()}.{(ulong)cluster.Now.ToUnixTimeMilliseconds() * 1_000_000UL + (ulong)_written:x}";
        return new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = NamespaceOf(about) },
            ["involvedObject"] = involved,
            ["reason"] = reason,
            ["message"] = message,
            ["type"] = type,
        };
    }
}
