using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Awoooi.Bench.Probe;

/// <summary>One alert as a row needs it.</summary>
internal sealed record BareAlert(Guid Key, Guid Incident, string Name, string Namespace, string Deployment, DateTime StartsAt, string Json);

/// <summary>One body with its alerts; read without a check, a rule or a word of thought.</summary>
internal sealed record BareBody(Guid Id, DateTime At, byte[] Bytes, IReadOnlyList<BareAlert> Alerts)
{
    public static BareBody Read(byte[] bytes, DateTime at)
    {
        using var json = JsonDocument.Parse(bytes);
        return new BareBody(Guid.CreateVersion7(at), at, bytes, [.. json.RootElement.GetProperty("alerts").EnumerateArray().Select(Alert)]);
    }

    private static BareAlert Alert(JsonElement alert)
    {
        var labels = alert.GetProperty("labels");
        var (name, space, deployment) = (Text(labels, "alertname"), Text(labels, "namespace"), Text(labels, "deployment"));
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{name}:{space}:{deployment}"));
        return new BareAlert(new Guid(hash.AsSpan(0, 16)), new Guid(hash.AsSpan(16, 16)), name, space, deployment, alert.GetProperty("startsAt").GetDateTime().ToUniversalTime(), alert.GetRawText());
    }

    private static string Text(JsonElement labels, string name) => labels.GetProperty(name).GetString()!;
}
