using System.Text;

namespace Awoooi.Infrastructure.Simulator.Objects;

/// <summary>Kubernetes' pronounceable-proof suffixes: stable for the same text, so a template always hashes to the same ReplicaSet name.</summary>
internal static class NameSuffix
{
    private const string Alphabet = "bcdfghjklmnpqrstvwxz2456789";

    public static string Of(string text, int length)
    {
        var hash = 14695981039346656037UL;
        foreach (var b in Encoding.UTF8.GetBytes(text))
        {
            hash = (hash ^ b) * 1099511628211UL;
        }

        // FNV's low bits are weak for near-equal texts (pod 1, pod 2); one more mix spreads them.
        hash ^= hash >> 33;
        hash *= 0xff51afd7ed558ccdUL;
        hash ^= hash >> 29;
        return string.Create(length, hash, static (span, value) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                span[i] = Alphabet[(int)(value % (ulong)Alphabet.Length)];
                value = (value / (ulong)Alphabet.Length) ^ ((value & 0xff) << 48);
            }
        });
    }
}
