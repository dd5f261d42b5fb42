using Awoooi.Core.Autonomy;

namespace Awoooi.Web.Endpoints.Autonomy;

/// <summary>The autonomy index for programs.</summary>
internal static class AutonomyEndpoints
{
    public static void MapAutonomy(this IEndpointRouteBuilder routes)
    {
        ArgumentNullException.ThrowIfNull(routes);
        routes.MapGet("/api/v1/autonomy", async (IAutonomyReader autonomy, CancellationToken cancel) =>
        {
            var index = await autonomy.ReadAsync(cancel);
            return Results.Json(new
            {
                rate = index.Now.Rate,
                trend_points = index.Trend,
                resolved_by_ai = index.Now.ResolvedByAi,
                resolved_by_people = index.Now.ResolvedByPeople,
                small_sample = index.IsSmall,
                days = index.Days.Select(day => day.Rate),
            });
        }).RequireAuthorization().WithTags("Autonomy").WithName("GetAutonomy");
    }
}
