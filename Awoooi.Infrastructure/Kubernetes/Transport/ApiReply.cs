using System.Text.Json;

namespace Awoooi.Infrastructure.Kubernetes.Transport;

/// <summary>An answer of the server, whole and unjudged.</summary>
internal sealed record ApiReply(int Status, string MediaType, string Body, TimeSpan? RetryAfter, IReadOnlyList<string> Warnings)
{
    public bool Succeeded => Status is >= 200 and < 300;

    /// <summary>The body as a JSON object, null when it is something else: gateways and parts of the server itself answer in plain text.</summary>
    public JsonElement? Json()
    {
        if (!MediaType.EndsWith("json", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        try
        {
            var value = JsonSerializer.Deserialize<JsonElement>(Body);
            return value.ValueKind == JsonValueKind.Object ? value : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>One try of one request: a reply, or the reason why there is none.</summary>
/// <param name="Fault">Null with a reply; <c>Unreachable</c> and <c>NotConfigured</c> when nothing was sent, else <c>NoAnswer</c>.</param>
internal sealed record Exchange(ApiReply? Reply, Core.Clusters.ClusterFault? Fault, string Detail);
