using System.Globalization;

namespace Awoooi.Web.Components.Shared;

/// <summary>Values scaled into a 400 × 84 box.</summary>
/// <param name="Points">Points of an SVG polyline.</param>
/// <param name="Target">Height of the target line, if there is one.</param>
public sealed record SparkDrawing(string Points, string? Target)
{
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
        string Y(double value) => Number(Top + (high > low ? Height * (high - value) / (high - low) : Height / 2));

        var points = values
            .Select((value, at) => value is { } there ? $"{Number(Left + (at * step))},{Y(there)}" : null)
            .OfType<string>();
        return new SparkDrawing(string.Join(' ', points), target is { } line ? Y(line) : null);
    }

    private static string Number(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}
