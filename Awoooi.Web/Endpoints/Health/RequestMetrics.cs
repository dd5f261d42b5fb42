using System.Diagnostics.Metrics;
using System.Globalization;
using Awoooi.Core.Incidents;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.StaticAssets;

namespace Awoooi.Web.Endpoints.Health;

/// <summary>Counts every request by its route's template; a path as typed never becomes a label.</summary>
internal sealed class RequestMetrics : IDisposable
{
    private const string Unmatched = "unmatched";
    private const string Files = "static";

    private static readonly HashSet<string> Methods = new(StringComparer.Ordinal) { "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS" };

    private readonly Meter _meter = new(IntakeMetrics.MeterName);
    private readonly Counter<long> _requests;
    private readonly Histogram<double> _duration;
    private readonly TimeProvider _clock;

    public RequestMetrics(TimeProvider clock)
    {
        _clock = clock;
        _requests = _meter.CreateCounter<long>("http_requests", description: "Requests that were answered.");
        _duration = _meter.CreateHistogram("http_request_duration", "s", "Time from a request to the end of its answer; streams and sockets left out.", null, new InstrumentAdvice<double>
        {
            HistogramBucketBoundaries = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
        });
    }

    public async Task MeasureAsync(HttpContext http, RequestDelegate next)
    {
        var started = _clock.GetTimestamp();
        try
        {
            await next(http);
        }
        finally
        {
            Count(http, _clock.GetElapsedTime(started));
        }
    }

    public void Dispose() => _meter.Dispose();

    internal static string PathOf(HttpContext http)
    {
        // A page for a failure runs in place of the route that was asked for.
        var asked = http.Features.Get<IExceptionHandlerPathFeature>()?.Endpoint ?? http.Features.Get<IStatusCodeReExecuteFeature>()?.Endpoint ?? http.GetEndpoint();
        return asked is not RouteEndpoint { RoutePattern.RawText: { } template } || asked.Metadata.GetMetadata<StaticAssetDescriptor>() is not null
            ? asked is RouteEndpoint ? Files : Unmatched
            : template.StartsWith('/') ? template : $"/{template}";
    }

    private void Count(HttpContext http, TimeSpan took)
    {
        var method = new KeyValuePair<string, object?>("method", Methods.Contains(http.Request.Method) ? http.Request.Method : "other");
        var path = new KeyValuePair<string, object?>("path", PathOf(http));
        _requests.Add(1, method, path, new("status", http.Response.StatusCode.ToString(CultureInfo.InvariantCulture)));
        if (http.Response.StatusCode != StatusCodes.Status101SwitchingProtocols && !http.WebSockets.IsWebSocketRequest && http.Response.ContentType?.StartsWith("text/event-stream", StringComparison.Ordinal) != true)
        {
            _duration.Record(took.TotalSeconds, method, path);
        }
    }
}
