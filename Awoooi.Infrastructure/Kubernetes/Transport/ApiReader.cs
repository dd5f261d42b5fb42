using System.Text.Json;
using Awoooi.Core.Clusters;
using Microsoft.Extensions.Logging;

namespace Awoooi.Infrastructure.Kubernetes.Transport;

/// <summary>Something read, or the fault that stood in the way; the untyped brother of <see cref="ClusterAnswer{T}"/>.</summary>
internal readonly record struct ReadResult<T>(T? Value, ClusterFault? Fault, string Detail)
{
    public ClusterAnswer<TOther> Failed<TOther>()
        where TOther : class => ClusterAnswer<TOther>.Failed(Fault!.Value, Detail);
}

/// <summary>Reads objects and whole lists, trying again where the server asks for patience.</summary>
internal sealed partial class ApiReader(ClusterTransport transport, ILogger<ApiReader> log)
{
    private const int PageSize = 500;
    private const int MostPages = 200;
    private const int MostRestarts = 2;

    public async Task<ReadResult<JsonElement>> GetAsync(string path, CancellationToken cancel) => Object(await ReplyAsync(path, null, cancel));

    /// <summary>A POST that stores nothing, such as an access review.</summary>
    public async Task<ReadResult<JsonElement>> AskAsync(string path, string body, CancellationToken cancel) => Object(await ReplyAsync(path, body, cancel));

    /// <summary>All items; begins again when the server no longer knows the version of the first page.</summary>
    public async Task<ReadResult<IReadOnlyList<JsonElement>>> ListAsync(string path, CancellationToken cancel)
    {
        var items = new List<JsonElement>();
        string? token = null;
        var restarts = 0;
        for (var page = 0; page < MostPages; page++)
        {
            var query = $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}limit={PageSize}{(token is null ? "" : "&continue=" + Uri.EscapeDataString(token))}";
            var exchange = await ReplyAsync(query, null, cancel);
            if (token is not null && exchange.Reply?.Status == 410 && restarts++ < MostRestarts)
            {
                items.Clear();
                token = null;
                continue;
            }

            var read = Object(exchange);
            if (read.Fault is not null)
            {
                return new(null, read.Fault, read.Detail);
            }

            items.AddRange(read.Value.Items("items"));
            token = read.Value.Text("metadata", "continue");
            if (string.IsNullOrEmpty(token))
            {
                return new(items, null, "");
            }
        }

        return new(null, ClusterFault.Refused, $"The list at {path} does not end within {MostPages} pages.");
    }

    /// <summary>The last reply after all tries.</summary>
    public async Task<Exchange> ReplyAsync(string path, string? body, CancellationToken cancel)
    {
        for (var number = 0; ; number++)
        {
            var exchange = await transport.ReadAsync(path, body, cancel);
            if (number >= transport.Retries || !IsWorthAnotherTry(exchange))
            {
                return exchange;
            }

            TryAgain(log, path, exchange.Reply?.Status, exchange.Detail);
            await transport.PauseAsync(number, exchange.Reply?.RetryAfter, cancel);
        }
    }

    private static bool IsWorthAnotherTry(Exchange exchange) =>
        exchange.Fault is ClusterFault.Unreachable || exchange.Reply?.Status is 429 or 500 or 502 or 503 or 504;

    private static ReadResult<JsonElement> Object(Exchange exchange)
    {
        if (exchange.Reply is not { } reply)
        {
            return new(default, exchange.Fault, exchange.Detail);
        }

        if (!reply.Succeeded)
        {
            var fault = ApiStatus.Read(reply);
            return new(default, fault.Fault, fault.Detail);
        }

        return reply.Json() is { } json
            ? new(json, null, "")
            : new(default, ClusterFault.Refused, $"{reply.Status} without a JSON object: this is not a Kubernetes API server.");
    }

    [LoggerMessage(LogLevel.Debug, "Cluster read {Path} gets another try after {Status} {Detail}")]
    private static partial void TryAgain(ILogger log, string path, int? status, string detail);
}
