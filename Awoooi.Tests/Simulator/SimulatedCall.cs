using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Awoooi.Infrastructure.Simulator;

namespace Awoooi.Tests.Simulator;

/// <summary>A bare HTTP caller for the simulated API server: one line per request in a test.</summary>
internal sealed class SimulatedCall(SimulatedApiServer server) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = server.BaseAddress };

    public Task<Answer> GetAsync(string path, string token = "viewer") => SendAsync(HttpMethod.Get, path, token, null, null);

    public Task<Answer> PostAsync(string path, JsonNode body, string token = "admin") => SendAsync(HttpMethod.Post, path, token, body.ToJsonString(), "application/json");

    public Task<Answer> StrategicAsync(string path, string patch, string token = "editor") => SendAsync(HttpMethod.Patch, path, token, patch, "application/strategic-merge-patch+json");

    public Task<Answer> MergeAsync(string path, string patch, string token = "editor") => SendAsync(HttpMethod.Patch, path, token, patch, "application/merge-patch+json");

    public Task<Answer> JsonPatchAsync(string path, JsonArray patch, string token = "editor") => SendAsync(HttpMethod.Patch, path, token, patch.ToJsonString(), "application/json-patch+json");

    public Task<Answer> DeleteAsync(string path, string? body = null, string token = "editor") => SendAsync(HttpMethod.Delete, path, token, body, "application/json");

    public Task<Answer> EvictAsync(string ns, string pod, string? uid = null, string query = "")
    {
        var body = new JsonObject { ["apiVersion"] = "policy/v1", ["kind"] = "Eviction", ["metadata"] = new JsonObject { ["name"] = pod, ["namespace"] = ns } };
        if (uid is not null)
        {
            body["deleteOptions"] = new JsonObject { ["preconditions"] = new JsonObject { ["uid"] = uid } };
        }

        return PostAsync($"/api/v1/namespaces/{ns}/pods/{pod}/eviction{query}", body, "editor");
    }

    public async Task<Answer> SendAsync(HttpMethod method, string path, string? token, string? body, string? contentType, string accept = "application/json")
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Accept.Add(MediaTypeWithQualityHeaderValue.Parse(accept));
        if (token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        }

        using var response = await _http.SendAsync(request);
        var headers = response.Headers.Concat(response.Content.Headers).ToDictionary(h => h.Key, h => string.Join(", ", h.Value), StringComparer.OrdinalIgnoreCase);
        return new Answer((int)response.StatusCode, await response.Content.ReadAsStringAsync(), headers);
    }

    public void Dispose() => _http.Dispose();

    internal sealed record Answer(int Status, string Text, IReadOnlyDictionary<string, string> Headers)
    {
        public JsonObject Json => JsonNode.Parse(Text)!.AsObject();
    }
}
