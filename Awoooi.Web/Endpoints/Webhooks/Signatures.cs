using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Awoooi.Web.Endpoints.Webhooks;

/// <summary>
/// Senders that sign instead of showing a key. A signature is over the bytes as sent, so the body is read before the sender is known;
/// one that is sent must be right, whatever key comes with it.
/// </summary>
internal sealed class Signatures(WebhookSecrets secrets, IConfiguration configuration, TimeProvider clock)
{
    private static readonly TimeSpan OldestTimestamp = TimeSpan.FromMinutes(5);

    /// <summary>Null when this delivery is not signed and must show a key.</summary>
    public Signature? Of(string source, IHeaderDictionary headers) => source switch
    {
        "grafana" => Grafana(headers),
        "sentry" when headers.TryGetValue("Sentry-Hook-Signature", out var hex) => new Signature(hex.ToString(), "", secrets.Keys(source), null),
        "pipeline" when headers.TryGetValue("X-Hub-Signature-256", out var named) => new Signature(WithoutName(named.ToString()), "", secrets.Keys(source), null),
        _ => null,
    };

    private Signature? Grafana(IHeaderDictionary headers)
    {
        var keys = secrets.Configured("grafana", "HmacSecret");
        if (keys.Count == 0 || !headers.TryGetValue("X-Grafana-Alerting-Signature", out var hex))
        {
            return null;
        }

        if (configuration["Awoooi:Webhooks:Grafana:TimestampHeader"] is not { Length: > 0 } name)
        {
            return new Signature(hex.ToString(), "", keys, null);
        }

        // Grafana signs the time together with the body, which is what makes an old delivery useless to whoever kept it.
        var stamp = headers[name].ToString();
        var known = long.TryParse(stamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds < DateTimeOffset.MaxValue.ToUnixTimeSeconds();
        var refusal = !known ? $"the header {name} has no time"
            : (clock.GetUtcNow() - DateTimeOffset.FromUnixTimeSeconds(seconds)).Duration() > OldestTimestamp ? "its time is more than 5 minutes off"
            : null;
        return new Signature(hex.ToString(), $"{stamp}:", keys, refusal);
    }

    // An older kind ("sha1=…") is not looked at.
    private static string WithoutName(string named) => named.StartsWith("sha256=", StringComparison.Ordinal) ? named[7..] : "";
}

/// <summary>A signature as sent, in hex, over <paramref name="Before"/> and the body.</summary>
/// <param name="Refusal">Why it does not count whatever it is; null when it may.</param>
internal sealed record Signature(string Hex, string Before, IReadOnlyList<string> Keys, string? Refusal)
{
    /// <summary>Why the body is refused, or null. Takes the same time for every wrong signature.</summary>
    public string? Refuses(ReadOnlyMemory<byte> body)
    {
        Span<byte> given = stackalloc byte[HMACSHA256.HashSizeInBytes];
        var wellFormed = Hex.Length == 2 * given.Length && Convert.FromHexString(Hex, given, out _, out _) == System.Buffers.OperationStatus.Done;
        var matches = false;
        foreach (var key in Keys)
        {
            using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(key));
            hmac.AppendData(Encoding.UTF8.GetBytes(Before));
            hmac.AppendData(body.Span);
            matches |= CryptographicOperations.FixedTimeEquals(given, hmac.GetHashAndReset());
        }

        return !wellFormed || !matches ? "the signature is wrong" : Refusal;
    }
}
