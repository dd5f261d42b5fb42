using System.Text.Json;
using System.Text.Json.Nodes;
using Awoooi.Infrastructure.Simulator.Objects;

namespace Awoooi.Infrastructure.Simulator.Http;

/// <summary>Decodes whole objects from POST and PUT bodies, with the server's complaints about bad ones.</summary>
internal static class RequestBody
{
    public static (JsonObject? Body, IReadOnlyList<string> Warnings, ApiAnswer? Refusal) Decode(
        SimulatedCluster cluster, ApiRequest request, ResourceKind kind, bool strict)
    {
        if (request.ContentType.Length > 0 && !request.ContentType.StartsWith("application/json", StringComparison.Ordinal))
        {
            return Refuse(Refusals.Unsupported(
                "the body of the request was in an unknown format - accepted media types include: application/json, application/yaml, application/vnd.kubernetes.protobuf"));
        }

        JsonNode? parsed;
        try
        {
            parsed = JsonNode.Parse(request.Body);
        }
        catch (JsonException)
        {
            return Refuse(Refusals.BadRequest(
                $"the object provided is unrecognized (must be of type {kind.Kind}): couldn't get version/kind; json parse error: unexpected end of JSON input ({Shorten(request.Body)})"));
        }

        if (parsed is not JsonObject body)
        {
            return Refuse(Refusals.BadRequest(
                $"the object provided is unrecognized (must be of type {kind.Kind}): couldn't get version/kind; json parse error: json: cannot unmarshal into Go value of type struct"));
        }

        if (body.Text("kind") is { } given && given != kind.Kind)
        {
            var version = body.Text("apiVersion") ?? "v1";
            var shortVersion = version[(version.LastIndexOf('/') + 1)..];
            return Refuse(Refusals.BadRequest(
                $"{given} in version \"{shortVersion}\" cannot be handled as a {kind.Kind}: converting ({shortVersion}.{given}) to ({(kind.Group.Length == 0 ? "core" : kind.Group)}.{kind.Kind}): unknown conversion"));
        }

        var findings = Schema.Check(kind.Kind, body);
        if (findings.TypeError is { } typeError)
        {
            return Refuse(Refusals.BadRequest($"{kind.Kind} in version \"{kind.Version}\" cannot be handled as a {kind.Kind}: {typeError}"));
        }

        if (strict && findings.UnknownFields.Count > 0)
        {
            var unknown = string.Join(", ", findings.UnknownFields.Select(field => $"unknown field \"{field}\""));
            return Refuse(Refusals.BadRequest($"{kind.Kind} in version \"{kind.Version}\" cannot be handled as a {kind.Kind}: strict decoding error: {unknown}"));
        }

        return (body, Warnings(cluster, findings), null);
    }

    /// <summary>Unknown fields are dropped with a warning; 1.20 says nothing.</summary>
    public static IReadOnlyList<string> Warnings(SimulatedCluster cluster, SchemaFindings findings) =>
        cluster.Version == KubernetesVersion.V1_20 ? [] : [.. findings.UnknownFields.Select(field => $"unknown field \"{field}\"")];

    private static (JsonObject? Body, IReadOnlyList<string> Warnings, ApiAnswer? Refusal) Refuse(ApiAnswer refusal) => (null, [], refusal);

    private static string Shorten(string body) => body.Length <= 64 ? body : body[..64] + "...";
}
