using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Awoooi.Core.Settings;
using Awoooi.Web.Configuration;
using Microsoft.Extensions.Options;

namespace Awoooi.Web.Endpoints.Webhooks;

/// <summary>
/// The keys of the doors: a source's own, else the configured ones, else one that the first start made and all replicas share. There
/// is never a door without a key.
/// </summary>
internal sealed class WebhookSecrets(SourceSettings sources, IConfiguration configuration, IOptions<WebhookOptions> options, ISettingsStore settings)
{
    private const string Key = "webhooks.secret";
    private string[] _shared = [];

    /// <summary>The shared key for people to copy; null when keys are configured (they are not shown).</summary>
    public string? Generated { get; private set; }

    /// <summary>Reads or makes the shared key; called at start, before the first request.</summary>
    public async Task LoadAsync(CancellationToken cancel)
    {
        if (SourceSettings.Keys(options.Value.Secret) is { Length: > 0 } configured)
        {
            _shared = configured;
            return;
        }

        var made = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
        var stored = await settings.GetOrAddAsync(Key, JsonSerializer.Serialize(made), cancel);
        Generated = JsonSerializer.Deserialize<string>(stored);
        _shared = SourceSettings.Keys(Generated!);
    }

    /// <summary>Whether the header carries a key of this source, as Bearer token or as Basic password.</summary>
    public bool Accepts(string source, string? authorization)
    {
        if (!AuthenticationHeaderValue.TryParse(authorization, out var header) || header.Parameter is not { Length: > 0 } parameter)
        {
            return false;
        }

        var given = header.Scheme.ToUpperInvariant() switch
        {
            "BEARER" => parameter,
            "BASIC" => Password(parameter),
            _ => null,
        };
        return given is not null && AcceptsKey(source, given);
    }

    /// <summary>Whether this is a key of the source, wherever the sender carries it. Takes the same time for every wrong key.</summary>
    public bool AcceptsKey(string source, string given)
    {
        var hash = Hash(given);
        var accepted = false;
        foreach (var key in Keys(source))
        {
            accepted |= CryptographicOperations.FixedTimeEquals(hash, Hash(key));
        }

        return accepted && given.Length > 0;
    }

    /// <summary>Whether configuration gives this source keys of its own.</summary>
    public bool HasOwn(string source) => sources.Of(source).Keys.Count > 0;

    /// <summary>The keys of a source: its own, else the shared ones.</summary>
    public IReadOnlyList<string> Keys(string source) => sources.Of(source).Keys is { Count: > 0 } own ? own : _shared;

    /// <summary>Keys that only this source has, under a name of its own.</summary>
    public IReadOnlyList<string> Configured(string source, string name) => SourceSettings.Keys(configuration[$"{WebhookOptions.Section}:{source}:{name}"] ?? "");

    private static string? Password(string parameter)
    {
        Span<byte> decoded = new byte[parameter.Length];
        if (!Convert.TryFromBase64String(parameter, decoded, out var length))
        {
            return null;
        }

        var pair = Encoding.UTF8.GetString(decoded[..length]);
        var colon = pair.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? null : pair[(colon + 1)..];
    }

    private static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
