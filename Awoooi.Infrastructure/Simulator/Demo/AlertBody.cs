using System.Text.Json.Nodes;
using Awoooi.Infrastructure.Simulator.Objects;

namespace Awoooi.Infrastructure.Simulator.Demo;

/// <summary>Writes an alert as its sender would, and says to which door it goes.</summary>
internal static class AlertBody
{
    private const string NotEnded = "0001-01-01T00:00:00Z";

    /// <summary>The source's name, which is also the key's; the standard payload goes to another path.</summary>
    public static string Source(StoryTeller teller) => teller switch
    {
        StoryTeller.Alertmanager => "alertmanager",
        StoryTeller.Grafana => "grafana",
        StoryTeller.Script => "standard",
        _ => throw new ArgumentOutOfRangeException(nameof(teller), teller, null),
    };

    public static string Path(StoryTeller teller) => $"api/v1/webhooks/{(teller == StoryTeller.Script ? "alerts" : Source(teller))}";

    public static JsonObject Of(StoryAlert alert, DateTimeOffset? endedAt) => alert.Teller switch
    {
        StoryTeller.Alertmanager => Group(alert, endedAt, "4", []),
        StoryTeller.Grafana => Group(alert, endedAt, "1", new JsonObject { ["orgId"] = 1, ["title"] = alert.Summary, ["state"] = endedAt is null ? "alerting" : "ok", ["message"] = alert.Summary }),
        _ => Standard(alert, endedAt),
    };

    private static JsonObject Group(StoryAlert alert, DateTimeOffset? endedAt, string version, JsonObject more)
    {
        var status = endedAt is null ? "firing" : "resolved";
        var labels = Texts(alert.Labels);
        labels["alertname"] = alert.Name;
        labels["severity"] = alert.Severity;
        more["version"] = version;
        more["status"] = status;
        more["receiver"] = "awoooi";
        more["groupKey"] = $"{{}}:{{alertname=\"{alert.Name}\"}}";
        more["truncatedAlerts"] = 0;
        more["groupLabels"] = new JsonObject { ["alertname"] = alert.Name };
        more["commonLabels"] = labels.DeepClone();
        more["commonAnnotations"] = new JsonObject { ["summary"] = alert.Summary };
        more["externalURL"] = "https://alerts.example";
        more["alerts"] = new JsonArray(new JsonObject
        {
            ["status"] = status,
            ["labels"] = labels,
            ["annotations"] = new JsonObject { ["summary"] = alert.Summary },
            ["startsAt"] = alert.StartsAt.Rfc3339(),
            ["endsAt"] = endedAt?.Rfc3339() ?? NotEnded,
        });
        return more;
    }

    private static JsonObject Standard(StoryAlert alert, DateTimeOffset? endedAt)
    {
        var body = new JsonObject
        {
            ["alert_type"] = alert.Name,
            ["severity"] = alert.Severity,
            ["source"] = "script",
            ["message"] = alert.Summary,
            ["status"] = endedAt is null ? "firing" : "resolved",
            ["fired_at"] = alert.StartsAt.Rfc3339(),
        };
        foreach (var (name, value) in alert.Labels)
        {
            body[name] = value;
        }

        return body;
    }

    private static JsonObject Texts(IReadOnlyDictionary<string, string> texts) => new(texts.Select(text => KeyValuePair.Create(text.Key, (JsonNode?)text.Value)));
}
