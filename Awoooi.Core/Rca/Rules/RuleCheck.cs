using Awoooi.Core.Plans;

namespace Awoooi.Core.Rca.Rules;

/// <summary>What a rule that can be read may still get wrong; each fault names the field it is in.</summary>
public static class RuleCheck
{
    private static readonly Dictionary<Operation, string[]> Needed = new()
    {
        [Operation.Manual] = [],
        [Operation.RestartPod] = [],
        [Operation.RestartDeployment] = [],
        [Operation.ScaleUp] = ["replicas"],
        [Operation.ScaleDown] = ["replicas"],
        [Operation.Rollback] = ["revision"],
    };

    public static IEnumerable<(string Field, string Fault)> Faults(Rule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return Facts(rule).Concat(Texts(rule)).Concat(rule.Acts ? Action(rule) : NoAction(rule));
    }

    private static IEnumerable<(string Field, string Fault)> Facts(Rule rule)
    {
        if (!CauseSlugs.IsKnown(rule.Cause))
        {
            yield return ("cause", $"'{rule.Cause}' is not a known cause");
        }

        if (rule.All.Count == 0)
        {
            yield return ("all", "at least one fact is needed, since every verdict cites evidence");
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (field, pattern) in rule.All.Select(item => ("all", item)).Concat(rule.Any.Select(item => ("any", item))).Concat(rule.None.Select(item => ("none", item))))
        {
            if (!EvidenceSchema.IsKnown(pattern.Kind))
            {
                yield return (field, $"'{pattern.Kind}' is not a known kind of evidence");
            }

            foreach (var condition in pattern.Where.Where(condition => EvidenceSchema.IsKnown(pattern.Kind) && !EvidenceSchema.Carries(pattern.Kind, condition.Value)))
            {
                yield return (field, $"'{pattern.Kind}' carries no value '{condition.Value}'");
            }

            if (pattern.SameAs is { } other && !rule.All.TakeWhile(item => item != pattern).Any(item => item.Name == other))
            {
                yield return (field, $"same_as '{other}' names no earlier fact under all");
            }

            if (field != "none" && !names.Add(pattern.Name))
            {
                yield return (field, $"the name '{pattern.Name}' is there twice; give one of them 'as'");
            }
        }
    }

    private static IEnumerable<(string Field, string Fault)> Texts(Rule rule)
    {
        (string Field, string? Text)[] texts =
        [
            ("root_cause", rule.RootCause.En), ("root_cause", rule.RootCause.ZhHantTw), ("runbook", rule.Runbook?.En), ("runbook", rule.Runbook?.ZhHantTw),
            .. rule.Parameters.Values.Select(value => ("parameters", (string?)value)),
        ];
        return from text in texts
               where text.Text is not null
               from name in RuleText.Placeholders(text.Text!)
               where !IsBound(rule, name)
               select (text.Field, $"'{{{name}}}' is neither {{workload}} nor a value of a fact under all");
    }

    private static bool IsBound(Rule rule, string name)
    {
        var parts = name.Split('.', 2);
        return name == "workload"
            || (parts.Length == 2 && rule.All.Any(fact => fact.Name == parts[0] && (parts[1] == "object_name" || EvidenceSchema.Carries(fact.Kind, parts[1]))));
    }

    private static IEnumerable<(string Field, string Fault)> Action(Rule rule)
    {
        if (!rule.All.Any(fact => EvidenceSchema.IsObserved(fact.Kind)))
        {
            yield return ("operation", "a rule that acts needs a fact under all that AWOOOI observed itself");
        }

        if (rule.Symptom == SymptomSource.Observed && !rule.All.Any(fact => EvidenceSchema.IsObserved(fact.Kind) && EvidenceSchema.IsSymptom(fact.Kind)))
        {
            yield return ("symptom", "a rule that acts on an observed symptom needs one under all; say 'symptom: reported' when only the alert's figures show it");
        }

        if (rule.Symptom == SymptomSource.Reported && rule.Risk == RiskLevel.Low)
        {
            yield return ("risk", "a rule that acts on a reported symptom has at least risk medium");
        }

        if (rule.Symptom == SymptomSource.Reported && rule.Operation is Operation.RestartPod or Operation.RestartDeployment)
        {
            yield return ("operation", "a restart needs an observed symptom");
        }

        if (rule.Operation == Operation.ScaleDown)
        {
            yield return ("operation", "SCALE_DOWN is proposed by people only");
        }

        if (rule.Operation == Operation.Rollback && rule.Risk < RiskLevel.High)
        {
            yield return ("risk", "ROLLBACK has at least risk high");
        }

        if ((rule.Operation == Operation.RestartPod) != (rule.Target is not null))
        {
            yield return ("target", "RESTART_POD names the fact whose pod is restarted; no other operation does");
        }

        if (rule.Target is { } target && !rule.All.Any(fact => fact.Name == target && fact.Kind.StartsWith("pod.", StringComparison.Ordinal) && EvidenceSchema.IsSymptom(fact.Kind)))
        {
            yield return ("target", $"'{target}' is no symptom of a pod under all");
        }

        foreach (var parameter in Needed[rule.Operation].Where(name => !rule.Parameters.ContainsKey(name)))
        {
            yield return ("parameters", $"'{parameter}' is needed");
        }

        foreach (var parameter in rule.Parameters.Keys.Where(name => !Needed[rule.Operation].Contains(name, StringComparer.Ordinal)))
        {
            yield return ("parameters", $"the operation takes no '{parameter}'");
        }
    }

    private static IEnumerable<(string Field, string Fault)> NoAction(Rule rule)
    {
        if (rule.Runbook is null)
        {
            yield return ("runbook", "a manual rule tells people what to do");
        }

        if (rule.Target is not null || rule.Parameters.Count > 0)
        {
            yield return ("operation", "a manual rule has neither target nor parameters");
        }
    }
}
