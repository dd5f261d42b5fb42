using System.Globalization;

namespace Awoooi.Core.Remediation;

/// <summary>Reads whole numbers among the parameters of a plan or its undo.</summary>
internal static class PlanNumbers
{
    /// <summary>Null when it is absent or no such number.</summary>
    public static long? Whole(this IReadOnlyDictionary<string, string> parameters, string name)
        => parameters.TryGetValue(name, out var text) && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
