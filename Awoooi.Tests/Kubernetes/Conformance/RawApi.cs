using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Awoooi.Tests.Kubernetes.Conformance;

/// <summary>An answer as it came over the wire.</summary>
internal sealed record RawAnswer(int Status, string? ContentType, string Text, HttpResponseHeaders Headers)
{
    public JsonElement Json => JsonSerializer.Deserialize<JsonElement>(Text);

    public string? Reason => Json.TryGetProperty("reason", out var reason) ? reason.GetString() : null;

    public string Message => Json.GetProperty("message").GetString()!;

    /// <summary>Text at a path such as <c>metadata.uid</c>; null when absent.</summary>
    public string? this[string path] => At(path) is { ValueKind: not JsonValueKind.Null } found ? found.ToString() : null;

    public JsonElement? At(string path)
    {
        var element = Json;
        foreach (var name in path.Split('.'))
        {
            var inside = int.TryParse(name, out var index)
                ? element.ValueKind == JsonValueKind.Array && element.GetArrayLength() > index ? element[index] : (JsonElement?)null
                : element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var property) ? property : null;
            if (inside is null)
            {
                return null;
            }

            element = inside.Value;
        }

        return element;
    }
}

/// <summary>Plain HTTP as one user, for the facts that are about the server and not about our client.</summary>
internal sealed class RawApi(HttpClient client, string server, string? token)
{
    public const string Strategic = "application/strategic-merge-patch+json";
    public const string Merge = "application/merge-patch+json";
    public const string JsonPatch = "application/json-patch+json";
    public const string PlainJson = "application/json";

    public Task<RawAnswer> GetAsync(string path, string accept = "application/json") => SendAsync("GET", path, null, null, accept);

    public Task<RawAnswer> PostAsync(string path, JsonNode body) => SendAsync("POST", path, body.ToJsonString(), PlainJson);

    public Task<RawAnswer> PatchAsync(string path, string body, string type = Strategic) => SendAsync("PATCH", path, body, type);

    public Task<RawAnswer> DeleteAsync(string path, string? body = null) => SendAsync("DELETE", path, body, body is null ? null : PlainJson);

    public async Task<RawAnswer> SendAsync(string method, string path, string? body, string? type, string accept = "application/json")
    {
        using var request = Request(method, path, accept);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(type!);
        }

        using var response = await client.SendAsync(request);
        return new RawAnswer((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType, await response.Content.ReadAsStringAsync(), response.Headers);
    }

    /// <summary>All lines of a watch until the server ends it.</summary>
    public async Task<IReadOnlyList<JsonElement>> WatchAsync(string path)
    {
        using var response = await client.SendAsync(Request("GET", path, "application/json"), HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(200, (int)response.StatusCode);
        var lines = (await response.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return [.. lines.Select(line => JsonSerializer.Deserialize<JsonElement>(line))];
    }

    private HttpRequestMessage Request(string method, string path, string accept)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), new Uri(server + path));
        request.Headers.TryAddWithoutValidation("Accept", accept);
        if (token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        return request;
    }
}
