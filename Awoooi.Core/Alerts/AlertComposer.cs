using Awoooi.Core.Alerts.Catalogue;
using Awoooi.Core.Alerts.Numbers;
using Awoooi.Core.Alerts.Targets;

namespace Awoooi.Core.Alerts;

/// <summary>The one way from what a source read to an <see cref="Alert"/>: every rule of normalisation is applied here, whatever the source.</summary>
internal sealed class AlertComposer(AlertCatalogue catalogue)
{
    private const string Unnamed = "UnnamedAlert";

    public Alert Compose(RawAlert raw, NormalisationContext context)
    {
        var notes = new List<string>();
        var labels = LabelCaps.Apply(raw.Labels, StorableText.LabelCap, notes, keepIdentity: true);
        var annotations = LabelCaps.Apply(raw.Annotations, StorableText.DescriptionCap, notes, keepIdentity: false);
        var name = Capped(raw.Name.Trim(), StorableText.NameCap, "name", notes);
        if (name.Length == 0)
        {
            name = Unnamed;
            notes.Add("The alert has no name.");
        }

        var kind = SpecialAlerts.KindOf(name, labels);
        var alertType = kind == SpecialKind.Blind ? SpecialAlerts.MonitoringBlind : name;
        if (kind == SpecialKind.Blind && name != alertType)
        {
            notes.Add($"Sent as '{name}'.");
        }

        var entry = catalogue.Find(kind == SpecialKind.Blind ? alertType : raw.CatalogueName ?? alertType);
        var severity = SeverityWords.Read(raw.SeverityWord);
        AddNote(notes, severity.Note);
        var victim = VictimOf(raw.StatedVictim, name, entry.Category, labels);
        AddNote(notes, victim.Note);
        var description = Capped(raw.Description ?? FirstOf(annotations, "description", "message", "summary"), StorableText.DescriptionCap, "description", notes);
        var message = FirstOf(raw.Message, annotations["summary"], annotations["message"], annotations["title"], description, name);

        return new Alert
        {
            Source = raw.Source,
            AlertType = alertType,
            Severity = severity.Severity,
            Status = raw.Status,
            Priority = PriorityRules.Decide(PriorityRules.Word(labels["priority"]) ?? severity.Priority, entry.Priority, severity.Severity, context.TrustedForPaging),
            Category = entry.Category,
            Automation = entry.Automation,
            Namespace = Capped(victim.Namespace, StorableText.NameCap, "namespace", notes),
            TargetResource = Capped(victim.Name, StorableText.NameCap, "target", notes),
            ResourceType = victim.Type,
            Workload = Capped(victim.Workload, StorableText.NameCap, "workload", notes),
            Cluster = Capped(victim.Cluster, StorableText.NameCap, "cluster", notes),
            Message = Capped(message, StorableText.MessageCap, "message", notes),
            Description = description,
            Metrics = Metrics(raw, name, annotations, notes),
            Labels = labels,
            Annotations = annotations,
            Links = AlertLinks.Of(raw.Links, annotations),
            StartsAt = raw.StartsAt,
            EndsAt = raw.Status == AlertStatus.Firing ? null : raw.EndsAt,
            Test = kind == SpecialKind.Test || SpecialAlerts.IsTestName(raw.StatedVictim?.Name ?? "") || (context.TrustedForTests && SpecialAlerts.ClaimsTest(labels)),
            Heartbeat = kind == SpecialKind.Heartbeat,
            Blind = kind == SpecialKind.Blind,
            Notes = notes.Count == 0 ? [] : notes.ToArray(),
        };
    }

    private static Victim VictimOf(Victim? stated, string name, string category, LabelDictionary labels)
    {
        if (stated is { Name.Length: > 0 })
        {
            return stated;
        }

        var found = TargetExtraction.Find(name, category, labels);
        return stated is { Namespace.Length: > 0 } ? found with { Namespace = stated.Namespace } : found;
    }

    private static Dictionary<string, MetricValue> Metrics(RawAlert raw, string name, LabelDictionary annotations, List<string> notes)
    {
        var metrics = AnnotationNumbers.Read(name, annotations);
        foreach (var (key, value) in raw.Metrics.Take(StorableText.LabelCount))
        {
            metrics[StorableText.Clean(key, StorableText.NameCap).Text] = value.Text is { } text ? MetricValue.Of(StorableText.Clean(text, StorableText.LabelCap).Text) : value;
        }

        if (raw.Metrics.Count > StorableText.LabelCount)
        {
            notes.Add($"{raw.Metrics.Count - StorableText.LabelCount} metrics over the limit of {StorableText.LabelCount} were left out.");
        }

        return metrics.Count == 0 ? NoMetrics : metrics;
    }

    private static readonly Dictionary<string, MetricValue> NoMetrics = [];

    private static string Capped(string text, int cap, string what, List<string> notes)
    {
        var (clean, cut) = StorableText.Clean(text, cap);
        if (cut)
        {
            notes.Add($"The {what} was cut at {cap} characters.");
        }

        return clean;
    }

    private static void AddNote(List<string> notes, string? note)
    {
        if (note is not null)
        {
            notes.Add(note);
        }
    }

    private static string FirstOf(params ReadOnlySpan<string?> texts)
    {
        foreach (var text in texts)
        {
            if (!string.IsNullOrWhiteSpace(text))
            {
                return text;
            }
        }

        return "";
    }

    private static string FirstOf(LabelDictionary annotations, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (annotations[name] is { Length: > 0 } text)
            {
                return text;
            }
        }

        return "";
    }
}
