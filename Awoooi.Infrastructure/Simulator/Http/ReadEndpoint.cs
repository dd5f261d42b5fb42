using Awoooi.Infrastructure.Simulator.Objects;

namespace Awoooi.Infrastructure.Simulator.Http;

/// <summary>GET of one object.</summary>
internal static class ReadEndpoint
{
    public static ApiAnswer Answer(SimulatedCluster cluster, ApiRequest request, ResourcePath path, ResourceKind kind)
    {
        if (cluster.Store.Find(kind, path.Namespace, path.Name!) is not { } found)
        {
            return Refusals.NotFound(kind, path.Name!);
        }

        var body = request.Accept.Contains("as=PartialObjectMetadata", StringComparison.Ordinal)
            ? ObjectView.RenderMetadata(found)
            : ObjectView.Render(cluster, kind, found);
        return request.Accept.StartsWith("application/yaml", StringComparison.Ordinal)
            ? ApiAnswer.Text(200, YamlText.Of(body)) with { TextType = "application/yaml" }
            : new ApiAnswer(200, body);
    }
}
