using System.Globalization;
using System.Text;

namespace Awoooi.Core.Terminal;

/// <summary>What somebody typed, read.</summary>
/// <param name="Text">The cleaned line.</param>
/// <param name="Command">The name with its slash, in lower case; null for a line that is no command.</param>
/// <param name="Argument">What follows the name.</param>
public sealed record TerminalLine(string Text, string? Command, string Argument)
{
    /// <summary>Characters a line may have.</summary>
    public const int Longest = 500;

    /// <summary>
    /// One plain line: full-width signs become plain ones, so that ／incident works; of many lines the first is taken; what no eye sees
    /// and what no database stores is left out.
    /// </summary>
    public static string Clean(string typed)
    {
        ArgumentNullException.ThrowIfNull(typed);
        var line = typed.AsSpan().TrimStart();
        var end = line.IndexOfAny('\r', '\n');
        var text = new StringBuilder(line.Length);
        foreach (var rune in (end < 0 ? line : line[..end]).EnumerateRunes())
        {
            switch (Rune.GetUnicodeCategory(rune))
            {
                case UnicodeCategory.Control or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator:
                    text.Append(' ');
                    break;
                case not UnicodeCategory.Format:
                    text.Append(rune);
                    break;
            }
        }

        var plain = text.ToString().Normalize(NormalizationForm.FormKC);
        return string.Join(' ', plain.Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>Reads a line; null when it is too long. What it holds is data: only the table of commands gives it a meaning.</summary>
    public static TerminalLine? Parse(string typed)
    {
        ArgumentNullException.ThrowIfNull(typed);
        var text = typed.Length > Longest ? "" : Clean(typed);

        // One sign can stand for many plain ones, so that a short line may become a long one.
        if (typed.Length > Longest || text.Length > Longest)
        {
            return null;
        }

        if (!text.StartsWith('/'))
        {
            return new TerminalLine(text, null, text);
        }

        var space = text.IndexOf(' ', StringComparison.Ordinal);
        return space < 0
            ? new TerminalLine(text, text.ToLowerInvariant(), "")
            : new TerminalLine(text, text[..space].ToLowerInvariant(), text[(space + 1)..]);
    }
}
