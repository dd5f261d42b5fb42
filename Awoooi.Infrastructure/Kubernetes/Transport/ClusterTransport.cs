using System.Net.Http.Headers;
using System.Text;
using Awoooi.Core.Clusters;
using Awoooi.Infrastructure.Kubernetes.Connection;
using Microsoft.Extensions.Options;

namespace Awoooi.Infrastructure.Kubernetes.Transport;

/// <summary>Carries single requests to the API server and says honestly whether they left.</summary>
internal sealed class ClusterTransport(ConnectionChoice choice, IOptions<ClusterOptions> options, TimeProvider clock) : IDisposable
{
    private const int LargestReply = 64 << 20;

    private readonly SemaphoreSlim _opening = new(1, 1);
    private volatile Line? _line;

    /// <summary>A GET, or a POST that changes nothing (access reviews).</summary>
    public Task<Exchange> ReadAsync(string path, string? body, CancellationToken cancel) =>
        TryAsync(body is null ? "GET" : "POST", path, "application/json", body, options.Value.ReadTimeout, cancel);

    public Task<Exchange> WriteAsync(ClusterMutation mutation, CancellationToken cancel) =>
        TryAsync(mutation.Method, mutation.Path, mutation.ContentType, mutation.Body, options.Value.WriteTimeout, cancel);

    /// <summary>How long to wait before a further try, the first being number 0.</summary>
    public Task PauseAsync(int number, TimeSpan? asked, CancellationToken cancel)
    {
        var pause = asked ?? TimeSpan.FromMilliseconds(200 * Math.Pow(2, number));
        return Task.Delay(pause < options.Value.LongestPause ? pause : options.Value.LongestPause, clock, cancel);
    }

    public int Retries => options.Value.Retries;

    public void Dispose()
    {
        _line?.Client.Dispose();
        _opening.Dispose();
    }

    private async Task<Exchange> TryAsync(string method, string path, string contentType, string? body, TimeSpan timeout, CancellationToken cancel)
    {
        try
        {
            var line = await OpenAsync(cancel);
            var exchange = await OnceAsync(line, method, path, contentType, body, timeout, cancel);

            // A rotated token: the refused request had no effect, so the same one may go again.
            return exchange.Reply?.Status == 401 && line.Connection.Token?.Renew() == true
                ? await OnceAsync(line, method, path, contentType, body, timeout, cancel)
                : exchange;
        }
        catch (ClusterConfigurationException fault)
        {
            return new Exchange(null, ClusterFault.NotConfigured, fault.Message);
        }
    }

    private async Task<Exchange> OnceAsync(Line line, string method, string path, string contentType, string? body, TimeSpan timeout, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(line.Root + path));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        request.Headers.Host = line.Connection.TlsServerName;
        if (line.Connection.Token is { } source)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await source.ReadAsync(cancel));
        }

        var content = body is null ? null : new TrackedContent(Encoding.UTF8.GetBytes(body), contentType);
        request.Content = content;
        using var deadline = new CancellationTokenSource(timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, deadline.Token);
        try
        {
            using var response = await line.Client.SendAsync(request, either.Token);
            var text = await response.Content.ReadAsStringAsync(either.Token);
            return new Exchange(Reply(response, text), null, "");
        }
        catch (Exception fault) when (fault is HttpRequestException or OperationCanceledException)
        {
            var sent = content?.Started ?? !NeverConnected(fault);
            if (cancel.IsCancellationRequested && (content is null || !sent))
            {
                throw new OperationCanceledException("Cancelled before anything was sent.", fault, cancel);
            }

            var reason = deadline.IsCancellationRequested ? $"no answer within {timeout.TotalSeconds:0} s" : ApiStatus.Shorten(fault.GetBaseException().Message);
            return new Exchange(null, sent ? ClusterFault.NoAnswer : ClusterFault.Unreachable, reason);
        }
    }

    private static bool NeverConnected(Exception fault) => fault is HttpRequestException
    {
        HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError,
    };

    private ApiReply Reply(HttpResponseMessage response, string text)
    {
        var wait = response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - clock.GetUtcNow(),
            _ => (TimeSpan?)null,
        };
        var warnings = response.Headers.TryGetValues("Warning", out var values) ? values.Select(value => ApiStatus.Shorten(value)).ToList() : [];
        return new ApiReply((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType ?? "", text, wait < TimeSpan.Zero ? TimeSpan.Zero : wait, warnings);
    }

    private async Task<Line> OpenAsync(CancellationToken cancel)
    {
        if (_line is { } open)
        {
            return open;
        }

        await _opening.WaitAsync(cancel);
        try
        {
            if (_line is null)
            {
                var connection = await choice.FindAsync(cancel);
                var client = new HttpClient(ClusterHandler.Create(connection)) { Timeout = Timeout.InfiniteTimeSpan, MaxResponseContentBufferSize = LargestReply };
                client.DefaultRequestHeaders.UserAgent.ParseAdd("awoooi");

                // A server address may carry a path (a proxy in front of many clusters).
                _line = new Line(connection, client, connection.Server.AbsoluteUri.TrimEnd('/'));
            }

            return _line;
        }
        finally
        {
            _opening.Release();
        }
    }

    private sealed record Line(ClusterConnection Connection, HttpClient Client, string Root);
}
