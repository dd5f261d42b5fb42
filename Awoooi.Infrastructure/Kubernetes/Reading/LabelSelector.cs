using System.Text.Json;
using Awoooi.Infrastructure.Kubernetes.Transport;

namespace Awoooi.Infrastructure.Kubernetes.Reading;

/// <summary>A label selector as objects carry it: matched against labels, or written as a query.</summary>
internal static class LabelSelector
{
    /// <param name="emptyMatches">Whether an empty selector takes everything (since policy/v1) or nothing.</param>
    public static bool Matches(JsonElement? selector, IReadOnlyDictionary<string, string> labels, bool emptyMatches)
    {
        if (selector is not { } given)
        {
            return false;
        }

        var wanted = given.Map("matchLabels");
        var expressions = given.Items("matchExpressions").ToList();
        if (wanted.Count == 0 && expressions.Count == 0)
        {
            return emptyMatches;
        }

        return wanted.All(label => labels.TryGetValue(label.Key, out var value) && value == label.Value)
            && expressions.All(expression => Holds(expression, labels));
    }

    public static string? Query(JsonElement? selector)
    {
        if (selector is not { } given)
        {
            return null;
        }

        var parts = given.Map("matchLabels").OrderBy(label => label.Key, StringComparer.Ordinal).Select(label => $"{label.Key}={label.Value}")
            .Concat(given.Items("matchExpressions").Select(Term))
            .ToList();
        return parts.Count == 0 ? null : string.Join(',', parts);
    }

    private static bool Holds(JsonElement expression, IReadOnlyDictionary<string, string> labels)
    {
        var has = labels.TryGetValue(expression.Text("key") ?? "", out var value);
        var listed = has && expression.Items("values").Any(item => item.GetString() == value);
        return expression.Text("operator") switch
        {
            "In" => listed,
            "NotIn" => !listed,
            "Exists" => has,
            "DoesNotExist" => !has,
            _ => false,
        };
    }

    private static string Term(JsonElement expression)
    {
        var key = expression.Text("key");
        var values = string.Join(',', expression.Items("values").Select(item => item.GetString()));
        return expression.Text("operator") switch
        {
            "In" => $"{key} in ({values})",
            "NotIn" => $"{key} notin ({values})",
            "DoesNotExist" => $"!{key}",
            _ => $"{key}",
        };
    }
}
