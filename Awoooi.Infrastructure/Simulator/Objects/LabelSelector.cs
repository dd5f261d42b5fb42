using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Awoooi.Infrastructure.Simulator.Objects;

/// <summary>A label selector, from a query string or from an object's spec.</summary>
internal sealed partial class LabelSelector
{
    private readonly List<Func<JsonObject?, bool>> _requirements = [];

    public static LabelSelector Everything { get; } = new();

    public bool IsEmpty => _requirements.Count == 0;

    public bool Matches(JsonObject o) => MatchesLabels(o.Labels());

    public bool MatchesLabels(JsonObject? labels) => _requirements.TrueForAll(requirement => requirement(labels));

    /// <summary>Parses "a=b,c!=d,e in (f,g),h,!i"; the error is worded as the real parser words it.</summary>
    public static (LabelSelector? Selector, string? Error) Parse(string? text)
    {
        var selector = new LabelSelector();
        foreach (var part in SplitOutsideParentheses(text ?? ""))
        {
            var requirement = part.Trim();
            if (requirement.Length == 0)
            {
                continue;
            }

            if (SetRequirement().Match(requirement) is { Success: true } set)
            {
                var key = set.Groups["key"].Value;
                if (set.Groups["values"].Success is false)
                {
                    return (null, $"unable to parse requirement: found '{set.Groups["rest"].Value.Trim()}' expected: '('");
                }

                var values = set.Groups["values"].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
                selector.Add(key, set.Groups["op"].Value == "in" ? "In" : "NotIn", values);
            }
            else if (Equality().Match(requirement) is { Success: true } equality)
            {
                selector.Add(equality.Groups["key"].Value, equality.Groups["op"].Value == "!=" ? "NotIn" : "In", [equality.Groups["value"].Value]);
            }
            else if (KeyOnly().Match(requirement) is { Success: true } key)
            {
                selector.Add(key.Groups["key"].Value, key.Groups["not"].Length == 0 ? "Exists" : "DoesNotExist", []);
            }
            else
            {
                return (null, $"unable to parse requirement: found '{requirement}', expected: !, identifier, or 'end of string'");
            }
        }

        return (selector, null);
    }

    /// <summary>A selector in an object's spec; a missing one matches nothing, an empty one everything.</summary>
    public static LabelSelector FromSpec(JsonNode? spec)
    {
        var selector = new LabelSelector();
        if (spec is not JsonObject map)
        {
            selector._requirements.Add(_ => false);
            return selector;
        }

        foreach (var (key, value) in map.Map("matchLabels") ?? [])
        {
            selector.Add(key, "In", [value?.GetValue<string>() ?? ""]);
        }

        foreach (var expression in map.Maps("matchExpressions"))
        {
            string[] values = [.. (expression.List("values") ?? []).Select(value => value?.ToString() ?? "")];
            selector.Add(expression.Text("key") ?? "", expression.Text("operator") ?? "", values);
        }

        return selector;
    }

    /// <summary>The form a Scale shows in status.selector.</summary>
    public static string Describe(JsonNode? spec) =>
        string.Join(',', (spec.Map("matchLabels") ?? []).OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}"));

    private void Add(string key, string op, string[] values) => _requirements.Add(op switch
    {
        "In" => labels => labels.Text(key) is { } value && values.Contains(value),
        "NotIn" => labels => labels.Text(key) is not { } value || !values.Contains(value),
        "Exists" => labels => labels.Text(key) is not null,
        "DoesNotExist" => labels => labels.Text(key) is null,
        _ => _ => false,
    });

    private static IEnumerable<string> SplitOutsideParentheses(string text)
    {
        var depth = 0;
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            depth += text[i] switch { '(' => 1, ')' => -1, _ => 0 };
            if (text[i] == ',' && depth == 0)
            {
                yield return text[start..i];
                start = i + 1;
            }
        }

        yield return text[start..];
    }

    [GeneratedRegex(@"^(?<key>[\w./-]+)\s+(?<op>in|notin)\s*(\((?<values>[^)]*)\)|(?<rest>.*))$")]
    private static partial Regex SetRequirement();

    [GeneratedRegex(@"^(?<key>[\w./-]+)\s*(?<op>==|=|!=)\s*(?<value>[\w.-]*)$")]
    private static partial Regex Equality();

    [GeneratedRegex(@"^(?<not>!?)(?<key>[\w./-]+)$")]
    private static partial Regex KeyOnly();
}
