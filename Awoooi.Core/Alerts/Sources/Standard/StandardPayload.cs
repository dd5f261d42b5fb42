using System.Text.Json;
using Awoooi.Core.Alerts.Bodies;
using Awoooi.Core.Alerts.Targets;

namespace Awoooi.Core.Alerts.Sources.Standard;

/// <summary>The fields of one standard body while it is read.</summary>
internal sealed class StandardPayload
{
    private static readonly string[] Required = ["alert_type", "severity", "source", "message"];

    private static readonly HashSet<string> TextFields =
        [.. Required, "namespace", "target_resource", "resource_type", "cluster", "description", "status"];

    private static readonly HashSet<string> ResourceTypes =
    [
        "pod", "deployment", "statefulset", "daemonset", "service", "node", "container", "host", "database", "certificate", "job", "endpoint",
    ];

    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private List<KeyValuePair<string, string>> _labels = [];
    private List<KeyValuePair<string, string>> _links = [];
    private List<KeyValuePair<string, MetricValue>> _metrics = [];
    private DateTimeOffset? _firedAt;

    public BodyFault? Read(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = JsonText.Decode(ref reader);
            _ = reader.Read();
            if (ReadField(name, ref reader) is { } fault)
            {
                return fault;
            }
        }

        return null;
    }

    public BodyFault? Missing()
    {
        foreach (var name in Required)
        {
            if (!_texts.TryGetValue(name, out var text))
            {
                return new BodyFault($"$.{name}", "is missing");
            }

            if (string.IsNullOrWhiteSpace(StorableText.Clean(text, StorableText.MessageCap).Text))
            {
                return new BodyFault($"$.{name}", "is empty");
            }
        }

        if (Text("status") is { Length: > 0 } status && AlertStatusWords.Read(status) is null)
        {
            return AlertStatusWords.Fault("$.status", status);
        }

        return Text("resource_type") is { Length: > 0 } type && !ResourceTypes.Contains(type.ToLowerInvariant())
            ? new BodyFault("$.resource_type", $"must be one of {string.Join(", ", ResourceTypes)}")
            : null;
    }

    public RawAlert ToRaw(string source)
    {
        var status = AlertStatusWords.Read(Text("status")) ?? AlertStatus.Firing;
        return new RawAlert
        {
            Source = source,
            Name = Text("alert_type"),
            Status = status,
            SeverityWord = Text("severity"),
            Labels = IdentifyingLabels(),
            Links = _links,
            Metrics = _metrics,
            StartsAt = _firedAt,
            Message = Text("message"),
            Description = Text("description"),
            StatedVictim = Victim(),
        };
    }

    private BodyFault? ReadField(string name, ref Utf8JsonReader reader)
    {
        var known = TextFields.Contains(name) || name is "labels" or "links" or "metrics" or "fired_at";
        if (!known)
        {
            reader.Skip();
            return null;
        }

        var path = $"$.{name}";
        if (!_seen.Add(name))
        {
            return new BodyFault(path, "appears twice");
        }

        BodyFault? fault;
        switch (name)
        {
            case "labels":
                _ = JsonField.TryTexts(ref reader, path, out _labels, out fault);
                return fault;
            case "links":
                _ = JsonField.TryTexts(ref reader, path, out _links, out fault);
                return fault;
            case "metrics":
                _ = StandardMetrics.TryRead(ref reader, path, out _metrics, out fault);
                return fault;
            case "fired_at":
                _ = JsonField.TryTime(ref reader, path, out _firedAt, out fault);
                return fault;
            case var _ when reader.TokenType == JsonTokenType.Null && !Required.Contains(name):
                return null;
            default:
                if (JsonField.TryText(ref reader, path, out var text, out fault))
                {
                    _texts[name] = text;
                }

                return fault;
        }
    }

    // Labels are an alert's identity. This payload also says in fields of its own what it is about, so these join the labels.
    private List<KeyValuePair<string, string>> IdentifyingLabels()
    {
        var labels = new List<KeyValuePair<string, string>>(_labels);
        Join(labels, "alertname", Text("alert_type"));
        Join(labels, "source", Text("source"));
        foreach (var name in new[] { "namespace", "target_resource", "resource_type", "cluster" })
        {
            Join(labels, name, Text(name));
        }

        return labels;
    }

    private static void Join(List<KeyValuePair<string, string>> labels, string name, string value)
    {
        if (value.Length > 0)
        {
            labels.RemoveAll(pair => pair.Key == name);
            labels.Add(new(name, value));
        }
    }

    private Victim? Victim()
    {
        var target = Text("target_resource").Trim();
        if (target.Length == 0 && Text("namespace").Length == 0)
        {
            return null;
        }

        var type = Text("resource_type").ToLowerInvariant();
        return new Victim(Text("namespace").Trim(), target, type, WorkloadName.Of(type, target, Text("namespace")), Text("cluster").Trim(), null);
    }

    private string Text(string name) => _texts.GetValueOrDefault(name, "");
}
