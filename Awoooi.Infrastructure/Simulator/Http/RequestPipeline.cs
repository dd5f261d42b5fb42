using Awoooi.Infrastructure.Simulator.Access;
using Awoooi.Infrastructure.Simulator.Objects;

namespace Awoooi.Infrastructure.Simulator.Http;

/// <summary>The order of a real API server: authorization, then the resource, then the verb. Runs under the cluster's lock.</summary>
internal sealed class RequestPipeline(SimulatedCluster cluster)
{
    public PipelineOutcome Run(ApiRequest request)
    {
        if (ResourcePath.Parse(request.Path) is not { } path)
        {
            return RunAboveResources(request);
        }

        var verb = path.Verb(request.Method, request.IsWatch);
        if (Forbidden(request, path, verb) is { } forbidden)
        {
            return forbidden;
        }

        if (path.Group is "authorization.k8s.io" or "authentication.k8s.io")
        {
            return AccessReviews.Answer(cluster, request, path);
        }

        if (path.Group == "metrics.k8s.io")
        {
            return MetricsEndpoint.Answer(cluster, path);
        }

        var kind = cluster.ServedKinds.FirstOrDefault(k => k.Group == path.Group && k.Version == path.Version && k.Plural == path.Plural);
        if (kind is null)
        {
            return cluster.ServedKinds.Any(k => k.Group == path.Group) ? Refusals.UnknownResource() : Refusals.UnknownPath();
        }

        return NotAcceptable(request, path) ?? Serve(request, path, kind, verb);
    }

    private PipelineOutcome Serve(ApiRequest request, ResourcePath path, ResourceKind kind, string verb)
    {
        if (path.Subresource.Length > 0)
        {
            return ServeSubresource(request, path, kind);
        }

        return (request.Method, path.Name) switch
        {
            ("GET", null) when verb == "watch" => WatchEndpoint.Open(cluster, request, path, kind),
            ("GET", null) => ListEndpoint.Answer(cluster, request, path, kind),
            ("GET", _) when verb == "watch" => WatchEndpoint.Open(cluster, request, path, kind),
            ("GET", _) => ReadEndpoint.Answer(cluster, request, path, kind),
            ("POST", null) => CreateEndpoint.Answer(cluster, request, path, kind),
            ("PUT", not null) => UpdateEndpoint.Answer(cluster, request, path, kind),
            ("PATCH", not null) => PatchEndpoint.Answer(cluster, request, path, kind),
            ("DELETE", not null) => DeleteEndpoint.Answer(cluster, request, path, kind),
            _ => Refusals.MethodNotAllowed(),
        };
    }

    private PipelineOutcome ServeSubresource(ApiRequest request, ResourcePath path, ResourceKind kind)
    {
        var served = kind.Subresources.Contains(path.Subresource)
            && (path.Subresource != "resize" || cluster.Version >= KubernetesVersion.V1_36);
        return (served ? path.Subresource : "", request.Method) switch
        {
            ("scale", "GET" or "PUT" or "PATCH") => ScaleEndpoint.Answer(cluster, request, path, kind),
            ("eviction", "POST") => EvictionEndpoint.Answer(cluster, request, path),
            ("log", "GET") => LogEndpoint.Answer(cluster, request, path),
            ("resize", "PATCH" or "PUT") => ResizeEndpoint.Answer(cluster, path),
            ("status", "GET") => ReadEndpoint.Answer(cluster, request, path, kind),
            ("", _) => Refusals.UnknownResource(),
            _ => Refusals.MethodNotAllowed(),
        };
    }

    private PipelineOutcome RunAboveResources(ApiRequest request)
    {
        if (request.Path is "/version" or "/version/" or "/healthz" or "/livez" or "/readyz")
        {
            return Discovery.Answer(cluster, request.Path);
        }

        if (request.User == ApiUser.Anonymous)
        {
            return Refusals.Status(403, "Forbidden", $"forbidden: User \"{request.User.Name}\" cannot {request.Method.ToLowerInvariant()} path \"{request.Path}\"", []);
        }

        return Discovery.Answer(cluster, request.Path);
    }

    private ApiAnswer? Forbidden(ApiRequest request, ResourcePath path, string verb)
    {
        if (request.User.Role.Allows(cluster.Version, verb, path.Group, path.Plural, path.Subresource))
        {
            return null;
        }

        var resource = path.Subresource.Length == 0 ? path.Plural : $"{path.Plural}/{path.Subresource}";
        var qualified = path.Group.Length == 0 ? path.Plural : $"{path.Plural}.{path.Group}";
        var subject = path.Name is null ? qualified : $"{qualified} \"{path.Name}\"";
        var scope = path switch
        {
            { Namespace: { } ns } => $"in the namespace \"{ns}\"",
            { Plural: "namespaces", Name: { } ns } => $"in the namespace \"{ns}\"",
            _ => "at the cluster scope",
        };
        return Refusals.Status(
            403,
            "Forbidden",
            $"{subject} is forbidden: User \"{request.User.Name}\" cannot {verb} resource \"{resource}\" in API group \"{path.Group}\" {scope}",
            Refusals.Details(path.Name ?? "", path.Group, path.Plural));
    }

    private ApiAnswer? NotAcceptable(ApiRequest request, ResourcePath path)
    {
        var accept = request.Accept;
        var fits = accept.Length == 0 || accept.Contains("*/*", StringComparison.Ordinal) || accept.Contains("application/json", StringComparison.Ordinal)
            || accept.Contains("application/*", StringComparison.Ordinal) || accept.Contains("application/yaml", StringComparison.Ordinal);
        if (fits)
        {
            return null;
        }

        const string known = "application/json, application/yaml, application/vnd.kubernetes.protobuf";
        return path.Subresource == "log"
            ? Refusals.Status(406, "NotAcceptable", $"only the following media types are accepted: {known}")
            : Refusals.Status(406, "NotAcceptable", cluster.Version == KubernetesVersion.V1_20 ? "406: Not Acceptable" : $"406: Not Acceptable\n\nAvailable representations: {known}", []);
    }
}
