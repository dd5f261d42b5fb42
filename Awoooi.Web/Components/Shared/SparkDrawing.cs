using System.Globalization;

namespace Awoooi.Web.Components.Shared;

/// <summary>Values scaled into a 400 × 84 box.</summary>
/// <param name="Points">Points of an SVG polyline.</param>
/// <param name="Target">Height of the target line, if there is one.</param>
/// <param name="End">Place of the last value in percent of the box; null when that is not known.</param>
public sealed record SparkDrawing(string Points, string? Target, (string X, string Y)? End = null)
{
    private const double BoxWidth = 400;
    private const double BoxHeight = 84;

    private const double Left = 4;
    private const double Width = 392;
    private const double Top = 4.5;
    private const double Height = 75.5;

    public static SparkDrawing Empty { get; } = new("", null);

    public static SparkDrawing Of(IReadOnlyList<double?> values, double? target)
    {
        var known = values.OfType<double>().Concat(target is { } wanted ? [wanted] : []).ToList();
        if (known.Count == 0)
        {
            return Empty;
        }

        var (low, high) = (known.Min(), known.Max());
        var step = values.Count > 1 ? Width / (values.Count - 1) : 0;

        // A flat line runs through the middle.
        double At(double value) => Top + (high > low ? Height * (high - value) / (high - low) : Height / 2);
        string Y(double value) => Number(At(value));

        var points = values
            .Select((value, at) => value is { } there ? $"{Number(Left + (at * step))},{Y(there)}" : null)
            .OfType<string>();
        (string, string)? end = values[^1] is { } last
            ? (Number((Left + ((values.Count - 1) * step)) / BoxWidth * 100), Number(At(last) / BoxHeight * 100))
            : null;
        return new SparkDrawing(string.Join(' ', points), target is { } line ? Y(line) : null, end);
    }

    private static string Number(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}
