using System.Text.Json.Nodes;
using Awoooi.Core.Approvals;
using Awoooi.Core.Plans;
using Awoooi.Core.Trust;

namespace Awoooi.Core.Remediation.Analysis;

/// <summary>What follows from a verdict: a decision, and a request to open unless it is left to people.</summary>
/// <param name="Decision">Null when no plan could be made; then <paramref name="Refused"/> says why.</param>
/// <param name="Request">What is to be opened; null when people decide what to do.</param>
/// <param name="Refused">Why no plan could be made, in one line; null when one was.</param>
public sealed record Proposal(Plan? Plan, Decision? Decision, NewApproval? Request, string? Refused)
{
    public static Proposal LeftToPeople(string? refused) => new(null, null, null, refused);

    /// <summary>As stored with the incident and shown by the API.</summary>
    public JsonObject ToJson() => new()
    {
        ["mode"] = (Decision?.Mode ?? DecisionMode.Manual).ToString().ToLowerInvariant(),
        ["risk"] = Decision?.Risk.ToString().ToLowerInvariant(),
        ["shadow"] = Decision?.Shadow?.ToString().ToLowerInvariant(),
        ["refused"] = Refused,
        ["reasons"] = new JsonArray([.. (Decision?.Reasons ?? []).Select(reason => (JsonNode)new JsonObject
        {
            ["code"] = WireNames.Snake(reason.Code),
            ["values"] = new JsonObject(reason.Values.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value))),
        })]),
    };
}
