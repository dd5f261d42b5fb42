using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Awoooi.Core.Alerts;

/// <summary>Tells alerts apart: with its start time, the key is the identity of one alert.</summary>
public static class AlertIdentity
{
    /// <summary>128 bits of sha256 over source, fingerprint and the labels sorted by name, each text preceded by its length.</summary>
    public static Guid Key(string source, string fingerprint, IReadOnlyDictionary<string, string> labels)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, source);
        Append(hash, fingerprint);
        foreach (var (name, value) in labels.OrderBy(label => label.Key, StringComparer.Ordinal))
        {
            Append(hash, name);
            Append(hash, value);
        }

        return new Guid(hash.GetHashAndReset().AsSpan(0, 16));
    }

    private static void Append(IncrementalHash hash, string text)
    {
        Span<byte> length = stackalloc byte[4];
        var bytes = Encoding.UTF8.GetBytes(text);
        BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
    }
}
