using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Awoooi.Core.Alerts;

/// <summary>Identity of one alert: its labels at its source, and when it began.</summary>
/// <param name="LabelsKey">64 lowercase hex digits over source and sorted labels.</param>
/// <param name="StartsAt">Start as the source says, else the time of receipt.</param>
public sealed record AlertIdentity(string LabelsKey, DateTimeOffset StartsAt)
{
    public static AlertIdentity Of(Alert alert, DateTimeOffset receivedAt)
    {
        ArgumentNullException.ThrowIfNull(alert);
        return new AlertIdentity(KeyOf(alert.Source, alert.Labels), alert.StartsAt ?? receivedAt);
    }

    /// <summary>
    /// 128 bits over source, fingerprint and sorted labels; with the start time, the key of the stored alert. The fingerprint is part of it
    /// because a body without labels still names its victim.
    /// </summary>
    public static Guid Key(string source, string fingerprint, IReadOnlyDictionary<string, string> labels)
        => new(Convert.FromHexString(KeyOf($"{source.Length}:{source}{fingerprint}", labels)).AsSpan(0, 16));

    /// <summary>Every text is prefixed with its length, so that no two different label sets share an encoding.</summary>
    public static string KeyOf(string source, IReadOnlyDictionary<string, string> labels)
    {
        ArgumentNullException.ThrowIfNull(source);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, source);
        foreach (var (name, value) in LabelDictionary.Of(labels))
        {
            Append(hash, name);
            Append(hash, value);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Append(IncrementalHash hash, string text)
    {
        var size = Encoding.UTF8.GetByteCount(text);
        Span<byte> buffer = size <= 508 ? stackalloc byte[512] : new byte[size + 4];
        BinaryPrimitives.WriteInt32LittleEndian(buffer, size);
        var written = Encoding.UTF8.GetBytes(text, buffer[4..]);
        hash.AppendData(buffer[..(4 + written)]);
    }
}
