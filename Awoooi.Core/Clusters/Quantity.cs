using System.Globalization;

namespace Awoooi.Core.Clusters;

/// <summary>Kubernetes quantities (<c>128Mi</c>, <c>500m</c>, <c>1k</c>, <c>2e3</c>), compared by value because servers rewrite them.</summary>
public static class Quantity
{
    private static readonly Dictionary<string, decimal> Suffixes = new(StringComparer.Ordinal)
    {
        ["n"] = 0.000000001m, ["u"] = 0.000001m, ["m"] = 0.001m, [""] = 1m,
        ["k"] = 1e3m, ["M"] = 1e6m, ["G"] = 1e9m, ["T"] = 1e12m, ["P"] = 1e15m, ["E"] = 1e18m,
        ["Ki"] = 1L << 10, ["Mi"] = 1L << 20, ["Gi"] = 1L << 30, ["Ti"] = 1L << 40, ["Pi"] = 1L << 50, ["Ei"] = 1L << 60,
    };

    /// <summary>Value in base units (bytes, cores, pieces); null when the text is not a quantity or too large to hold.</summary>
    public static decimal? Parse(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        var digits = text.AsSpan().TrimEnd("numkKMGTPEi");
        if (Suffixes.TryGetValue(text[digits.Length..], out var factor)
            && decimal.TryParse(digits, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
        {
            return Times(number, factor);
        }

        // "2e3" and "2E3" are exponents, "2E" is exa.
        return decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var exponent)
            ? exponent
            : null;
    }

    /// <summary>Whole bytes, rounded up as Kubernetes does.</summary>
    public static long? Bytes(string? text) => Whole(Parse(text));

    /// <summary>Thousandths of a core, rounded up.</summary>
    public static long? Millicores(string? text) => Whole(Parse(text) is { } cores ? Times(cores, 1000m) : null);

    private static decimal? Times(decimal number, decimal factor) =>
        Math.Abs(number) <= decimal.MaxValue / Math.Max(factor, 1m) ? number * factor : null;

    private static long? Whole(decimal? value) =>
        value is { } number && Math.Abs(number) <= long.MaxValue ? (long)decimal.Ceiling(number) : null;
}
