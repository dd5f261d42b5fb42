using System.Text.RegularExpressions;
using Awoooi.Core.Plans;
using Awoooi.Core.Rca.Rules;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Awoooi.Infrastructure.Rules;

/// <summary>Reads a rule file into typed rules; reports every fault with its place and throws for none.</summary>
internal static partial class RuleFileReader
{
    private static readonly Dictionary<string, Operation> Operations = new(StringComparer.Ordinal)
    {
        ["MANUAL"] = Operation.Manual,
        ["RESTART_POD"] = Operation.RestartPod,
        ["RESTART_DEPLOYMENT"] = Operation.RestartDeployment,
        ["SCALE_UP"] = Operation.ScaleUp,
        ["SCALE_DOWN"] = Operation.ScaleDown,
        ["ROLLBACK"] = Operation.Rollback,
    };

    private static readonly Dictionary<string, RiskLevel> Risks = new(StringComparer.Ordinal)
    {
        ["low"] = RiskLevel.Low,
        ["medium"] = RiskLevel.Medium,
        ["high"] = RiskLevel.High,
        ["critical"] = RiskLevel.Critical,
    };

    private static readonly Dictionary<string, SymptomSource> Symptoms = new(StringComparer.Ordinal)
    {
        ["observed"] = SymptomSource.Observed,
        ["reported"] = SymptomSource.Reported,
    };

    public static RuleFileContent Read(RuleFile file)
    {
        var faults = new List<RuleFault>();
        var rules = new List<PlacedRule>();
        if (Root(file, faults) is { } root)
        {
            var (categories, types) = When(root.Map("when"));
            var entries = root.Maps("rules");
            foreach (var entry in entries)
            {
                if (ReadRule(entry, faults, categories, types) is { } rule)
                {
                    var at = entry.Node("id")!.Start;
                    rules.Add(new PlacedRule(rule, file.Name, at.Line, at.Column));
                }
            }

            root.RefuseOthers();
            if (entries.Count == 0 && faults.Count == 0)
            {
                root.Fault(root.Start, "'rules' is missing or empty");
            }
        }

        return new RuleFileContent(file.Name, rules, faults);
    }

    private static YamlFields? Root(RuleFile file, List<RuleFault> faults)
    {
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(file.Text));
        }
        catch (YamlException error)
        {
            faults.Add(new RuleFault(file.Name, error.Start.Line, error.Start.Column, $"not valid YAML: {error.Message}"));
            return null;
        }

        if (stream.Documents.Count == 1 && stream.Documents[0].RootNode is YamlMappingNode map)
        {
            return new YamlFields(map, file.Name, faults);
        }

        faults.Add(new RuleFault(file.Name, 1, 1, "must be one document with a mapping"));
        return null;
    }

    private static Rule? ReadRule(YamlFields fields, List<RuleFault> faults, IReadOnlyList<string> categories, IReadOnlyList<string> types)
    {
        var before = faults.Count;
        var id = fields.Text("id", required: true);
        if (id is not null && !Slug().IsMatch(id))
        {
            fields.Fault("id", "'id' must be lower-case letters, digits and hyphens");
        }

        var when = fields.Map("when");
        var (ownCategories, ownTypes) = when is null ? (categories, types) : When(when);
        var rule = new Rule
        {
            Id = id ?? "",
            Cause = fields.Text("cause", required: true) ?? "",
            Specificity = fields.Number("specificity", 1, 99) ?? 1,
            Confidence = fields.Number("confidence", 1, 100) ?? 1,
            Categories = ownCategories,
            AlertTypes = ownTypes,
            All = Facts(fields, "all"),
            Any = Facts(fields, "any"),
            None = Facts(fields, "none"),
            RootCause = Local(fields, "root_cause", required: true) ?? new LocalText("", ""),
            Operation = fields.Word("operation", Operations, Operation.Manual),
            Target = fields.Text("target"),
            Parameters = fields.Map("parameters")?.Pairs().ToDictionary(pair => pair.Name, pair => pair.Value, StringComparer.Ordinal) ?? [],
            Risk = fields.Word("risk", Risks, RiskLevel.Low),
            Symptom = fields.Word("symptom", Symptoms, SymptomSource.Observed),
            Runbook = Local(fields, "runbook", required: false),
            Vetoes = Vetoes(fields),
        };
        fields.RefuseOthers();
        if (faults.Count > before)
        {
            return null;
        }

        foreach (var (field, fault) in RuleCheck.Faults(rule))
        {
            fields.Fault(field, fault);
        }

        return faults.Count > before ? null : rule;
    }

    private static (IReadOnlyList<string> Categories, IReadOnlyList<string> Types) When(YamlFields? when)
    {
        if (when is null)
        {
            return ([], []);
        }

        var found = (when.Texts("categories"), when.Texts("alert_types"));
        when.RefuseOthers();
        return found;
    }

    private static List<FactPattern> Facts(YamlFields fields, string field)
    {
        var patterns = new List<FactPattern>();
        foreach (var entry in fields.Maps(field))
        {
            var kind = entry.Text("kind", required: true) ?? "";
            var name = entry.Text("as") ?? kind[(kind.IndexOf('.', StringComparison.Ordinal) + 1)..].Replace('-', '_');
            var where = entry.Map("where");
            var conditions = where is null ? [] : Conditions(where);
            patterns.Add(new FactPattern(kind, name, conditions, entry.Text("same_as")));
            entry.RefuseOthers();
        }

        return patterns;
    }

    private static List<Comparison> Conditions(YamlFields where)
    {
        var conditions = new List<Comparison>();
        foreach (var (name, value, at) in where.Pairs())
        {
            if (Comparison.Parse(name, value) is { } condition)
            {
                conditions.Add(condition);
            }
            else
            {
                where.Fault(at, $"'{value}' compares with something that is not a number");
            }
        }

        return conditions;
    }

    private static LocalText? Local(YamlFields fields, string field, bool required)
    {
        if (fields.Map(field, required) is not { } map)
        {
            return null;
        }

        var text = new LocalText(map.Text("en", required: true) ?? "", map.Text("zh-Hant-TW", required: true) ?? "");
        map.RefuseOthers();
        return text;
    }

    private static List<Operation> Vetoes(YamlFields fields)
    {
        var vetoes = new List<Operation>();
        foreach (var word in fields.Texts("vetoes"))
        {
            if (Operations.TryGetValue(word, out var operation) && operation != Operation.Manual)
            {
                vetoes.Add(operation);
            }
            else
            {
                fields.Fault("vetoes", $"'{word}' is no operation that can be vetoed");
            }
        }

        return vetoes;
    }

    [GeneratedRegex("^[a-z][a-z0-9-]{1,79}$")]
    private static partial Regex Slug();
}
