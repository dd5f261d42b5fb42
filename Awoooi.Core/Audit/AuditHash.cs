using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Awoooi.Core.Audit;

/// <summary>An audit entry as it is stored: the texts of before and after are exactly what the hash covers.</summary>
public sealed record StoredAuditEntry(
    string Chain,
    long Seq,
    DateTimeOffset At,
    string Actor,
    string Action,
    string Subject,
    string? Before,
    string? After,
    string? Reason,
    string? RequestId);

/// <summary>The link of a chain: <c>sha256(previous ‖ canonical entry)</c>, each field preceded by its length so that no two entries encode alike.</summary>
public static class AuditHash
{
    public static byte[] Of(ReadOnlySpan<byte> previous, StoredAuditEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(previous);
        Number(hash, entry.Seq);

        // PostgreSQL keeps microseconds.
        Number(hash, entry.At.UtcTicks / 10);
        Text(hash, entry.Chain);
        Text(hash, entry.Actor);
        Text(hash, entry.Action);
        Text(hash, entry.Subject);
        Text(hash, entry.Before);
        Text(hash, entry.After);
        Text(hash, entry.Reason);
        Text(hash, entry.RequestId);
        return hash.GetHashAndReset();
    }

    private static void Number(IncrementalHash hash, long value)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, value);
        hash.AppendData(bytes);
    }

    private static void Text(IncrementalHash hash, string? text)
    {
        if (text is null)
        {
            Number(hash, -1);
            return;
        }

        var bytes = Encoding.UTF8.GetBytes(text);
        Number(hash, bytes.Length);
        hash.AppendData(bytes);
    }
}
