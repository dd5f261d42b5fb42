using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Awoooi.Infrastructure.Simulator;
using Awoooi.Infrastructure.Simulator.Http;
using Awoooi.Infrastructure.Simulator.Objects;

namespace Awoooi.Tests.Simulator.Replay;

/// <summary>A recorded request with the names, uids and versions of the simulated cluster put in.</summary>
internal sealed partial class ReplayedRequest(SimulatedWorld world, RecordedCall recorded, string? target)
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public Task<SimulatedCall.Answer> SendAsync()
    {
        var query = string.Join('&', recorded.Query.Select(pair => $"{pair.Key}={Uri.EscapeDataString(pair.Key == "continue" ? Token(pair.Value!.ToString()) : Rename(pair.Value!.ToString()))}"));
        var path = Served(Rename(recorded.Path));
        var body = recorded.RequestBody switch
        {
            null => null,
            JsonValue text when text.GetValueKind() == JsonValueKind.String => Grow(text.GetValue<string>()),
            var json => Rename(Current(json.DeepClone(), path).ToJsonString(Plain)),
        };
        return world.Call.SendAsync(
            new HttpMethod(recorded.Method),
            query.Length == 0 ? path : $"{path}?{query}",
            recorded.As switch { "anonymous" => null, "bad" => "not-a-token", var user => user },
            body,
            recorded.RequestHeaders.Text("Content-Type"),
            recorded.RequestHeaders.Text("Accept") ?? "application/json");
    }

    // The old version was asked by the names it has.
    private bool IsOld => world.Cluster.Version == KubernetesVersion.V1_20;

    private string Served(string path) => IsOld && recorded.Status == 200 && recorded.Body.Text("apiVersion") == "policy/v1beta1" ? path.Replace("/policy/v1/", "/policy/v1beta1/", StringComparison.Ordinal) : path;

    private string Token(string text)
    {
        if (ContinueToken.Decode(text) is not { Revision: >= 0 } token)
        {
            return text;
        }

        return (token with { Revision = recorded.Status == 410 ? world.Cluster.Store.Compacted - 1 : world.Cluster.Store.Revision }).Encode();
    }

    // The recording names the size of the body it left out.
    private static string Grow(string text) =>
        Size().Match(text) is { Success: true } size ? new string('x', int.Parse(size.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture)) : text;

    private string Rename(string text) => PodName().Replace(text, match => target ?? Find(match.Groups["app"].Value) ?? match.Value);

    private string? Find(string app)
    {
        lock (world.Cluster.Gate)
        {
            return world.Cluster.Store.All(Kinds.Pod).Where(pod => pod.Labels().Text("app") == app && recorded.Path.Contains($"/{pod.Namespace()}/", StringComparison.Ordinal))
                .OrderBy(pod => pod.IsTerminating()).ThenByDescending(pod => pod.HasCondition("Ready")).ThenBy(pod => pod.Name(), StringComparer.Ordinal).FirstOrDefault()?.Name();
        }
    }

    // A uid or version that was right then must be right now; one that was refused then stays what it was.
    private JsonNode Current(JsonNode body, string path)
    {
        if (IsOld && body.Text("kind") == "Eviction" && recorded.Status != 400 | recorded.Name == "09-evict-name-mismatch")
        {
            body["apiVersion"] = "policy/v1beta1";
        }

        var steps = path.Split('/');
        var at = Array.IndexOf(steps, "namespaces");
        if (at < 0 || steps.Length < at + 4 || recorded.Name == "08-delete-recreated-same-name")
        {
            return body;
        }

        if (world.Cluster.Find(steps[at + 2], steps[at + 1], Rename(steps[at + 3])) is not { } found)
        {
            return body;
        }

        Refresh(body, found);
        foreach (var test in (body as JsonArray ?? []).OfType<JsonObject>().Where(step => step.Text("op") == "test" && recorded.Status == 200))
        {
            test["value"] = test.Text("path") switch
            {
                "/metadata/uid" => found.Uid(),
                "/metadata/resourceVersion" => found.Version(),
                "/metadata/generation" => found.Generation(),
                "/metadata/annotations/deployment.kubernetes.io~1revision" => found.Annotation("deployment.kubernetes.io/revision"),
                _ => test["value"]?.DeepClone(),
            };
        }

        return body;
    }

    private void Refresh(JsonNode? node, JsonObject found)
    {
        foreach (var (key, value) in (node as JsonObject ?? []).ToList())
        {
            if (key == "uid" && value?.ToString().StartsWith("11111111", StringComparison.Ordinal) == false)
            {
                node![key] = found.Uid();
            }
            else if (key == "resourceVersion" && value?.ToString() != "1" && recorded.Status != 409)
            {
                node![key] = found.Version();
            }
            else
            {
                Refresh(value, found);
            }
        }
    }

    [GeneratedRegex("(?<app>[a-z]+(-[a-z]+)?)-[bcdfghjklmnpqrstvwxz2456789]{8,10}-[bcdfghjklmnpqrstvwxz2456789]{5}(?![a-z0-9])")]
    private static partial Regex PodName();

    [GeneratedRegex(@"\((\d+) bytes\)")]
    private static partial Regex Size();
}
