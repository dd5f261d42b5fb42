using System.Text.Json.Nodes;
using Awoooi.Core.Alerts;
using Awoooi.Core.Incidents;
using Npgsql;

namespace Awoooi.Infrastructure.Postgres.Incidents;

/// <summary>The columns of an incident and how they are read; the order is the contract between the two.</summary>
internal static class IncidentColumns
{
    public const string List =
        "id, number, fingerprint, class_key, source, alert_type, category, automation, severity, priority, namespace, target_resource, resource_type, workload, cluster, message, "
        + "status, closed_by, close_reason, opened_at, last_seen_at, acknowledged_at, acknowledged_by, resolved_at, reopened, previous_id, firing, hit_count, occurrences, test, blind, elsewhere, "
        + "verdict::text, decision::text, evidence::text, analysed_at, storm_id, storm_until";

    public static Incident Read(NpgsqlDataReader row) => new()
    {
        Id = row.GetGuid(0),
        Number = row.GetInt64(1),
        Fingerprint = row.GetString(2),
        ClassKey = row.GetString(3),
        Source = row.GetString(4),
        AlertType = row.GetString(5),
        Category = row.GetString(6),
        Automation = (AutomationVerdict)row.GetInt16(7),
        Severity = (Severity)row.GetInt16(8),
        Priority = (Priority)row.GetInt16(9),
        Namespace = row.GetString(10),
        TargetResource = row.GetString(11),
        ResourceType = row.GetString(12),
        Workload = row.GetString(13),
        Cluster = row.GetString(14),
        Message = row.GetString(15),
        Status = (IncidentStatus)row.GetInt16(16),
        ClosedBy = row.IsDBNull(17) ? null : ClosedByNames.Parse(row.GetString(17)),
        CloseReason = Text(row, 18),
        OpenedAt = row.GetFieldValue<DateTimeOffset>(19),
        LastSeenAt = row.GetFieldValue<DateTimeOffset>(20),
        AcknowledgedAt = Time(row, 21),
        AcknowledgedBy = Text(row, 22),
        ResolvedAt = Time(row, 23),
        Reopened = row.GetInt32(24),
        PreviousId = row.IsDBNull(25) ? null : row.GetGuid(25),
        Firing = row.GetInt32(26),
        HitCount = row.GetInt64(27),
        Occurrences = row.GetInt32(28),
        Test = row.GetBoolean(29),
        Blind = row.GetBoolean(30),
        Elsewhere = row.GetBoolean(31),
        Verdict = Json(row, 32),
        Decision = Json(row, 33),
        Evidence = Json(row, 34),
        AnalysedAt = Time(row, 35),
        StormId = row.IsDBNull(36) ? null : row.GetGuid(36),
        StormUntil = Time(row, 37),
    };

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static DateTimeOffset? Time(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetFieldValue<DateTimeOffset>(column);

    private static JsonNode? Json(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : JsonNode.Parse(row.GetString(column));
}
