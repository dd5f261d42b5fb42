using System.Text.Json.Nodes;
using Awoooi.Core.Approvals;
using Awoooi.Core.Plans;
using Awoooi.Core.Trust;

namespace Awoooi.Web.Endpoints.Approvals;

/// <summary>Approvals as the API shows them.</summary>
internal static class ApprovalJson
{
    public static JsonObject Summary(Approval approval) => new()
    {
        ["id"] = approval.Id.ToString(),
        ["short_id"] = approval.ShortId,
        ["incident_id"] = approval.IncidentId?.ToString(),
        ["title"] = PlanTitle.English(approval.Plan),
        ["title_zh"] = PlanTitle.Chinese(approval.Plan),
        ["operation"] = OperationCatalogue.Of(approval.Plan.Operation).WireName,
        ["cluster"] = approval.Plan.Cluster,
        ["target"] = approval.Plan.Target.Workload.ToString(),
        ["risk_level"] = WireNames.Snake(approval.Risk),
        ["priority"] = approval.Priority.ToString(),
        ["status"] = WireNames.Of(approval.State),
        ["authority"] = WireNames.Snake(approval.Authority),
        ["signatures"] = approval.Approvals.Count(),
        ["requested_by"] = approval.ProposedByName,
        ["created_at"] = approval.CreatedAt.UtcDateTime,
        ["expires_at"] = approval.ExpiresAt.UtcDateTime,
        ["not_before"] = approval.NotBefore?.UtcDateTime,
        ["status_since"] = approval.StateSince.UtcDateTime,
        ["status_reason"] = approval.StateReason,
        ["test"] = approval.Test,
    };

    public static JsonObject Full(Approval approval, SignaturePolicy policy)
    {
        var body = Summary(approval);
        body["plan_hash"] = approval.PlanHash;
        body["plan"] = Plan(approval.Plan);
        body["command"] = CommandLine.Render(approval.Plan);
        body["policy"] = new JsonObject
        {
            ["version"] = approval.Plan.PolicyVersion,
            ["any_of"] = new JsonArray([.. policy.Thresholds.Select(threshold => (JsonNode)new JsonObject { ["people"] = threshold.People, ["commanders"] = threshold.Commanders })]),
        };
        body["signature_list"] = new JsonArray([.. approval.Signatures.Select(signature => (JsonNode)Signature(signature))]);
        body["preflight"] = new JsonArray([.. approval.PreFlight.Select(line => (JsonNode)new JsonObject
        {
            ["check"] = line.Check,
            ["state"] = WireNames.Snake(line.State),
            ["value"] = line.Value,
            ["observed_at"] = line.ObservedAt.UtcDateTime,
        })]);
        body["reasons"] = new JsonArray([.. approval.Reasons.Select(reason => (JsonNode)Reason(reason))]);
        body["extensions"] = approval.Extensions;
        body["extensions_left"] = ApprovalRules.MostExtensions - approval.Extensions;
        body["new_installation"] = approval.NewInstallation;
        body["standing_order_id"] = approval.StandingOrderId?.ToString();
        body["superseded_by"] = approval.SupersededBy;
        return body;
    }

    private static JsonObject Plan(Plan plan) => new()
    {
        ["uid"] = plan.Target.Uid,
        ["generation"] = plan.Target.Generation,
        ["pod"] = plan.Target.Pod,
        ["parameters"] = Pairs(plan.Parameters),
        ["undo"] = new JsonObject { ["kind"] = WireNames.Snake(plan.Undo.Kind), ["parameters"] = Pairs(plan.Undo.Parameters) },
    };

    private static JsonObject Signature(Signature signature) => new()
    {
        ["name"] = signature.Name,
        ["decision"] = WireNames.Snake(signature.Decision),
        ["weight"] = WireNames.Snake(signature.Weight),
        ["via"] = WireNames.Snake(signature.Via),
        ["at"] = signature.At.UtcDateTime,
        ["reason"] = signature.Reason,
        ["voided"] = signature.Voided is { } why ? WireNames.Snake(why) : null,
    };

    private static JsonObject Reason(TrustReason reason) => new()
    {
        ["code"] = WireNames.Snake(reason.Code),
        ["prevents_automatic"] = reason.PreventsAutomatic,
        ["values"] = Pairs(reason.Values),
    };

    private static JsonObject Pairs(IReadOnlyDictionary<string, string> pairs)
        => new(pairs.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => KeyValuePair.Create<string, JsonNode?>(pair.Key, pair.Value)));
}
