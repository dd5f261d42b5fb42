using System.Text.Json;

namespace Awoooi.Tests.Kubernetes;

/// <summary>One call to a real API server with its answer.</summary>
internal sealed class Recording
{
    private readonly JsonElement _json;

    private Recording(JsonElement json) => _json = json;

    public string Method => _json.GetProperty("method").GetString()!;

    public string Path => _json.GetProperty("path").GetString()!;

    public IReadOnlyDictionary<string, string> Query =>
        _json.GetProperty("query").EnumerateObject().ToDictionary(entry => entry.Name, entry => entry.Value.GetString()!);

    public int Status => _json.GetProperty("status").GetInt32();

    public JsonElement RequestBody => _json.GetProperty("requestBody");

    public JsonElement Body => _json.GetProperty("responseBody");

    public string BodyText => Body.ValueKind == JsonValueKind.String ? Body.GetString()! : Body.GetRawText();

    public IReadOnlyDictionary<string, string> Headers =>
        _json.GetProperty("responseHeaders").EnumerateObject().ToDictionary(entry => entry.Name, entry => entry.Value.GetString()!);

    public static Recording Named(string name)
    {
        using var stream = typeof(Recording).Assembly.GetManifestResourceStream("recording/" + name) ?? throw new ArgumentException($"No recording {name}.", nameof(name));
        return new Recording(JsonSerializer.Deserialize<JsonElement>(stream));
    }
}
