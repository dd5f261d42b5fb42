using System.Text.Json.Nodes;

namespace Awoooi.Infrastructure.Simulator.Objects;

/// <summary>A field selector and the fields each resource lets be selected on.</summary>
internal sealed class FieldSelector(IReadOnlyList<(string Field, bool Negated, string Value)> terms)
{
    private static readonly string[] Plain = ["metadata.name", "metadata.namespace"];

    private static readonly string[] OfPods =
    [
        .. Plain, "spec.nodeName", "spec.restartPolicy", "spec.schedulerName", "spec.serviceAccountName",
        "spec.hostNetwork", "status.phase", "status.podIP", "status.podIPs", "status.nominatedNodeName",
    ];

    private static readonly string[] OfEvents =
    [
        .. Plain, "involvedObject.kind", "involvedObject.namespace", "involvedObject.name", "involvedObject.uid",
        "involvedObject.apiVersion", "involvedObject.resourceVersion", "involvedObject.fieldPath",
        "reason", "reportingComponent", "source", "type",
    ];

    private static readonly string[] OfNewEvents =
    [
        .. Plain, "regarding.kind", "regarding.namespace", "regarding.name", "regarding.uid", "regarding.apiVersion",
        "regarding.resourceVersion", "regarding.fieldPath", "reason", "reportingController", "type",
    ];

    public bool IsEmpty => terms.Count == 0;

    public bool Matches(JsonObject o) => terms.All(term => (Read(o, term.Field) == term.Value) != term.Negated);

    public static (FieldSelector? Selector, string? Error) Parse(ResourceKind kind, string? text)
    {
        var terms = new List<(string, bool, string)>();
        foreach (var part in (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var at = part.IndexOf('=', StringComparison.Ordinal);
            if (at <= 0)
            {
                return (null, $"invalid selector: '{text}'; can't understand '{part}'");
            }

            var negated = part[at - 1] == '!';
            var field = part[..(negated ? at - 1 : at)].Trim();
            if (Refuse(kind, field) is { } error)
            {
                return (null, error);
            }

            terms.Add((field, negated, part[(at + 1)..].TrimStart('=').Trim()));
        }

        return (new FieldSelector(terms), null);
    }

    private static string? Refuse(ResourceKind kind, string field)
    {
        var known = kind switch
        {
            { Plural: "pods" } => OfPods,
            { Plural: "events", Group: "" } => OfEvents,
            { Plural: "events" } => OfNewEvents,
            { Plural: "nodes" } => [.. Plain, "spec.unschedulable"],
            { Plural: "namespaces" } => [.. Plain, "status.phase"],
            { Plural: "secrets" } => [.. Plain, "type"],
            { Plural: "replicasets" } => [.. Plain, "status.replicas"],
            _ => Plain,
        };
        if (known.Contains(field))
        {
            return null;
        }

        return known.Length > Plain.Length
            ? $"field label not supported: {field}"
            : $"\"{field}\" is not a known field selector: only \"metadata.name\", \"metadata.namespace\"";
    }

    // Events are stored in the core shape; the newer API has other names for the same fields.
    private static string Read(JsonObject o, string field)
    {
        if (field.StartsWith("regarding.", StringComparison.Ordinal))
        {
            field = "involvedObject." + field["regarding.".Length..];
        }

        var node = field switch
        {
            "source" => o.At("source", "component"),
            "reportingController" => o.At("reportingComponent"),
            _ => o.At(field.Split('.')),
        };
        return node?.ToString() ?? "";
    }
}
