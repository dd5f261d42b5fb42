using System.Text.Json;
using Awoooi.Core.Clusters;
using Awoooi.Infrastructure.Kubernetes.Transport;

namespace Awoooi.Infrastructure.Kubernetes.Reading;

/// <summary>Reads what surrounds a workload and explains it: events, logs, nodes, claims.</summary>
internal sealed class NeighbourhoodReader(ApiReader reader)
{
    private const int LargestLog = 1 << 20;

    public async Task<ClusterAnswer<IReadOnlyList<EventFacts>>> EventsAsync(string ns, string? kind, string? name, int limit, CancellationToken cancel)
    {
        // That a node fell silent is an event of type Normal.
        var fields = new[] { kind is null ? null : $"involvedObject.kind={kind}", name is null ? null : $"involvedObject.name={name}", kind == "Node" ? null : "type=Warning" };
        var selector = string.Join(',', fields.OfType<string>());
        var list = await reader.ListAsync($"/api/v1/namespaces/{Uri.EscapeDataString(ns)}/events?fieldSelector={Uri.EscapeDataString(selector)}", cancel);
        return list.Fault is not null
            ? list.Failed<IReadOnlyList<EventFacts>>()
            : ClusterAnswer<IReadOnlyList<EventFacts>>.Of([.. list.Value!.Select(Event).OrderByDescending(item => item.At).Take(limit)]);
    }

    public async Task<ClusterAnswer<IReadOnlyList<string>>> LogAsync(string ns, string pod, string container, bool previous, int lines, CancellationToken cancel)
    {
        var path = $"{ApiPath.Of(new WorkloadRef(WorkloadKind.Pod, ns, pod))}/log?container={Uri.EscapeDataString(container)}&tailLines={lines}&limitBytes={LargestLog}{(previous ? "&previous=true" : "")}";
        var exchange = await reader.ReplyAsync(path, null, cancel);
        if (exchange.Reply is not { } reply)
        {
            return ClusterAnswer<IReadOnlyList<string>>.Failed(exchange.Fault!.Value, exchange.Detail);
        }

        if (!reply.Succeeded)
        {
            var fault = ApiStatus.Read(reply);
            return ClusterAnswer<IReadOnlyList<string>>.Failed(fault.Fault, fault.Detail);
        }

        return ClusterAnswer<IReadOnlyList<string>>.Of(reply.Body.Length == 0 ? [] : reply.Body.TrimEnd('\n').Split('\n'));
    }

    public async Task<ClusterAnswer<NodeFacts>> NodeAsync(string name, CancellationToken cancel)
    {
        var read = await reader.GetAsync($"/api/v1/nodes/{Uri.EscapeDataString(name)}", cancel);
        if (read.Fault is not null)
        {
            return read.Failed<NodeFacts>();
        }

        var node = read.Value;
        var ready = node.Condition("Ready");
        return ClusterAnswer<NodeFacts>.Of(new NodeFacts(
            name,
            ready?.Text("status") switch { "True" => true, "False" => false, _ => null },
            ready?.Time("lastTransitionTime"),
            [.. node.Items("status", "conditions").Where(condition => condition.Text("type") != "Ready" && condition.Text("status") == "True").Select(condition => condition.Text("type")).OfType<string>()],
            node.Flag("spec", "unschedulable"),
            [.. node.Items("spec", "taints").Select(taint => $"{taint.Text("key")}{(taint.Text("value") is { Length: > 0 } value ? $"={value}" : "")}:{taint.Text("effect")}")]));
    }

    public async Task<ClusterAnswer<ClaimFacts>> ClaimAsync(string ns, string name, CancellationToken cancel)
    {
        var read = await reader.GetAsync($"/api/v1/namespaces/{Uri.EscapeDataString(ns)}/persistentvolumeclaims/{Uri.EscapeDataString(name)}", cancel);
        if (read.Fault is not null)
        {
            return read.Failed<ClaimFacts>();
        }

        var selector = Uri.EscapeDataString($"involvedObject.kind=PersistentVolumeClaim,involvedObject.name={name}");
        var events = await reader.ListAsync($"/api/v1/namespaces/{Uri.EscapeDataString(ns)}/events?fieldSelector={selector}", cancel);
        var last = events.Fault is null ? events.Value!.Select(Event).MaxBy(item => item.At) : null;
        return ClusterAnswer<ClaimFacts>.Of(new ClaimFacts(
            ns, name, read.Value.Text("status", "phase") ?? "Unknown", read.Value.Text("spec", "storageClassName"), last is null ? null : $"{last.Reason}: {last.Message}"));
    }

    // The scheduler writes neither lastTimestamp nor a count, only eventTime.
    private static EventFacts Event(JsonElement item) => new(
        item.Text("involvedObject", "kind") ?? "",
        item.Text("involvedObject", "namespace") ?? "",
        item.Text("involvedObject", "name") ?? "",
        item.Text("type") ?? "",
        item.Text("reason") ?? "",
        item.Text("message") ?? "",
        Math.Max(1, Math.Max(item.Count("count"), item.Count("series", "count"))),
        item.Time("lastTimestamp") ?? item.Time("series", "lastObservedTime") ?? item.Time("eventTime") ?? item.Time("metadata", "creationTimestamp") ?? DateTimeOffset.MinValue);
}
