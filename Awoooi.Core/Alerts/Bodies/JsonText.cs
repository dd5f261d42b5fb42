using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Awoooi.Core.Alerts.Bodies;

/// <summary>Decodes a JSON string or name without ever throwing: a lone surrogate escape becomes U+FFFD. The body must be valid UTF-8.</summary>
internal static class JsonText
{
    public static string Decode(ref Utf8JsonReader reader)
    {
        var raw = reader.ValueSpan;
        if (!reader.ValueIsEscaped)
        {
            return Encoding.UTF8.GetString(raw);
        }

        var chars = new char[raw.Length];
        var length = 0;
        while (raw.Length > 0)
        {
            var next = raw.IndexOf((byte)'\\');
            if (next != 0)
            {
                var plain = next < 0 ? raw : raw[..next];
                length += Encoding.UTF8.GetChars(plain, chars.AsSpan(length));
                raw = raw[plain.Length..];
                continue;
            }

            chars[length++] = Escape(raw, out var used);
            raw = raw[used..];
        }

        ReplaceLoneSurrogates(chars.AsSpan(0, length));
        return new string(chars, 0, length);
    }

    /// <summary>A label name: the usual ones share one string, since they repeat in every alert of a body.</summary>
    public static string DecodeName(ref Utf8JsonReader reader)
    {
        var raw = reader.ValueSpan;
        if (reader.ValueIsEscaped || raw.Length > 32)
        {
            return Decode(ref reader);
        }

        Span<char> chars = stackalloc char[32];
        var name = chars[..Encoding.UTF8.GetChars(raw, chars)];
        return Usual.TryGetValue(name, out var shared) ? shared : name.ToString();
    }

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Usual = Targets.VictimLabels.All.GetAlternateLookup<ReadOnlySpan<char>>();

    // The reader has checked every escape, so the shapes below are all there are.
    private static char Escape(ReadOnlySpan<byte> raw, out int used)
    {
        used = raw[1] == (byte)'u' ? 6 : 2;
        return raw[1] switch
        {
            (byte)'u' => (char)ushort.Parse(raw.Slice(2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture),
            (byte)'n' => '\n',
            (byte)'t' => '\t',
            (byte)'r' => '\r',
            (byte)'b' => '\b',
            (byte)'f' => '\f',
            var other => (char)other,
        };
    }

    private static void ReplaceLoneSurrogates(Span<char> chars)
    {
        for (var i = 0; i < chars.Length; i++)
        {
            if (!char.IsSurrogate(chars[i]))
            {
                continue;
            }

            if (char.IsHighSurrogate(chars[i]) && i + 1 < chars.Length && char.IsLowSurrogate(chars[i + 1]))
            {
                i++;
            }
            else
            {
                chars[i] = '\uFFFD';
            }
        }
    }
}
