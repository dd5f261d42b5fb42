using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Awoooi.Tests.Faults;

/// <summary>
/// Connections that post distinct labelled alerts like monitoring systems do: most repeat a delivery until it is taken, some give up.
/// They remember what they sent and what was acknowledged. Bounded in count; paced, so that several suites fit on one machine.
/// </summary>
internal sealed class AlertSenders : IAsyncDisposable
{
    public const string Label = "fault_id";
    private const int Connections = 8;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(60);
    private readonly HttpClient _client;
    private readonly CancellationTokenSource _stop = new();
    private readonly TimeSpan _pace;
    private readonly int _most;
    private readonly Task[] _running;
    private readonly ConcurrentDictionary<string, int> _sent = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> _acknowledged = new(StringComparer.Ordinal);
    private long _answered;
    private int _bodies;
    private int _inFlight;
    private int _cut;
    private int _told;

    /// <param name="pace">Between two deliveries of a connection; 10 ms when it is null.</param>
    /// <param name="most">Bodies in all.</param>
    public AlertSenders(Uri address, TimeSpan? pace = null, int most = 3000)
    {
        (_pace, _most) = (pace ?? TimeSpan.FromMilliseconds(10), most);
        _client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = Connections }) { BaseAddress = address, Timeout = TimeSpan.FromSeconds(20) };
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", AppProcess.Key);
        _running = [.. Enumerable.Range(0, Connections).Select(connection => Task.Run(() => SendAsync(connection)))];
    }

    /// <summary>How often each alert was posted.</summary>
    public IReadOnlyDictionary<string, int> Sent => _sent;

    /// <summary>How often each alert was answered with 2xx.</summary>
    public IReadOnlyDictionary<string, int> Acknowledged => _acknowledged;

    /// <summary>Requests that wait for their answer now.</summary>
    public int InFlight => Volatile.Read(ref _inFlight);

    /// <summary>Requests that ended without an answer.</summary>
    public int Cut => Volatile.Read(ref _cut);

    /// <summary>Requests that were told to come back because the database was away.</summary>
    public int ToldToComeBack => Volatile.Read(ref _told);

    /// <summary>Answers that no sender should ever see.</summary>
    public ConcurrentQueue<string> Wrong { get; } = [];

    /// <summary>Waits until this many more requests were acknowledged.</summary>
    public async Task FlowAsync(int more)
    {
        var target = Interlocked.Read(ref _answered) + more;
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (Interlocked.Read(ref _answered) < target)
        {
            Assert.False(Array.TrueForAll(_running, task => task.IsCompleted), "The senders have no more to send.");
            await Task.Delay(2, deadline.Token);
        }
    }

    /// <summary>No further delivery; those under way are sent until they are taken.</summary>
    public async Task FinishAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_running);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _client.Dispose();
        await Task.WhenAll(_running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task SendAsync(int connection)
    {
        while (!_stop.IsCancellationRequested && Interlocked.Increment(ref _bodies) is var number && number <= _most)
        {
            var ids = Enumerable.Range(0, connection % 2 == 0 ? 1 : 1 + (number % 5)).Select(at => string.Create(CultureInfo.InvariantCulture, $"c{connection}-n{number}-a{at}")).ToArray();
            var givesUp = number % 4 == 0;
            while (!await PostAsync(connection, ids) && !givesUp)
            {
                await Task.Delay(Pause);
            }

            await Task.Delay(_pace);
        }
    }

    private async Task<bool> PostAsync(int connection, string[] ids)
    {
        Array.ForEach(ids, id => _sent.AddOrUpdate(id, 1, (_, times) => times + 1));
        var (path, body) = connection % 2 == 0 ? ("alerts", Standard(ids[0])) : ("alertmanager", Group(ids));
        Interlocked.Increment(ref _inFlight);
        try
        {
            using var content = new StringContent(body, Encoding.UTF8, "application/json");
            using var answer = await _client.PostAsync(new Uri($"/api/v1/webhooks/{path}", UriKind.Relative), content);
            var text = await answer.Content.ReadAsStringAsync();
            if (answer.IsSuccessStatusCode)
            {
                Array.ForEach(ids, id => _acknowledged.AddOrUpdate(id, 1, (_, times) => times + 1));
                Interlocked.Increment(ref _answered);
                return true;
            }

            Interlocked.Increment(ref _told);
            if (answer.StatusCode != HttpStatusCode.ServiceUnavailable || answer.Headers.RetryAfter?.Delta is not { TotalSeconds: >= 1 } || (string?)JsonNode.Parse(text)!["type"] != "urn:awoooi:problem:database-unavailable")
            {
                Wrong.Enqueue($"{answer.StatusCode}: {text}");
            }
        }
        catch (Exception fault) when (fault is HttpRequestException or OperationCanceledException)
        {
            Interlocked.Increment(ref _cut);
        }
        finally
        {
            Interlocked.Decrement(ref _inFlight);
        }

        return false;
    }

    private static string Standard(string id)
        => $$$"""{"alert_type":"HighErrorRate","severity":"warning","source":"faults","message":"m","namespace":"shop","target_resource":"{{{id}}}","resource_type":"deployment","labels":{"{{{Label}}}":"{{{id}}}"}}""";

    private static string Group(IEnumerable<string> ids)
        => $$"""{"version":"4","status":"firing","alerts":[{{string.Join(',', ids.Select(Alert))}}]}""";

    private static string Alert(string id)
        => $$$"""{"status":"firing","labels":{"alertname":"KubeDeploymentReplicasMismatch","namespace":"shop","deployment":"{{{id}}}","severity":"warning","{{{Label}}}":"{{{id}}}"},"annotations":{},"startsAt":"2026-11-20T08:00:00Z","endsAt":"0001-01-01T00:00:00Z"}""";
}
