using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Awoooi.Infrastructure.Postgres.People;

/// <summary>Secrets of links and tokens. They are long and random, so one round of SHA-256 protects them at rest.</summary>
internal static class Secret
{
    private const int Bytes = 32;

    public static string New(string prefix = "") => prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>Looked up by this hash: the time of an index search tells nothing about the secret.</summary>
    public static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}
