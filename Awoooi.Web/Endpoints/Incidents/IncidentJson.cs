using System.Text.Json.Nodes;
using Awoooi.Core.Alerts;
using Awoooi.Core.Incidents;

namespace Awoooi.Web.Endpoints.Incidents;

/// <summary>Incidents as the API shows them.</summary>
internal static class IncidentJson
{
    public static JsonObject Summary(Incident incident) => new()
    {
        ["id"] = incident.Id.ToString(),
        ["short_id"] = incident.ShortId,
        ["fingerprint"] = incident.Fingerprint,
        ["alert_type"] = incident.AlertType,
        ["category"] = incident.Category,
        ["source"] = incident.Source,
        ["severity"] = incident.Severity.ToString().ToLowerInvariant(),
        ["priority"] = incident.Priority.ToString(),
        ["status"] = incident.Status.ToString().ToLowerInvariant(),
        ["closed_by"] = incident.ClosedBy?.Name(),
        ["namespace"] = Text(incident.Namespace),
        ["target_resource"] = Text(incident.TargetResource),
        ["resource_type"] = Text(incident.ResourceType),
        ["workload"] = Text(incident.Workload),
        ["cluster"] = Text(incident.Cluster),
        ["message"] = incident.Message,
        ["opened_at"] = incident.OpenedAt.UtcDateTime,
        ["last_seen_at"] = incident.LastSeenAt.UtcDateTime,
        ["acknowledged_at"] = incident.AcknowledgedAt?.UtcDateTime,
        ["acknowledged_by"] = incident.AcknowledgedBy,
        ["resolved_at"] = incident.ResolvedAt?.UtcDateTime,
        ["close_reason"] = incident.CloseReason,
        ["firing"] = incident.Firing,
        ["hit_count"] = incident.HitCount,
        ["occurrences"] = incident.Occurrences,
        ["reopened"] = incident.Reopened,
        ["previous_id"] = incident.PreviousId?.ToString(),
        ["test"] = incident.Test,
        ["blind"] = incident.Blind,
        ["storm"] = incident.IsStorm,
        ["storm_until"] = incident.StormUntil?.UtcDateTime,
        ["storm_id"] = incident.StormId?.ToString(),
    };

    public static JsonObject Full(Incident incident, IReadOnlyList<IncidentAlert> alerts, IReadOnlyList<TimelineLine> story)
    {
        var body = Summary(incident);
        body["class_key"] = incident.ClassKey;
        body["analysed_at"] = incident.AnalysedAt?.UtcDateTime;
        body["verdict"] = incident.Verdict?.DeepClone();
        body["decision"] = incident.Decision?.DeepClone();
        body["evidence"] = incident.Evidence?.DeepClone();
        body["alerts"] = new JsonArray([.. alerts.Select(alert => (JsonNode)Alert(alert))]);
        body["timeline"] = new JsonArray([.. story.Select(line => (JsonNode)new JsonObject { ["at"] = line.At.UtcDateTime, ["verb"] = line.Verb, ["text"] = line.English, ["text_zh"] = line.Chinese })]);
        return body;
    }

    public static JsonObject Alert(IncidentAlert alert) => new()
    {
        ["status"] = alert.Status.ToString().ToLowerInvariant(),
        ["alert_type"] = alert.Alert.AlertType,
        ["namespace"] = Text(alert.Alert.Namespace),
        ["target_resource"] = Text(alert.Alert.TargetResource),
        ["workload"] = Text(alert.Alert.Workload),
        ["severity"] = alert.Alert.Severity.ToString().ToLowerInvariant(),
        ["starts_at"] = alert.StartsAt.UtcDateTime,
        ["first_received_at"] = alert.FirstReceivedAt.UtcDateTime,
        ["last_received_at"] = alert.LastReceivedAt.UtcDateTime,
        ["resolved_at"] = alert.ResolvedAt?.UtcDateTime,
        ["hits"] = alert.Hits,
        ["message"] = alert.Alert.Message,
        ["description"] = Text(alert.Alert.Description),
        ["labels"] = new JsonObject(alert.Alert.Labels.Select(label => KeyValuePair.Create(label.Key, (JsonNode?)label.Value))),
        ["annotations"] = new JsonObject(alert.Alert.Annotations.Select(note => KeyValuePair.Create(note.Key, (JsonNode?)note.Value))),
    };

    private static string? Text(string text) => text.Length > 0 ? text : null;
}
