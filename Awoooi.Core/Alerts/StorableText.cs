using System.Globalization;

namespace Awoooi.Core.Alerts;

/// <summary>Text made safe to store and to show: no control characters, no lone surrogates, never longer than its cap.</summary>
public static class StorableText
{
    public const int NameCap = 256;
    public const int MessageCap = 2_000;
    public const int DescriptionCap = 16_000;
    public const int LabelCap = 1_024;
    public const int LabelCount = 64;

    private const char Replacement = '\uFFFD';

    /// <summary>The cleaned text and whether characters were lost at the end because of <paramref name="cap"/>.</summary>
    public static (string Text, bool Cut) Clean(string text, int cap)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length <= cap && IsClean(text) ? (text, false) : Clean(text.AsSpan(), cap);
    }

    public static (string Text, bool Cut) Clean(ReadOnlySpan<char> text, int cap)
    {
        if (text.Length <= cap && IsClean(text))
        {
            return (text.ToString(), false);
        }

        var kept = new char[Math.Min(text.Length, cap)];
        var length = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            var pair = char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]);
            if (!pair && IsUnwanted(c))
            {
                continue;
            }

            if (length + (pair ? 2 : 1) > cap)
            {
                return (new string(kept, 0, length), true);
            }

            kept[length++] = !pair && char.IsSurrogate(c) ? Replacement : c;
            if (pair)
            {
                kept[length++] = text[++i];
            }
        }

        return (new string(kept, 0, length), false);
    }

    private static bool IsClean(ReadOnlySpan<char> text)
    {
        // Nearly all text is plain, which is told many characters at a time.
        var strange = text.IndexOfAnyExceptInRange(' ', '~');
        if (strange < 0)
        {
            return true;
        }

        foreach (var c in text[strange..])
        {
            if (char.IsSurrogate(c) || IsUnwanted(c))
            {
                return false;
            }
        }

        return true;
    }

    // Bidirectional overrides can make a name read as another one on a card that somebody signs.
    private static bool IsUnwanted(char c) =>
        (c < ' ' && c is not ('\n' or '\t')) || (c >= '\u007F' && c <= '\u009F') || c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069')
        || (c >= '\u2028' && char.GetUnicodeCategory(c) is UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
