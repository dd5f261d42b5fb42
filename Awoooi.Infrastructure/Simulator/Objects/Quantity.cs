using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace Awoooi.Infrastructure.Simulator.Objects;

/// <summary>A Kubernetes quantity held in thousandths, written back in the canonical form the API server gives.</summary>
internal readonly partial record struct Quantity(BigInteger Milli, bool Binary) : IComparable<Quantity>
{
    private static readonly string[] DecimalSuffixes = ["", "k", "M", "G", "T", "P", "E"];
    private static readonly string[] BinarySuffixes = ["", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"];

    public static bool operator >(Quantity left, Quantity right) => left.Milli > right.Milli;

    public static bool operator <(Quantity left, Quantity right) => left.Milli < right.Milli;

    public static bool operator >=(Quantity left, Quantity right) => left.Milli >= right.Milli;

    public static bool operator <=(Quantity left, Quantity right) => left.Milli <= right.Milli;

    public static Quantity operator +(Quantity left, Quantity right) => new(left.Milli + right.Milli, left.Binary || right.Binary);

    public static Quantity Of(long whole) => new(whole * (BigInteger)1000, false);

    public static Quantity? Parse(string? text)
    {
        if (Form().Match(text ?? "") is not { Success: true } match
            || !decimal.TryParse(match.Groups["number"].Value, NumberStyles.Number, CultureInfo.InvariantCulture, out var number))
        {
            return null;
        }

        var suffix = match.Groups["suffix"].Value;
        var binary = Array.IndexOf(BinarySuffixes, suffix);
        var power = Array.IndexOf(DecimalSuffixes, suffix);
        return suffix switch
        {
            "m" => new Quantity(RoundUp(number), false),
            "u" => new Quantity(RoundUp(number / 1_000m), false),
            "n" => new Quantity(RoundUp(number / 1_000_000m), false),
            _ when binary > 0 => new Quantity(RoundUp(number * 1000m * (decimal)BigInteger.Pow(1024, binary)), true),
            _ when power >= 0 => new Quantity(RoundUp(number * 1000m * (decimal)BigInteger.Pow(1000, power)), false),
            _ => null,
        };
    }

    public int CompareTo(Quantity other) => Milli.CompareTo(other.Milli);

    public override string ToString()
    {
        if (Milli % 1000 != 0)
        {
            return $"{Milli}m";
        }

        var value = Milli / 1000;
        var step = Binary ? 1024 : 1000;
        var power = 0;
        while (power < 6 && value != 0 && value % step == 0)
        {
            value /= step;
            power++;
        }

        return value.ToString(CultureInfo.InvariantCulture) + (Binary ? BinarySuffixes : DecimalSuffixes)[power];
    }

    private static BigInteger RoundUp(decimal value) => new(Math.Ceiling(value));

    [GeneratedRegex(@"^(?<number>[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+))(?<suffix>(Ki|Mi|Gi|Ti|Pi|Ei|n|u|m|k|M|G|T|P|E)?)$")]
    private static partial Regex Form();
}
