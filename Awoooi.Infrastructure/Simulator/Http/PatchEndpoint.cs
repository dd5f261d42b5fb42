using Awoooi.Infrastructure.Simulator.Objects;

namespace Awoooi.Infrastructure.Simulator.Http;

/// <summary>PATCH of an object.</summary>
internal static class PatchEndpoint
{
    public static ApiAnswer Answer(SimulatedCluster cluster, ApiRequest request, ResourcePath path, ResourceKind kind)
    {
        var (patch, unreadable) = PatchBody.Read(cluster.Version, request, kind);
        if (patch is null)
        {
            return unreadable!;
        }

        var (options, badOptions) = WriteOptions.Read(request, cluster, "PatchOptions");
        if (options is null)
        {
            return badOptions!;
        }

        if (cluster.Store.Find(kind, path.Namespace, path.Name!) is not { } before)
        {
            return Refusals.NotFound(kind, path.Name!);
        }

        // The patch sees what a GET shows, kind and apiVersion included: tests on /kind work.
        var shown = before.Copy();
        shown["kind"] = kind.Kind;
        shown["apiVersion"] = kind.ApiVersion;
        var (after, findings, refusal) = patch.Apply(kind.Kind, shown, options.Strict);
        return after is null
            ? refusal!
            : ObjectWriter.Update(cluster, kind, before, after, options.DryRun, RequestBody.Warnings(cluster, findings));
    }
}
