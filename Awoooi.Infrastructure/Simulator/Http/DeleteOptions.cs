using System.Text.Json;
using System.Text.Json.Nodes;
using Awoooi.Infrastructure.Simulator.Objects;

namespace Awoooi.Infrastructure.Simulator.Http;

/// <summary>How something is to be deleted.</summary>
internal sealed record DeleteOptions(bool DryRun, long? GracePeriodSeconds, string? Propagation, string? Uid, string? ResourceVersion)
{
    /// <summary>
    /// From the body or from the query, never both: with a body present the query's dryRun is ignored and the object is
    /// really deleted. The real server does exactly this.
    /// </summary>
    public static (DeleteOptions? Options, ApiAnswer? Refusal) Read(SimulatedCluster cluster, ApiRequest request)
    {
        if (request.Body.Length > 0)
        {
            try
            {
                return FromBody(cluster, JsonNode.Parse(request.Body) as JsonObject);
            }
            catch (JsonException)
            {
                return (null, Refusals.BadRequest("couldn't get version/kind; json parse error: unexpected end of JSON input"));
            }
        }

        var (dryRun, refusal) = WriteOptions.ReadDryRun(cluster, request.Parameter("dryRun") is { Length: > 0 } value ? [value] : [], "DeleteOptions");
        long? grace = long.TryParse(request.Parameter("gracePeriodSeconds"), System.Globalization.CultureInfo.InvariantCulture, out var seconds) ? seconds : null;
        return refusal is null ? (new DeleteOptions(dryRun, grace, request.Parameter("propagationPolicy"), null, null), null) : (null, refusal);
    }

    public static (DeleteOptions? Options, ApiAnswer? Refusal) FromBody(SimulatedCluster cluster, JsonObject? body)
    {
        var (dryRun, refusal) = WriteOptions.ReadDryRunList(cluster, body.List("dryRun"), "DeleteOptions");
        return refusal is null
            ? (new DeleteOptions(
                dryRun,
                body.Number("gracePeriodSeconds"),
                body.Text("propagationPolicy"),
                body.Text("preconditions", "uid"),
                body.Text("preconditions", "resourceVersion")), null)
            : (null, refusal);
    }

    public ApiAnswer? RefuseFor(ResourceKind kind, JsonObject found)
    {
        if (Uid is not null && Uid != found.Uid())
        {
            return Mismatch(kind, found, "UID", Uid, found.Uid(), "The object might have been deleted and then recreated");
        }

        return ResourceVersion is not null && ResourceVersion != found.Version()
            ? Mismatch(kind, found, "ResourceVersion", ResourceVersion, found.Version(), "The object might have been modified")
            : null;
    }

    // Named by kind ("Pod"), where other conflicts name the resource ("pods").
    private static ApiAnswer Mismatch(ResourceKind kind, JsonObject found, string field, string wanted, string actual, string hint) => Refusals.Status(
        409,
        "Conflict",
        $"Operation cannot be fulfilled on {kind.QualifiedKind} \"{found.Name()}\": the {field} in the precondition ({wanted}) does not match the {field} in record ({actual}). {hint}",
        Refusals.Details(found.Name(), kind.Group, kind.Kind));
}
