using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace Awoooi.Tests.Kubernetes;

/// <summary>A request as the server received it.</summary>
internal sealed record SeenRequest(string Method, string Target, string Body, string? ContentType, string? Authorization, string Host);

/// <summary>A real HTTP server on loopback that gives prepared answers in order, the last one for ever.</summary>
internal sealed class CannedServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly List<Route> _routes = [];
    private readonly ConcurrentQueue<SeenRequest> _seen = new();

    private CannedServer(WebApplication app) => _app = app;

    public string Url => _app.Urls.First();

    public IReadOnlyList<SeenRequest> Seen => [.. _seen];

    public static async Task<CannedServer> StartAsync(Action<ListenOptions>? listen = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, endpoint => listen?.Invoke(endpoint)));
        var server = new CannedServer(builder.Build());
        server._app.Run(server.AnswerAsync);
        await server._app.StartAsync();
        return server;
    }

    public CannedServer Play(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            var recording = Recording.Named(name);
            On(recording.Method, recording.Path, recording.Query, context => WriteAsync(context, recording.Status, recording.Headers, recording.BodyText));
        }

        return this;
    }

    public CannedServer Answer(string method, string path, int status, string body, string contentType = "application/json", string? retryAfter = null)
    {
        var headers = new Dictionary<string, string> { ["Content-Type"] = contentType };
        if (retryAfter is not null)
        {
            headers["Retry-After"] = retryAfter;
        }

        return On(method, path, new Dictionary<string, string>(), context => WriteAsync(context, status, headers, body));
    }

    public CannedServer On(string method, string path, IReadOnlyDictionary<string, string> query, RequestDelegate answer)
    {
        var route = _routes.Find(known => known.Method == method && known.Path == path && known.Query.OrderBy(entry => entry.Key).SequenceEqual(query.OrderBy(entry => entry.Key)));
        if (route is null)
        {
            _routes.Add(route = new Route(method, path, query, []));
        }

        route.Answers.Add(answer);
        return this;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(new CancellationToken(true));
        await _app.DisposeAsync();
    }

    private static async Task WriteAsync(HttpContext context, int status, IReadOnlyDictionary<string, string> headers, string body)
    {
        context.Response.StatusCode = status;
        foreach (var (name, value) in headers.Where(header => header.Key != "Transfer-Encoding"))
        {
            context.Response.Headers[name] = value;
        }

        if (status != StatusCodes.Status204NoContent)
        {
            await context.Response.WriteAsync(body);
        }
    }

    private async Task AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        var request = context.Request;
        _seen.Enqueue(new SeenRequest(request.Method, request.Path.Value + request.QueryString.Value, await reader.ReadToEndAsync(), request.ContentType, request.Headers.Authorization, request.Host.Value ?? ""));

        // The most particular route first: a recorded query must be part of the asked one.
        var route = _routes
            .Where(known => known.Method == request.Method && known.Path == request.Path.Value && known.Query.All(entry => request.Query[entry.Key] == entry.Value))
            .MaxBy(known => known.Query.Count);
        if (route is null)
        {
            await WriteAsync(context, 404, new Dictionary<string, string> { ["Content-Type"] = "text/plain" }, "404 page not found\n");
            return;
        }

        await route.Next()(context);
    }

    private sealed record Route(string Method, string Path, IReadOnlyDictionary<string, string> Query, List<RequestDelegate> Answers)
    {
        private int _asked;

        public RequestDelegate Next() => Answers[Math.Min(Interlocked.Increment(ref _asked) - 1, Answers.Count - 1)];
    }
}
