using Awoooi.Infrastructure.Simulator.Objects;

namespace Awoooi.Infrastructure.Simulator.Http;

/// <summary>POST of a new object.</summary>
internal static class CreateEndpoint
{
    public static ApiAnswer Answer(SimulatedCluster cluster, ApiRequest request, ResourcePath path, ResourceKind kind)
    {
        var (options, badOptions) = WriteOptions.Read(request, cluster, "CreateOptions");
        if (options is null)
        {
            return badOptions!;
        }

        var (body, warnings, refusal) = RequestBody.Decode(cluster, request, kind, options.Strict);
        if (body is null)
        {
            return refusal!;
        }

        if (body.Namespace() is { } ns && ns != path.Namespace)
        {
            return Refusals.BadRequest("the namespace of the provided object does not match the namespace sent on the request");
        }

        if (kind.Namespaced)
        {
            body.Make("metadata")["namespace"] = path.Namespace;
        }

        if (body.Name().Length == 0 && body.Text("metadata", "generateName") is null)
        {
            return Refusals.Invalid(kind, "", [new FieldError("metadata.name", "FieldValueRequired", "Required value: name or generateName is required")]);
        }

        return ObjectWriter.Create(cluster, kind, body, options.DryRun, warnings);
    }
}
