using System.Reflection;

namespace Awoooi.Web.Endpoints.Health;

/// <summary>Liveness, readiness and the same for people.</summary>
internal static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        ArgumentNullException.ThrowIfNull(routes);
        routes.MapGet("/health", () => Results.Json(new { status = "ok", version = Build.Version, git_sha = Build.GitSha, build_time = Build.Time }))
            .AllowAnonymous().WithTags("Health").WithName("GetHealth");
        routes.MapGet("/ready", async (Doctor doctor, CancellationToken cancel) =>
        {
            var failing = (await doctor.NeedsAsync(cancel)).FirstOrDefault(check => check is { Required: true, Ok: false });
            return failing is null
                ? Results.Json(new { status = "ready" })
                : Results.Json(new { status = "not ready", failing = failing.Name, detail = failing.Detail }, statusCode: StatusCodes.Status503ServiceUnavailable);
        }).AllowAnonymous().WithTags("Health").WithName("GetReady");
        routes.MapGet("/api/v1/health", async (Doctor doctor, CancellationToken cancel) =>
        {
            var checks = await doctor.NeedsAsync(cancel);
            var ok = checks.All(check => check.Ok || !check.Required);
            return Results.Json(
                new
                {
                    status = ok ? "ok" : "degraded",
                    version = Build.Version,
                    dependencies = checks.Select(check => new { name = check.Name, ok = check.Ok, detail = check.Detail, latency_ms = Math.Round(check.Took.TotalMilliseconds, 1), required = check.Required }),
                },
                statusCode: ok ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
        }).AllowAnonymous().WithTags("Health").WithName("GetApiHealth");
    }

    private static class Build
    {
        public static string Version { get; } = typeof(HealthEndpoints).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";

        public static string? GitSha { get; } = typeof(HealthEndpoints).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+').ElementAtOrDefault(1);

        public static DateTimeOffset Time { get; } = File.GetLastWriteTimeUtc(typeof(HealthEndpoints).Assembly.Location);
    }
}
