using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Awoooi.Core.Rca.Rules;

/// <summary>Fills <c>{fact.value}</c> and <c>{workload}</c> into a rule's texts. Values are untrusted: shortened, without control characters, never expanded again.</summary>
internal static partial class RuleText
{
    private const int MaxValue = 120;

    /// <summary>The names between braces, in order.</summary>
    public static IEnumerable<string> Placeholders(string template) => Placeholder().Matches(template).Select(match => match.Groups[1].Value);

    public static string Fill(string template, RuleMatch match, RcaSubject subject)
        => Placeholder().Replace(template, place => Safe(Resolve(place.Groups[1].Value, match, subject)));

    /// <summary>A parameter; <c>{fact.value}+1</c> is added up. Null when a number is not one or a value is missing.</summary>
    public static string? Parameter(string template, RuleMatch match, RcaSubject subject)
    {
        if (Sum().Match(template) is not { Success: true } sum)
        {
            var filled = Fill(template, match, subject);
            return filled.Length > 0 ? filled : null;
        }

        return int.TryParse(Resolve(sum.Groups[1].Value, match, subject), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? (number + int.Parse(sum.Groups[2].Value, CultureInfo.InvariantCulture)).ToString(CultureInfo.InvariantCulture)
            : null;
    }

    private static string Resolve(string name, RuleMatch match, RcaSubject subject)
    {
        if (name == "workload")
        {
            return subject.Workload?.Name ?? subject.TargetResource;
        }

        var parts = name.Split('.', 2);
        if (!match.Facts.TryGetValue(parts[0], out var fact))
        {
            return "";
        }

        return parts[1] == "object_name" ? fact.Subject[(fact.Subject.LastIndexOf('/') + 1)..] : fact.Values.GetValueOrDefault(parts[1], "");
    }

    private static string Safe(string value)
    {
        var text = new StringBuilder(Math.Min(value.Length, MaxValue));
        foreach (var rune in value.EnumerateRunes())
        {
            if (text.Length >= MaxValue)
            {
                return text.Append('…').ToString();
            }

            var category = Rune.GetUnicodeCategory(rune);
            if (category is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator))
            {
                text.Append(rune.ToString());
            }
        }

        return text.ToString();
    }

    [GeneratedRegex("\\{([a-z][a-z0-9_]*(?:\\.[a-z_]+)?)\\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex("^\\{([a-z][a-z0-9_]*\\.[a-z_]+)\\}\\+([0-9]{1,2})$")]
    private static partial Regex Sum();
}
