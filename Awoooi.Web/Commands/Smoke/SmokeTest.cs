using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Awoooi.Web.Commands.Smoke;

/// <summary>How one check ended.</summary>
/// <param name="Absent">What it checks is not set up: neither well nor ill.</param>
internal sealed record SmokeLine(string Name, bool Ok, string Detail, bool Absent = false);

/// <summary>Walks a running installation from outside: health, every webhook with a test alert, what became of it, its end.</summary>
internal sealed class SmokeTest(HttpClient http, SmokeKeys keys, string? token, TimeProvider clock)
{
    private static readonly TimeSpan AnalysisPatience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(300);

    public async IAsyncEnumerable<SmokeLine> RunAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var path in new[] { "health", "ready", "api/v1/health" })
        {
            yield return await CheckAsync(path, async () =>
            {
                var (status, _) = await GetAsync(path, cancel);
                return (status == HttpStatusCode.OK, $"{(int)status}");
            });
        }

        var now = clock.GetUtcNow();
        var run = $"smoke-{Guid.CreateVersion7(now).ToString("N")[^8..]}";
        foreach (var body in SmokeBodies.All(run, now))
        {
            string? incident = null;
            yield return await CheckAsync($"webhook {body.Path}", async () =>
            {
                var (good, detail, id) = await FireAsync(body, cancel);
                incident = id;
                return (good, detail);
            });
            if (incident is not null && token is not null)
            {
                yield return await CheckAsync($"incident {body.Path}", () => IsThereAsync(incident, analysed: body.Path == "alerts", cancel));
            }

            if (incident is not null && body.Resolved is { } resolved)
            {
                yield return await CheckAsync($"resolved {body.Path}", async () =>
                {
                    var (status, answer) = await PostAsync(body, resolved, preview: false, cancel);
                    return (status == HttpStatusCode.OK && (int?)answer?["resolved"] >= 1, Said(status, answer));
                });
            }
        }

        if (token is null)
        {
            yield return new SmokeLine("api", true, "no --token: incidents were not read back, only the webhooks' own answers", Absent: true);
        }

        yield return new SmokeLine("telegram", true, "not configured", Absent: true);
    }

    private static async Task<SmokeLine> CheckAsync(string name, Func<Task<(bool Ok, string Detail)>> check)
    {
        try
        {
            var (ok, detail) = await check();
            return new SmokeLine(name, ok, detail);
        }
        catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException { InnerException: TimeoutException } or JsonException)
        {
            return new SmokeLine(name, false, fault.Message);
        }
    }

    private async Task<(bool Ok, string Detail, string? Incident)> FireAsync(SmokeBody body, CancellationToken cancel)
    {
        if (body.Resolved is null)
        {
            var (previewed, preview) = await PostAsync(body, body.Firing, preview: true, cancel);
            var read = previewed == HttpStatusCode.OK && preview?["alerts"] is JsonArray { Count: 1 } alerts && (bool?)alerts[0]?["test"] == true;
            return (read, read ? "read as a test; previewed only, for a scan has no end that would close it" : Said(previewed, preview), null);
        }

        var (status, answer) = await PostAsync(body, body.Firing, preview: false, cancel);
        var incident = (string?)(answer?["incidents"] as JsonArray)?.FirstOrDefault()?["id"];
        return (status == HttpStatusCode.Created && (int?)answer?["opened"] == 1 && incident is not null, Said(status, answer), incident);
    }

    /// <summary>Whether the API shows the incident as a test, and, where asked, a worker analysed it.</summary>
    private async Task<(bool Ok, string Detail)> IsThereAsync(string incident, bool analysed, CancellationToken cancel)
    {
        var started = clock.GetTimestamp();
        while (true)
        {
            var (status, found) = await GetAsync($"api/v1/incidents/{incident}", cancel);
            if (status != HttpStatusCode.OK || (bool?)found?["test"] != true)
            {
                return (false, status == HttpStatusCode.OK ? "it is not marked as a test" : Said(status, found));
            }

            if (!analysed || found["analysed_at"] is not null)
            {
                return (true, $"{found["short_id"]}, marked as a test{(analysed ? ", analysed" : "")}");
            }

            if (clock.GetElapsedTime(started) > AnalysisPatience)
            {
                return (false, $"{found["short_id"]} was not analysed within {AnalysisPatience.TotalSeconds:0} s");
            }

            await Task.Delay(LookAgain, clock, cancel);
        }
    }

    private async Task<(HttpStatusCode, JsonNode?)> GetAsync(string path, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = token is null ? null : new("Bearer", token);
        return await SendAsync(request, cancel);
    }

    private async Task<(HttpStatusCode, JsonNode?)> PostAsync(SmokeBody body, string text, bool preview, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"api/v1/webhooks/{body.Path}{(preview ? "?preview=true" : "")}") { Content = new StringContent(text, Encoding.UTF8, "application/json") };
        if (keys.Of(body.Source) is { } key)
        {
            request.Headers.Authorization = new("Bearer", key);
            if (body.Source == "sentry")
            {
                request.Headers.Add("Sentry-Hook-Signature", Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(text))));
            }
        }

        return await SendAsync(request, cancel);
    }

    private async Task<(HttpStatusCode, JsonNode?)> SendAsync(HttpRequestMessage request, CancellationToken cancel)
    {
        using var answer = await http.SendAsync(request, cancel);
        var text = await answer.Content.ReadAsStringAsync(cancel);
        return (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) == true ? JsonNode.Parse(text) : null);
    }

    private static string Said(HttpStatusCode status, JsonNode? answer)
        => $"{(int)status}{((string?)(answer as JsonObject)?["status"]?.ToString() is { } word && answer?["title"] is null ? $" {word}" : "")}{(answer?["detail"] is { } detail ? $": {detail}" : "")}";
}
