using System.Globalization;
using System.Text.Json.Nodes;
using Awoooi.Infrastructure.Simulator.Objects;

namespace Awoooi.Infrastructure.Simulator.Http;

/// <summary>GET of a list: selectors, pages that stay consistent, and the several ways in which a revision can be wrong.</summary>
internal static class ListEndpoint
{
    private const string PageExpired =
        "The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter, "
        + "or use the continue token in this response to retrieve the remainder of the results. Continuing with the provided token results in an inconsistent list - "
        + "objects that were created, modified, or deleted between the time the first chunk was returned and now may show up in the list.";

    public static PipelineOutcome Answer(SimulatedCluster cluster, ApiRequest request, ResourcePath path, ResourceKind kind)
    {
        var (labels, labelError) = LabelSelector.Parse(request.Parameter("labelSelector"));
        var (fields, fieldError) = FieldSelector.Parse(kind, request.Parameter("fieldSelector"));
        if ((labelError ?? fieldError) is { } selectorError)
        {
            return Refusals.BadRequest(selectorError);
        }

        var store = cluster.Store;
        var revision = store.Revision;
        var start = "";
        if (request.Parameter("continue") is { Length: > 0 } given)
        {
            if (ContinueToken.Decode(given) is not { } token)
            {
                return Refusals.BadRequest("invalid continue token: continue key is not valid: invalid character '\\u0081' looking for beginning of value");
            }

            (revision, start) = (token.Revision < 0 ? store.Revision : token.Revision, token.Start.TrimStart('/'));
            if (revision < store.Compacted)
            {
                return Expired(PageExpired, new ContinueToken(-1, start).Encode());
            }
        }
        else if (Revision(cluster, request) is { } refused)
        {
            return refused;
        }

        var all = store.AllAt(kind, path.Namespace, revision).Where(o => string.CompareOrdinal(Place(path, o), start) >= 0);
        List<JsonObject> matching = [.. all.Where(o => labels!.Matches(o) && fields!.Matches(o))];
        var limit = int.TryParse(request.Parameter("limit"), CultureInfo.InvariantCulture, out var asked) && asked > 0 ? asked : int.MaxValue;
        var page = matching.Take(limit).ToList();
        var metadata = new JsonObject { ["resourceVersion"] = ObjectMetadata.Decimal(revision) };
        if (matching.Count > page.Count)
        {
            metadata["continue"] = new ContinueToken(revision, Place(path, page[^1]) + "\0").Encode();
            if (labels!.IsEmpty && fields!.IsEmpty)
            {
                metadata["remainingItemCount"] = matching.Count - page.Count;
            }
        }

        var partial = request.Accept.Contains("as=PartialObjectMetadataList", StringComparison.Ordinal);
        return new ApiAnswer(200, new JsonObject
        {
            ["kind"] = partial ? "PartialObjectMetadataList" : kind.Kind + "List",
            ["apiVersion"] = partial ? "meta.k8s.io/v1" : kind.ApiVersion,
            ["metadata"] = metadata,
            ["items"] = new JsonArray([.. page.Select(o => partial ? ObjectView.RenderMetadata(o) : ObjectView.RenderItem(cluster, kind, o))]),
        });
    }

    private static PipelineOutcome? Revision(SimulatedCluster cluster, ApiRequest request)
    {
        if (request.Parameter("resourceVersion") is not { Length: > 0 } text)
        {
            return null;
        }

        if (!ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var asked))
        {
            var why = $"resourceVersion: Invalid value: \"{text}\": strconv.ParseUint: parsing \"{text}\": invalid syntax";
            return cluster.Version >= KubernetesVersion.V1_36
                ? Refusals.BadRequest($"invalid resource version: {why}")
                : Refusals.Status(500, null, why);
        }

        if (asked > (ulong)cluster.Store.Revision)
        {
            var details = new JsonObject
            {
                ["causes"] = new JsonArray(new JsonObject { ["reason"] = "ResourceVersionTooLarge", ["message"] = "Too large resource version" }),
                ["retryAfterSeconds"] = 1,
            };
            var answer = Refusals.Status(504, "Timeout", $"Timeout: Too large resource version: {asked}, current: {cluster.Store.Revision}", details);
            return new PipelineOutcome(answer with { RetryAfterSeconds = 1 }, null) { Wait = TimeSpan.FromSeconds(3) };
        }

        return request.Parameter("resourceVersionMatch") == "Exact" && (long)asked < cluster.Store.Compacted
            ? new PipelineOutcome(Expired("The resourceVersion for the provided list is too old.", null), null)
            : null;
    }

    private static ApiAnswer Expired(string message, string? token)
    {
        var answer = Refusals.Status(410, "Expired", message);
        if (token is not null)
        {
            answer.Body!["metadata"] = new JsonObject { ["continue"] = token };
        }

        return answer;
    }

    // Keys are relative to what the URL already says.
    private static string Place(ResourcePath path, JsonObject o) =>
        path.Namespace is null && o.Namespace() is { } ns ? $"{ns}/{o.Name()}" : o.Name();
}
