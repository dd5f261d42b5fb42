using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Awoooi.Infrastructure.Simulator.Objects;
using Awoooi.Infrastructure.Simulator.Patching;

namespace Awoooi.Infrastructure.Simulator.Http;

/// <summary>A patch of one of the three kinds, applied to what the API shows.</summary>
internal sealed record PatchBody(PatchKind Kind, JsonNode Content)
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static (PatchBody? Patch, ApiAnswer? Refusal) Read(KubernetesVersion version, ApiRequest request, ResourceKind kind)
    {
        var type = request.ContentType.Split(';')[0].Trim();
        PatchKind? patchKind = type switch
        {
            "application/json-patch+json" => PatchKind.Json,
            "application/merge-patch+json" => PatchKind.Merge,
            "application/strategic-merge-patch+json" => PatchKind.Strategic,
            _ => null,
        };
        if (patchKind is null)
        {
            return (null, Refusals.Unsupported("415: Unsupported Media Type", detailed: true));
        }

        if (patchKind == PatchKind.Strategic && kind.IsCustom)
        {
            return (null, Refusals.Unsupported(
                "the body of the request was in an unknown format - accepted media types include: application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml"));
        }

        JsonNode? content;
        try
        {
            content = JsonNode.Parse(request.Body);
        }
        catch (JsonException)
        {
            return (null, Refusals.BadRequest(version == KubernetesVersion.V1_20 ? "unexpected EOF" : "unexpected end of JSON input"));
        }

        return (patchKind, content) switch
        {
            (PatchKind.Json, not JsonArray) => (null, Refusals.BadRequest(
                version == KubernetesVersion.V1_20
                    ? "json: cannot unmarshal object into Go value of type jsonpatch.Patch"
                    : "error decoding patch: json: cannot unmarshal object into Go value of type []handlers.jsonPatchOp")),
            (PatchKind.Merge or PatchKind.Strategic, not JsonObject) => (null, Refusals.BadRequest(
                "json: cannot unmarshal array into Go value of type map[string]interface {}")),
            _ => (new PatchBody(patchKind.Value, content!), null),
        };
    }

    /// <summary>The patched copy after decoding; unknown fields are gone from it and listed in the findings.</summary>
    public (JsonObject? Result, SchemaFindings Findings, ApiAnswer? Refusal) Apply(string kind, JsonObject target, bool strict)
    {
        var result = Kind switch
        {
            PatchKind.Json => JsonPatch.Apply(target, (JsonArray)Content),
            PatchKind.Merge => MergePatch.Apply(target, Content) as JsonObject,
            _ => StrategicMergePatch.Apply(target, (JsonObject)Content),
        };
        if (result is null)
        {
            return (null, new SchemaFindings(), Refusals.JsonPatchFailed());
        }

        var patched = result.ToJsonString(Plain);
        var findings = Schema.Check(kind, result);
        if (findings.TypeError is { } typeError)
        {
            // Strategic merge decodes the patch, the others the patched whole: each repeats what it decoded.
            return (null, findings, Kind == PatchKind.Strategic
                ? Refusals.InvalidPatch($"\"{GoText.Map(Content)}\"", findings.StrategicTypeError!)
                : Refusals.InvalidPatch(GoText.Quote(patched), typeError));
        }

        if (strict && findings.UnknownFields.Count > 0)
        {
            var unknown = string.Join(", ", findings.UnknownFields.Select(field => $"unknown field \"{field}\""));
            return (null, findings, Refusals.InvalidPatch($"\"{GoText.Map(Content)}\"", $"strict decoding error: {unknown}"));
        }

        return (result, findings, null);
    }
}
