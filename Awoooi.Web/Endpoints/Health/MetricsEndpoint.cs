namespace Awoooi.Web.Endpoints.Health;

/// <summary>Text of one scrape; the flag asks for OpenMetrics.</summary>
internal delegate string ScrapeMetrics(bool openMetrics);

/// <summary>The metrics of this process for Prometheus.</summary>
internal static class MetricsEndpoint
{
    /// <summary>Comes first, so that nothing answers without being counted.</summary>
    public static void UseRequestMetrics(this IApplicationBuilder app)
    {
        var metrics = app.ApplicationServices.GetRequiredService<RequestMetrics>();
        app.Use(metrics.MeasureAsync);
    }

    public static void MapMetrics(this IEndpointRouteBuilder routes)
    {
        ArgumentNullException.ThrowIfNull(routes);
        routes.MapGet("/metrics", (HttpContext http, ScrapeMetrics scrape) =>
        {
            var open = http.Request.Headers.Accept.ToString().Contains("application/openmetrics-text", StringComparison.OrdinalIgnoreCase);
            return Results.Text(scrape(open), open ? "application/openmetrics-text; version=1.0.0; charset=utf-8" : "text/plain; version=0.0.4; charset=utf-8");
        }).AllowAnonymous().WithTags("Health").WithName("GetMetrics");
    }
}
