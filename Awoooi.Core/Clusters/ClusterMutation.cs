using System.Text.Json.Nodes;

namespace Awoooi.Core.Clusters;

/// <summary>What a mutation does to its workload.</summary>
public enum MutationKind
{
    Restart,
    Scale,
    Rollback,
    EvictPod,
}

/// <summary>One changing request exactly as it goes over the wire: stored before it is sent, and sent again only with the same bytes.</summary>
public sealed record ClusterMutation
{
    public required MutationKind Kind { get; init; }

    public required WorkloadRef Workload { get; init; }

    /// <summary>Value of <see cref="ExecutionMarker.Annotation"/> that this request leaves behind.</summary>
    public required string Marker { get; init; }

    public required string Method { get; init; }

    /// <summary>Path and query, beginning with a slash.</summary>
    public required string Path { get; init; }

    public required string ContentType { get; init; }

    /// <summary>JSON, sent as UTF-8 without a byte order mark.</summary>
    public required string Body { get; init; }

    /// <summary>The pod to evict and its uid; null for all other kinds.</summary>
    public string? Pod { get; init; }

    public string? PodUid { get; init; }

    /// <summary>The same request as a server-side rehearsal.</summary>
    /// <remarks>A server takes the options of a DELETE from its body and then ignores the query, so there the flag goes into the body: in the query it would really delete.</remarks>
    public ClusterMutation AsDryRun()
    {
        if (Method != "DELETE")
        {
            return this with { Path = Path + (Path.Contains('?', StringComparison.Ordinal) ? '&' : '?') + "dryRun=All" };
        }

        var options = JsonNode.Parse(Body)!.AsObject();
        options["dryRun"] = new JsonArray("All");
        return this with { Body = options.ToJsonString() };
    }
}
