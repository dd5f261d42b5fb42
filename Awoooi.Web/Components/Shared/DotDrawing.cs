namespace Awoooi.Web.Components.Shared;

/// <summary>One dot of a drawing, in units of a tenth of the glyph pitch.</summary>
public readonly record struct Dot(int X, int Y, bool Lit, bool Accent);

/// <summary>A text as dots on a 10 unit grid, seven rows high.</summary>
public sealed record DotDrawing(int Width, IReadOnlyList<Dot> Dots)
{
    private const int Pitch = 10;
    private const int Rows = 7;

    private static readonly Dictionary<char, string[]> Glyphs = new()
    {
        ['0'] = ["01110", "10001", "10011", "10101", "11001", "10001", "01110"],
        ['1'] = ["00100", "01100", "00100", "00100", "00100", "00100", "01110"],
        ['2'] = ["01110", "10001", "00001", "00110", "01000", "10000", "11111"],
        ['3'] = ["11110", "00001", "00001", "01110", "00001", "00001", "11110"],
        ['4'] = ["00010", "00110", "01010", "10010", "11111", "00010", "00010"],
        ['5'] = ["11111", "10000", "11110", "00001", "00001", "10001", "01110"],
        ['6'] = ["00110", "01000", "10000", "11110", "10001", "10001", "01110"],
        ['7'] = ["11111", "00001", "00010", "00100", "01000", "01000", "01000"],
        ['8'] = ["01110", "10001", "10001", "01110", "10001", "10001", "01110"],
        ['9'] = ["01110", "10001", "10001", "01111", "00001", "00010", "01100"],
        ['.'] = ["0", "0", "0", "0", "0", "0", "1"],
        ['/'] = ["00001", "00001", "00010", "00100", "01000", "10000", "10000"],
        ['—'] = ["00000", "00000", "00000", "11111", "00000", "00000", "00000"],
        ['A'] = ["01110", "10001", "10001", "11111", "10001", "10001", "10001"],
        ['I'] = ["111", "010", "010", "010", "010", "010", "111"],
        ['O'] = ["01110", "10001", "10001", "10001", "10001", "10001", "01110"],
        ['W'] = ["10001", "10001", "10001", "10101", "10101", "11011", "10001"],
    };

    public static DotDrawing Empty { get; } = new(Pitch, []);

    /// <summary>Draws <paramref name="text"/>; a character without a glyph is a bug of the caller and throws.</summary>
    public static DotDrawing Of(string text, bool unlit, int accentFrom)
    {
        var dots = new List<Dot>();
        var column = 0;
        for (var at = 0; at < text.Length; at++)
        {
            if (!Glyphs.TryGetValue(text[at], out var glyph))
            {
                throw new ArgumentException($"No dots are known for '{text[at]}'.", nameof(text));
            }

            for (var x = 0; x < glyph[0].Length; x++)
            {
                for (var y = 0; y < Rows; y++)
                {
                    var lit = glyph[y][x] == '1';
                    // The cell of a point stays blank: unlit dots there would read as another digit.
                    if (lit || (unlit && text[at] != '.'))
                    {
                        dots.Add(new Dot(((column + x) * Pitch) + (Pitch / 2), (y * Pitch) + (Pitch / 2), lit, lit && at >= accentFrom));
                    }
                }
            }

            column += glyph[0].Length + 1;
        }

        return new DotDrawing(Math.Max(1, column - 1) * Pitch, dots);
    }
}
