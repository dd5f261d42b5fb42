using Awoooi.Core.Alerts;
using Awoooi.Core.Approvals;
using Awoooi.Core.Plans;
using Awoooi.Core.Trust;
using Npgsql;

namespace Awoooi.Infrastructure.Postgres.Approvals;

/// <summary>The columns of an approval in one order, for reading.</summary>
internal static class ApprovalColumns
{
    public const string List =
        """
        a.id, a.number, a.incident_id, a.class_key, a.priority, a.test, a.plan::text, a.plan_hash, a.state, a.authority, a.standing_order_id, a.reasons::text,
        a.proposed_by, a.proposed_by_name, a.edited_by, a.created_at, a.expires_at, a.extensions, a.not_before, a.new_installation, a.state_since, a.state_reason, a.superseded_by
        """;

    public static Approval Read(NpgsqlDataReader reader) => new()
    {
        Id = reader.GetGuid(0),
        Number = reader.GetInt64(1),
        IncidentId = Guid(reader, 2),
        ClassKey = reader.GetString(3),
        Priority = (Priority)reader.GetInt16(4),
        Test = reader.GetBoolean(5),
        Plan = ApprovalJson.Read<Plan>(reader.GetString(6)),
        PlanHash = reader.GetString(7),
        State = Member<ApprovalState>(reader.GetString(8)),
        Authority = Member<Authority>(reader.GetString(9)),
        StandingOrderId = Guid(reader, 10),
        Reasons = ApprovalJson.Read<IReadOnlyList<TrustReason>>(reader.GetString(11)),
        ProposedBy = Guid(reader, 12),
        ProposedByName = reader.GetString(13),
        EditedBy = reader.GetFieldValue<Guid[]>(14),
        CreatedAt = reader.GetFieldValue<DateTimeOffset>(15),
        ExpiresAt = reader.GetFieldValue<DateTimeOffset>(16),
        Extensions = reader.GetInt32(17),
        NotBefore = reader.IsDBNull(18) ? null : reader.GetFieldValue<DateTimeOffset>(18),
        NewInstallation = reader.GetBoolean(19),
        StateSince = reader.GetFieldValue<DateTimeOffset>(20),
        StateReason = reader.IsDBNull(21) ? null : reader.GetString(21),
        SupersededBy = reader.IsDBNull(22) ? null : reader.GetInt64(22),
    };

    public const string SignatureList = "approval_id, person_id, name, decision, weight, via, plan_hash, at, reason, raised_by, standing_order, voided";

    public static Signature ReadSignature(NpgsqlDataReader reader) => new(
        reader.GetGuid(1),
        reader.GetString(2),
        (SignatureDecision)reader.GetInt16(3),
        (SignatureWeight)reader.GetInt16(4),
        (SignedVia)reader.GetInt16(5),
        reader.GetString(6),
        reader.GetFieldValue<DateTimeOffset>(7),
        reader.IsDBNull(8) ? null : reader.GetString(8),
        reader.GetFieldValue<Guid[]>(9),
        reader.IsDBNull(10) ? null : reader.GetInt32(10),
        reader.IsDBNull(11) ? null : Member<VoidReason>(reader.GetString(11)));

    private static Guid? Guid(NpgsqlDataReader reader, int ordinal) => reader.IsDBNull(ordinal) ? null : reader.GetGuid(ordinal);

    private static T Member<T>(string name)
        where T : struct, Enum => WireNames.Find<T>(name) ?? throw new InvalidOperationException($"the database holds {name}, which is no {typeof(T).Name}");
}
