using Awoooi.Infrastructure.Simulator.Objects;

namespace Awoooi.Infrastructure.Simulator.Http;

/// <summary>PUT of a whole object.</summary>
internal static class UpdateEndpoint
{
    public static ApiAnswer Answer(SimulatedCluster cluster, ApiRequest request, ResourcePath path, ResourceKind kind)
    {
        var (options, badOptions) = WriteOptions.Read(request, cluster, "UpdateOptions");
        if (options is null)
        {
            return badOptions!;
        }

        var (body, warnings, refusal) = RequestBody.Decode(cluster, request, kind, options.Strict);
        if (body is null)
        {
            return refusal!;
        }

        if (body.Name() != path.Name)
        {
            return Refusals.BadRequest($"the name of the object ({body.Name()}) does not match the name on the URL ({path.Name})");
        }

        return cluster.Store.Find(kind, path.Namespace, path.Name) is { } before
            ? ObjectWriter.Update(cluster, kind, before, body, options.DryRun, warnings)
            : Refusals.NotFound(kind, path.Name);
    }
}
