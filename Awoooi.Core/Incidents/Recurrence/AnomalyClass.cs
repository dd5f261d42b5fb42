using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Awoooi.Core.Incidents.Recurrence;

/// <summary>Class keys as 64 bits, so that counting by them needs small indexes.</summary>
public static class AnomalyClass
{
    /// <summary>The first eight bytes of sha256 over the key; the database's function of the same name agrees.</summary>
    public static long IdOf(string classKey)
    {
        ArgumentNullException.ThrowIfNull(classKey);
        return BinaryPrimitives.ReadInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(classKey)));
    }
}
