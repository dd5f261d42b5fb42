using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Awoooi.Infrastructure.Simulator.Objects;

namespace Awoooi.Tests.Simulator.Replay;

/// <summary>Compares an answer with a recorded one: everything but identities, times, addresses and generated names.</summary>
internal sealed partial class AnswerComparison(bool partial, IReadOnlyCollection<string> unknown, IReadOnlyCollection<string> ignored)
{
    private static readonly HashSet<string> Volatile = new(StringComparer.Ordinal)
    {
        "uid", "resourceVersion", "creationTimestamp", "lastTransitionTime", "lastUpdateTime", "lastHeartbeatTime", "startTime", "startedAt", "finishedAt",
        "firstTimestamp", "lastTimestamp", "eventTime", "deprecatedFirstTimestamp", "deprecatedLastTimestamp", "deletionTimestamp", "timeAdded", "containerID",
        "podIP", "hostIP", "podIPs", "continue", "gitCommit", "buildDate", "storageVersionHash", "disruptedPods", "lastScaleTime", "count", "deprecatedCount", "restartCount",
        "pod-template-hash", "controller-revision-hash", "controller.kubernetes.io/hash", "host", "nodeName",
    };

    private readonly List<string> _differences = [];

    public IReadOnlyList<string> Differences => _differences;

    public void Compare(JsonNode? recorded, JsonNode? actual) => Walk(recorded, actual, "");

    private void Walk(JsonNode? recorded, JsonNode? actual, string path)
    {
        var place = path.TrimStart('/');
        if (ignored.Any(rule => rule.EndsWith('*') ? place.StartsWith(rule[..^1], StringComparison.Ordinal) : place == rule || place.EndsWith("/" + rule, StringComparison.Ordinal))
            || unknown.Any(rule => rule.StartsWith("**/", StringComparison.Ordinal) && place.EndsWith(rule[2..], StringComparison.Ordinal))
            || unknown.Any(rule => Plain(place) == rule || Plain(place).StartsWith(rule + "/", StringComparison.Ordinal))
            || unknown.Any(rule => place == rule || place.StartsWith(rule + "/", StringComparison.Ordinal)))
        {
            return;
        }

        switch (recorded, actual)
        {
            case (JsonObject left, JsonObject right):
                Maps(left, right, path);
                break;
            case (JsonArray left, JsonArray right):
                Lists(left, right, path);
                break;
            default:
                var (a, b) = (Mask(recorded), Mask(actual));
                if (a != b)
                {
                    _differences.Add($"{place}: recorded {a}, simulated {b}");
                }

                break;
        }
    }

    private static string Plain(string place) => place.Replace("[", "", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal);

    private void Maps(JsonObject recorded, JsonObject actual, string path)
    {
        foreach (var (key, value) in recorded)
        {
            if (!actual.TryGetPropertyValue(key, out var other))
            {
                // The walk decides whether the absence is one that may be.
                Walk(value ?? "null", null, $"{path}/{key}");
            }
            else if (!Volatile.Contains(key) || (value is null) != (other is null))
            {
                Walk(value, other, $"{path}/{key}");
            }
        }

        foreach (var (key, value) in actual)
        {
            if (!partial && !recorded.ContainsKey(key))
            {
                Walk(null, value ?? "null", $"{path}/{key}");
            }
        }
    }

    private void Lists(JsonArray recorded, JsonArray actual, string path)
    {
        List<JsonNode?> left = [.. recorded.OrderBy(KeyOf, StringComparer.Ordinal)];
        List<JsonNode?> right = [.. actual.OrderBy(KeyOf, StringComparer.Ordinal)];
        if (partial)
        {
            foreach (var item in left)
            {
                var match = right.FirstOrDefault(other => KeyOf(other) == KeyOf(item));
                right.Remove(match);
                Walk(item, match, $"{path}/[{KeyOf(item)}]");
            }

            return;
        }

        if (left.Count != right.Count)
        {
            _differences.Add($"{path.TrimStart('/')}: recorded {left.Count} items [{string.Join(',', left.Select(KeyOf))}], simulated {right.Count} [{string.Join(',', right.Select(KeyOf))}]");
            return;
        }

        for (var i = 0; i < left.Count; i++)
        {
            Walk(left[i], right[i], $"{path}/[{KeyOf(left[i])}]");
        }
    }

    private static string KeyOf(JsonNode? item) =>
        Masked(item.Text("metadata", "annotations", "deployment.kubernetes.io/revision") ?? item.At("revision")?.ToString() ?? (item.Text("type") is { } type && item.At("status") is not null ? type
            : item.Text("reason") is { } reason && item.Text("message") is { } message ? $"{reason} {message}"
            : item.Text("name") ?? item.Text("metadata", "name") ?? item.Text("groupVersion") ?? item?.ToJsonString() ?? "null"));

    private static string Mask(JsonNode? node) => node is null ? "(absent)" : Masked(node.ToJsonString());

    private static string Masked(string text)
    {
        text = Uid().Replace(text, "<uid>");
        text = Generated().Replace(text, "-<generated>");
        text = EventName().Replace(text, ".<event>");
        text = Ordinal().Replace(text, "$1<version>");
        return Time().Replace(text, "<time>");
    }

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")]
    private static partial Regex Uid();

    [GeneratedRegex("(-[bcdfghjklmnpqrstvwxz2456789]{8,10}(-[bcdfghjklmnpqrstvwxz2456789]{5})?|(?<=kube-api-access)-[bcdfghjklmnpqrstvwxz2456789]{5}|(?<=agent)-[bcdfghjklmnpqrstvwxz2456789]{5})(?![a-z0-9])")]
    private static partial Regex Generated();

    [GeneratedRegex(@"\.[0-9a-f]{15,16}(?![0-9a-f])")]
    private static partial Regex EventName();

    [GeneratedRegex(@"(in record \(|current: |too old resource version: 1 \()\d+")]
    private static partial Regex Ordinal();

    [GeneratedRegex(@"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")]
    private static partial Regex Time();
}
