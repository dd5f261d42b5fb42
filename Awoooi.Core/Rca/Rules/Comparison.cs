using System.Globalization;

namespace Awoooi.Core.Rca.Rules;

/// <summary>How a value is compared; numbers unless the name says otherwise.</summary>
public enum ComparisonOperator
{
    /// <summary>The same text.</summary>
    Is = 0,

    /// <summary>Another text; an absent value is not another text.</summary>
    IsNot,

    /// <summary>One of several texts, separated by <c>|</c>.</summary>
    In,
    AtLeast,
    MoreThan,
    AtMost,
    LessThan,
}

/// <summary>A condition on one value of a fact. An absent value, or text where a number is asked, satisfies nothing.</summary>
public sealed record Comparison(string Value, ComparisonOperator Operator, string Operand)
{
    /// <summary>Reads <c>&gt;= 3</c>, <c>!= x</c>, <c>in a|b</c> or plain text; null when a number is wanted and missing.</summary>
    public static Comparison? Parse(string value, string condition)
    {
        ArgumentNullException.ThrowIfNull(condition);
        (string Sign, ComparisonOperator Operator)[] signs =
        [
            (">=", ComparisonOperator.AtLeast), ("<=", ComparisonOperator.AtMost), ("!=", ComparisonOperator.IsNot),
            (">", ComparisonOperator.MoreThan), ("<", ComparisonOperator.LessThan), ("in ", ComparisonOperator.In),
        ];
        var text = condition.Trim();
        var (sign, op) = signs.FirstOrDefault(pair => text.StartsWith(pair.Sign, StringComparison.Ordinal), (Sign: "", Operator: ComparisonOperator.Is));
        var operand = text[sign.Length..].Trim();
        return IsNumeric(op) && Number(operand) is null ? null : new Comparison(value, op, operand);
    }

    public bool Holds(Evidence evidence)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        if (!evidence.Values.TryGetValue(Value, out var actual))
        {
            return false;
        }

        return Operator switch
        {
            ComparisonOperator.Is => actual == Operand,
            ComparisonOperator.IsNot => actual != Operand,
            ComparisonOperator.In => Operand.Split('|', StringSplitOptions.TrimEntries).Contains(actual, StringComparer.Ordinal),
            _ => Number(actual) is { } left && Number(Operand) is { } right && Compare(left, right),
        };
    }

    private bool Compare(double left, double right) => Operator switch
    {
        ComparisonOperator.AtLeast => left >= right,
        ComparisonOperator.MoreThan => left > right,
        ComparisonOperator.AtMost => left <= right,
        _ => left < right,
    };

    private static bool IsNumeric(ComparisonOperator op) => op >= ComparisonOperator.AtLeast;

    private static double? Number(string text)
        => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;
}
