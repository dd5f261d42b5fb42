using System.Text.Json.Nodes;
using Awoooi.Core.Incidents;
using Awoooi.Web.Configuration;
using Awoooi.Web.Endpoints.Webhooks;
using Awoooi.Web.Security;

namespace Awoooi.Web.Endpoints.Settings;

/// <summary>What programs may know of the installation's doors; keys are never among it.</summary>
internal static class SettingsEndpoints
{
    private const int RefusedLines = 50;

    public static void MapSettings(this IEndpointRouteBuilder routes)
    {
        ArgumentNullException.ThrowIfNull(routes);
        routes.MapGet("/api/v1/settings/sources", ReadAsync).RequireAuthorization(Policies.Read).WithTags("Settings").WithName("GetSources")
            .WithSummary("Each webhook with its address and when it was last heard, and the latest refused deliveries.");
    }

    private static async Task<IResult> ReadAsync(HttpContext http, SourceOverview overview, IRefusedDeliveries refused, IConfiguration configuration, CancellationToken cancel)
    {
        var url = PublicUrl.Of(configuration, $"{http.Request.Scheme}://{http.Request.Host}");
        return Results.Json(new JsonObject
        {
            ["sources"] = new JsonArray([.. (await overview.ReadAsync(cancel)).Select(source => (JsonNode)new JsonObject
            {
                ["source"] = source.Name,
                ["url"] = url + source.Path,
                ["last_received_at"] = source.LastHeard?.UtcDateTime,
                ["last_heartbeat_at"] = source.LastHeartbeat?.UtcDateTime,
                ["refused"] = source.Refused,
            })]),
            ["refused"] = new JsonArray([.. (await refused.ListAsync(RefusedLines, cancel)).Select(line => (JsonNode)new JsonObject
            {
                ["source"] = line.Source,
                ["from"] = line.From,
                ["reason"] = line.Reason,
                ["count"] = line.Count,
                ["first_at"] = line.FirstAt.UtcDateTime,
                ["last_at"] = line.LastAt.UtcDateTime,
            })]),
        });
    }
}
