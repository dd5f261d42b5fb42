using System.Text.Json;
using Awoooi.Core.Clusters;
using Awoooi.Infrastructure.Kubernetes.Transport;

namespace Awoooi.Infrastructure.Kubernetes.Reading;

/// <summary>Turns autoscalers, disruption budgets and quotas into facts.</summary>
internal static class SurroundingsMapping
{
    public static AutoscalerFacts? Autoscaler(WorkloadRef workload, IEnumerable<JsonElement> items)
    {
        foreach (var item in items)
        {
            if (item.Text("spec", "scaleTargetRef", "kind") == workload.Kind.ToString() && item.Text("spec", "scaleTargetRef", "name") == workload.Name)
            {
                return new AutoscalerFacts(
                    item.Text("metadata", "name") ?? "",
                    item.At("spec", "minReplicas") is null ? 1 : item.Count("spec", "minReplicas"),
                    item.Count("spec", "maxReplicas"),
                    item.Count("status", "currentReplicas"),
                    item.Count("status", "desiredReplicas"),
                    Conditions(item).Any(condition => condition.Text("type") == "ScalingActive" && condition.Text("status") == "True"));
            }
        }

        return null;
    }

    /// <param name="emptyMatches">False for policy/v1beta1, where an empty selector selects nothing.</param>
    public static IReadOnlyList<DisruptionBudgetFacts> Budgets(IReadOnlyDictionary<string, string> podLabels, IEnumerable<JsonElement> items, bool emptyMatches) =>
        [.. items.Where(item => LabelSelector.Matches(item.At("spec", "selector"), podLabels, emptyMatches)).Select(item => new DisruptionBudgetFacts(
            item.Text("metadata", "name") ?? "",
            item.Count("status", "disruptionsAllowed"),
            item.Count("status", "currentHealthy"),
            item.Count("status", "desiredHealthy"),
            item.Count("status", "expectedPods")))];

    public static IReadOnlyList<QuotaFacts> Quotas(IEnumerable<JsonElement> items) =>
        [.. items.Select(item => new QuotaFacts(item.Text("metadata", "name") ?? "", Amounts(item)))];

    private static Dictionary<string, (decimal Hard, decimal Used)> Amounts(JsonElement item)
    {
        var used = item.Map("status", "used");
        return item.Map("status", "hard")
            .Select(entry => (entry.Key, Hard: Quantity.Parse(entry.Value), Used: Quantity.Parse(used.GetValueOrDefault(entry.Key, "0"))))
            .Where(entry => entry is { Hard: not null, Used: not null })
            .ToDictionary(entry => entry.Key, entry => (entry.Hard!.Value, entry.Used!.Value));
    }

    // autoscaling/v1 has its conditions as JSON in an annotation.
    private static IEnumerable<JsonElement> Conditions(JsonElement item)
    {
        if (item.Text("metadata", "annotations", "autoscaling.alpha.kubernetes.io/conditions") is not { } text)
        {
            return item.Items("status", "conditions");
        }

        try
        {
            return JsonSerializer.Deserialize<JsonElement>(text) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : [];
        }
        catch (JsonException)
        {
            // Anybody may write an annotation; unreadable means not known to be scaling.
            return [];
        }
    }
}
