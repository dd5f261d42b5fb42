using System.Text.Json;
using System.Text.Unicode;

namespace Awoooi.Core.Alerts.Bodies;

/// <summary>Reads one JSON body front to back; whatever the bytes, it answers with what was read or with a <see cref="BodyFault"/>.</summary>
internal static class JsonBody
{
    public const int MaxDepth = 64;

    public delegate Normalisation ObjectReader(ref Utf8JsonReader reader);

    /// <summary>Calls <paramref name="read"/> on the body's opening brace; it must leave the reader on the matching closing one, or refuse.</summary>
    public static Normalisation Read(ReadOnlySpan<byte> body, ObjectReader read)
    {
        var json = body.StartsWith("\uFEFF"u8) ? body[3..] : body;
        var skipped = body.Length - json.Length;
        if (!Utf8.IsValid(json))
        {
            return Normalisation.Refused("$", $"is not valid UTF-8 (byte {FirstInvalid(json) + skipped})");
        }

        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = MaxDepth });
        try
        {
            if (!reader.Read())
            {
                return Normalisation.Refused("$", "is empty");
            }

            if (reader.TokenType != JsonTokenType.StartObject)
            {
                reader.Skip();
                return Normalisation.Refused("$", $"must be an object, not {JsonField.Kind(ref reader)}");
            }

            var result = read(ref reader);
            if (result.Fault is null)
            {
                _ = reader.Read();
            }

            return result;
        }
        catch (JsonException fault)
        {
            var at = Position(json, fault);
            // On an opening token the reader does not count that token's own level.
            var tooDeep = reader.CurrentDepth >= MaxDepth - 1 && at < json.Length && json[at] is (byte)'{' or (byte)'[';
            return Normalisation.Refused("$", tooDeep
                ? $"is nested deeper than {MaxDepth} levels (byte {at + skipped})"
                : $"is not valid JSON (byte {at + skipped})");
        }
    }

    private static int Position(ReadOnlySpan<byte> json, JsonException fault)
    {
        var start = 0;
        for (var line = fault.LineNumber ?? 0; line > 0; line--)
        {
            var end = json[start..].IndexOf((byte)'\n');
            if (end < 0)
            {
                break;
            }

            start += end + 1;
        }

        return (int)Math.Min(json.Length, start + (fault.BytePositionInLine ?? 0));
    }

    private static int FirstInvalid(ReadOnlySpan<byte> json)
    {
        var at = 0;
        while (at < json.Length && System.Text.Rune.DecodeFromUtf8(json[at..], out _, out var used) == System.Buffers.OperationStatus.Done)
        {
            at += used;
        }

        return at;
    }
}
