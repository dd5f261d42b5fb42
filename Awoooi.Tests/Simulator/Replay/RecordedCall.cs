using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Awoooi.Infrastructure.Simulator;
using Awoooi.Infrastructure.Simulator.Objects;

namespace Awoooi.Tests.Simulator.Replay;

/// <summary>One call of a real API server with its answer, as a given Kubernetes version gave it.</summary>
internal sealed partial class RecordedCall
{
    private readonly JsonObject _file;
    private readonly JsonObject? _variant;

    private RecordedCall(string name, KubernetesVersion version, JsonObject file, JsonObject? variant)
    {
        Name = name;
        _file = file;
        _variant = variant;
        Status = (int)(variant.Number("status") ?? file.Number("status")!.Value);
        Body = variant.At("responseBody") ?? file["responseBody"];
        if (version < KubernetesVersion.V1_36)
        {
            Unknown.AddRange(["**/creationTimestamp", "**/terminatingReplicas"]);
        }

        Headers = variant.Map("responseHeaders") ?? file.Map("responseHeaders") ?? [];
        if (variant.At("responseBody") is null)
        {
            Body = Body?.DeepClone();
            foreach (var usual in variant.List("usual") ?? [])
            {
                ApplyUsual(usual!.GetValue<string>());
            }

            foreach (var change in variant.List("changes") ?? [])
            {
                Amend(change!.GetValue<string>());
            }
        }
    }

    public string Name { get; }

    public int Status { get; }

    public JsonNode? Body { get; }

    public JsonObject Headers { get; }

    /// <summary>False for a header that this version did not send.</summary>
    public bool Sends(string header) => !(_variant.List("changes") ?? []).Any(change => change!.ToString().Contains($"responseHeaders.{header}", StringComparison.Ordinal));

    /// <summary>Places whose value in this version was not kept whole in the recording.</summary>
    public List<string> Unknown { get; } = [];

    /// <summary>Only parts of the answer were kept: what is there must match, more may come.</summary>
    public bool IsPartial => _file.Text("cut") is not null;

    public bool IsStream => _file.Flag("stream");

    public string As => _variant.List("changes")?.Any(change => change!.ToString() == "recorded as admin") == true ? "admin" : _file.Text("as")!;

    public string Method => _file.Text("method")!;

    public string Path => _file.Text("path")!;

    public JsonObject Query => _file.Map("query") ?? [];

    public JsonObject RequestHeaders => _file.Map("requestHeaders") ?? [];

    public JsonNode? RequestBody => _file["requestBody"];

    public static IEnumerable<string> Names => typeof(RecordedCall).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith("simulator/", StringComparison.Ordinal)).Select(name => name["simulator/".Length..]).Order(StringComparer.Ordinal);

    /// <summary>Null when the call was not made on that version.</summary>
    public static RecordedCall? Load(string name, KubernetesVersion version)
    {
        using var stream = typeof(RecordedCall).Assembly.GetManifestResourceStream($"simulator/{name}")!;
        var file = JsonNode.Parse(stream)!.AsObject();
        var key = version switch { KubernetesVersion.V1_20 => "1.20", KubernetesVersion.V1_32 => "1.32", _ => "" };
        var variant = file.Map("differsBy", key);
        return variant.Flag("notRecorded") ? null : new RecordedCall(name, version, file, variant);
    }

    // The two differences that lists have as well, and the recordings do not spell out there, are left out above; pods differ in their volumes.
    private void ApplyUsual(string usual)
    {
        if (usual.StartsWith("the service account volume", StringComparison.Ordinal))
        {
            Unknown.Add("**/volumes");
            Unknown.Add("**/volumeMounts");
        }
    }

    // "~ responseBody.a[b].c: old -> new", "+ path = value", "- path (was value)": long values are cut and cannot be restored.
    private void Amend(string change)
    {
        if (Change().Match(change) is not { Success: true } match)
        {
            return;
        }

        var steps = Step().Matches(match.Groups["path"].Value["responseBody".Length..]).Select(step => step.Groups["step"].Value).ToArray();
        var op = match.Groups["op"].Value;
        var text = op == "~" ? match.Groups["rest"].Value[(match.Groups["rest"].Value.LastIndexOf(" -> ", StringComparison.Ordinal) + 4)..] : match.Groups["rest"].Value.TrimStart(' ', '=');
        JsonNode? value = null;
        if (op != "-")
        {
            if (text.EndsWith("entries", StringComparison.Ordinal) || match.Groups["rest"].Value.Contains(" entries -> ", StringComparison.Ordinal))
            {
                Unknown.Add(string.Join('/', steps.Select(step => step)));
                return;
            }

            try
            {
                value = JsonNode.Parse(text);
            }
            catch (System.Text.Json.JsonException)
            {
                Unknown.Add(string.Join('/', steps));
                return;
            }

            if (text.Contains('…', StringComparison.Ordinal))
            {
                Unknown.Add(string.Join('/', steps));
                return;
            }
        }

        if (!Set(Body, steps, op, value))
        {
            Unknown.Add(string.Join('/', steps));
        }
    }

    // Map keys may hold dots themselves, so the longest key that fits is taken.
    private static bool Set(JsonNode? node, ReadOnlySpan<string> steps, string op, JsonNode? value)
    {
        if (node is JsonArray list)
        {
            var key = steps[0];
            var item = list.OfType<JsonObject>().FirstOrDefault(o => new[] { "type", "name", "reason" }.Any(field => o.Text(field) == key) || o.Text("metadata", "name") == key);
            item ??= int.TryParse(key, CultureInfo.InvariantCulture, out var index) && index < list.Count ? list[index] as JsonObject : null;
            if (item is null)
            {
                return false;
            }

            return steps.Length == 1 ? op == "-" && list.Remove(item) : Set(item, steps[1..], op, value);
        }

        if (node is not JsonObject map)
        {
            return false;
        }

        for (var take = steps.Length; take > 0; take--)
        {
            var key = string.Join('.', steps[..take].ToArray());
            if (take == steps.Length && (op == "+" ? take == 1 : map.ContainsKey(key)))
            {
                map.Remove(key);
                if (op != "-")
                {
                    map[key] = value?.DeepClone();
                }

                return true;
            }

            if (take < steps.Length && map.ContainsKey(key))
            {
                return Set(map[key], steps[take..], op, value);
            }
        }

        return false;
    }

    [GeneratedRegex(@"^(?<op>[~+-]) (?<path>responseBody[^ ]*?)(:| =| \(was|$)(?<rest>.*)$", RegexOptions.Singleline)]
    private static partial Regex Change();

    [GeneratedRegex(@"[.\[](?<step>[^.\[\]]+)\]?")]
    private static partial Regex Step();
}
