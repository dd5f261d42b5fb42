using Awoooi.Core.Health;

namespace Awoooi.Web.Endpoints.Chain;

/// <summary>Whether alerts get from the rules to people.</summary>
internal static class AlertChainEndpoints
{
    public static void MapAlertChain(this IEndpointRouteBuilder routes)
    {
        ArgumentNullException.ThrowIfNull(routes);
        routes.MapGet("/api/v1/alert-chain", async (IAlertChainReader reader, TimeProvider clock, CancellationToken cancel) =>
                Results.Json(AlertChainJson.Of(AlertChain.Of(await reader.ReadAsync(cancel), clock.GetUtcNow()))))
            .RequireAuthorization().WithTags("Health").WithName("GetAlertChain").WithSummary("Each step from the rule to the telephone, and each source: ok, late, broken or not configured.");
    }
}
