using System.IO.Compression;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Awoooi.Infrastructure.Simulator.Access;
using Awoooi.Infrastructure.Simulator.Faults;
using Microsoft.AspNetCore.Http;

namespace Awoooi.Infrastructure.Simulator.Http;

/// <summary>Turns HTTP into requests and answers into HTTP: tokens, body limit, compression, cut connections, the log.</summary>
internal sealed class HttpSurface(SimulatedCluster cluster, RequestLog log, CancellationToken stopping)
{
    private const int BodyLimit = 3 * 1024 * 1024;
    private const int CompressFrom = 128 * 1024;

    private static readonly JsonSerializerOptions Written = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public async Task HandleAsync(HttpContext http)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, stopping);
        var (body, tooLarge) = await ReadBodyAsync(http, ended.Token).ConfigureAwait(false);
        var user = Authenticate(http.Request.Headers.Authorization.ToString());
        var request = new ApiRequest(
            http.Request.Method,
            http.Request.Path.Value ?? "/",
            http.Request.Query.ToDictionary(pair => pair.Key, pair => pair.Value.ToString(), StringComparer.Ordinal),
            http.Request.Headers.Accept.ToString(),
            http.Request.ContentType ?? "",
            body,
            user ?? ApiUser.Anonymous);

        var fault = cluster.Faults.Take(request);
        if (fault?.Delay is { } delay)
        {
            await Task.Delay(delay, TimeProvider.System, ended.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        if (fault?.Kind == ApiFaultKind.CutBefore || ended.IsCancellationRequested)
        {
            Record(http, request, 0, mutated: false);
            http.Abort();
            return;
        }

        if (fault?.Answer() is { } refusal)
        {
            await WriteAsync(http, request, refusal, ended.Token).ConfigureAwait(false);
            return;
        }

        if (user is null)
        {
            await WriteAsync(http, request, Refusals.Status(401, "Unauthorized", "Unauthorized"), ended.Token).ConfigureAwait(false);
            return;
        }

        if (tooLarge)
        {
            await WriteAsync(http, request, Refusals.Status(413, "RequestEntityTooLarge", $"Request entity too large: limit is {BodyLimit}"), ended.Token).ConfigureAwait(false);
            return;
        }

        var outcome = Run(request);
        if (outcome.Watch is { } watch)
        {
            Record(http, request, 200, mutated: false);
            await watch.StreamAsync(http, ended.Token).ConfigureAwait(false);
        }
        else if (fault?.Kind == ApiFaultKind.CutAfter)
        {
            Record(http, request, 0, outcome.Answer!.Mutated);
            http.Abort();
        }
        else
        {
            await Task.Delay(outcome.Wait, TimeProvider.System, ended.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await WriteAsync(http, request, outcome.Answer!, ended.Token).ConfigureAwait(false);
        }
    }

    private PipelineOutcome Run(ApiRequest request)
    {
        lock (cluster.Gate)
        {
            return new RequestPipeline(cluster).Run(request);
        }
    }

    // No token is the anonymous user, who is refused by authorization; only a wrong token is "unauthorized".
    private static ApiUser? Authenticate(string header)
    {
        const string scheme = "Bearer ";
        return header.StartsWith(scheme, StringComparison.OrdinalIgnoreCase) ? ApiUser.FromToken(header[scheme.Length..].Trim()) : ApiUser.Anonymous;
    }

    private static async Task<(string Body, bool TooLarge)> ReadBodyAsync(HttpContext http, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        var chunk = new byte[16 * 1024];
        int read;
        while ((read = await http.Request.Body.ReadAsync(chunk, cancellationToken).ConfigureAwait(false)) > 0)
        {
            // The rest is drained, not kept: cutting the upload short would hide the answer from the client.
            if (buffer.Length <= BodyLimit)
            {
                buffer.Write(chunk, 0, read);
            }
        }

        return buffer.Length > BodyLimit
            ? ("", true)
            : (Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length), false);
    }

    private async Task WriteAsync(HttpContext http, ApiRequest request, ApiAnswer answer, CancellationToken cancellationToken)
    {
        Record(http, request, answer.Status, answer.Mutated);
        var response = http.Response;
        response.StatusCode = answer.Status;
        response.Headers["Audit-Id"] = http.TraceIdentifier;
        if (answer.RetryAfterSeconds is { } seconds)
        {
            response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        foreach (var warning in answer.Warnings)
        {
            response.Headers.Append("Warning", $"299 - \"{warning.Replace("\"", "\\\"", StringComparison.Ordinal)}\"");
        }

        if (answer.Status == StatusCodes.Status204NoContent)
        {
            return;
        }

        response.ContentType = answer.PlainText is null ? "application/json" : answer.TextType;
        var bytes = Encoding.UTF8.GetBytes(answer.PlainText ?? answer.Body?.ToJsonString(Written) ?? "");
        if (bytes.Length > CompressFrom && http.Request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.Ordinal))
        {
            response.Headers.ContentEncoding = "gzip";
            bytes = Gzip(bytes);
        }

        response.ContentLength = bytes.Length;
        await response.Body.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
    }

    private static byte[] Gzip(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }

    private void Record(HttpContext http, ApiRequest request, int status, bool mutated) => log.Add(new RecordedRequest(
        cluster.Now, request.Method, request.Path, http.Request.QueryString.Value ?? "", request.Body, request.User.Name, status) { Mutated = mutated });
}
