using System.Text.Json.Nodes;
using Awoooi.Core.Plans;

namespace Awoooi.Core.Rca;

/// <summary>A verdict and its evidence as they are stored with an incident and shown by the API.</summary>
public static class VerdictJson
{
    public static JsonObject Write(RcaVerdict verdict)
    {
        ArgumentNullException.ThrowIfNull(verdict);
        return new JsonObject
        {
            ["cause"] = verdict.Cause,
            ["root_cause"] = verdict.RootCause,
            ["root_cause_zh"] = verdict.RootCauseZh,
            ["confidence"] = verdict.Confidence,
            ["target"] = verdict.Workload is { } workload
                ? new JsonObject { ["kind"] = workload.Kind.ToString(), ["namespace"] = workload.Namespace, ["name"] = workload.Name }
                : null,
            ["pod"] = verdict.Pod,
            ["operation"] = OperationCatalogue.Of(verdict.Operation).WireName,
            ["parameters"] = Map(verdict.Parameters),
            ["risk"] = verdict.Risk.ToString().ToLowerInvariant(),
            ["blast_radius"] = new JsonObject
            {
                ["affected_pods"] = verdict.BlastRadius.AffectedPods,
                ["total_pods"] = verdict.BlastRadius.TotalPods,
                ["downtime_seconds"] = verdict.BlastRadius.Downtime?.TotalSeconds,
                ["related_services"] = verdict.BlastRadius.RelatedServices is { } services ? Texts(services) : null,
                ["data_impact"] = verdict.BlastRadius.DataImpact?.ToString().ToLowerInvariant(),
            },
            ["cites"] = Texts(verdict.Cites),
            ["alternatives"] = new JsonArray([.. verdict.Alternatives.Select(alternative => (JsonNode)new JsonObject
            {
                ["cause"] = alternative.Cause,
                ["root_cause"] = alternative.RootCause,
                ["confidence"] = alternative.Confidence,
                ["cites"] = Texts(alternative.Cites),
                ["against"] = Texts(alternative.Against),
            })]),
            ["provider"] = verdict.Provider,
            ["rule"] = verdict.RuleId,
            ["rule_set"] = verdict.RuleSetHash,
            ["symptom_observed"] = verdict.SymptomObserved,
            ["evidence_missing"] = Texts(verdict.EvidenceMissing),
            ["runbook"] = verdict.Runbook,
            ["runbook_zh"] = verdict.RunbookZh,
        };
    }

    public static JsonArray Write(IReadOnlyList<Evidence> evidence) => new([.. evidence.Select(item => (JsonNode)new JsonObject
    {
        ["id"] = item.Id,
        ["source"] = item.Source,
        ["at"] = item.At.UtcDateTime,
        ["fact"] = item.Fact,
        ["kind"] = item.Kind,
        ["subject"] = item.Subject,
        ["values"] = Map(item.Values),
        ["excerpt"] = item.Excerpt.Length > 0 ? item.Excerpt : null,
        ["link"] = item.Link,
        ["observed_by_us"] = item.ObservedByUs,
    })]);

    private static JsonObject Map(IReadOnlyDictionary<string, string> values)
        => new(values.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value)));

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => JsonValue.Create(text))]);
}
