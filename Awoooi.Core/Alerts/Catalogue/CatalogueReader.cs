using System.Text.Json;

namespace Awoooi.Core.Alerts.Catalogue;

/// <summary>Reads a catalogue: <c>{"AlertName": {"category": …, "automation": …, "priority": …}}</c>, <c>priority</c> optional.</summary>
internal static class CatalogueReader
{
    private static readonly JsonDocumentOptions Options = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    public static Dictionary<string, CatalogueEntry> Read(string text, string what)
    {
        var entries = new Dictionary<string, CatalogueEntry>(StringComparer.OrdinalIgnoreCase);
        var faults = new List<string>();
        using var document = Parse(text, what);
        if (document.RootElement.ValueKind != JsonValueKind.Object)
        {
            throw new CatalogueException($"The {what} must be a JSON object of alert names.");
        }

        foreach (var property in document.RootElement.EnumerateObject())
        {
            if (Entry(property, faults) is { } entry && !entries.TryAdd(property.Name, entry))
            {
                faults.Add($"{property.Name}: appears twice");
            }
        }

        return faults.Count == 0 ? entries : throw new CatalogueException($"The {what} is not valid: {string.Join("; ", faults)}.");
    }

    private static JsonDocument Parse(string text, string what)
    {
        try
        {
            return JsonDocument.Parse(text, Options);
        }
        catch (JsonException fault)
        {
            throw new CatalogueException($"The {what} is not valid JSON: {fault.Message}", fault);
        }
    }

    private static CatalogueEntry? Entry(JsonProperty property, List<string> faults)
    {
        var before = faults.Count;
        var name = property.Name;
        if (name.Length is 0 or > StorableText.NameCap)
        {
            faults.Add($"'{name}': a name has 1 to {StorableText.NameCap} characters");
        }

        if (property.Value.ValueKind != JsonValueKind.Object)
        {
            faults.Add($"{name}: must be an object");
            return null;
        }

        var (category, automation, priority) = ("", "", (string?)null);
        foreach (var field in property.Value.EnumerateObject())
        {
            var value = field.Value.ValueKind == JsonValueKind.String ? field.Value.GetString()! : field.Value.GetRawText();
            switch (field.Name)
            {
                case "category":
                    category = value;
                    break;
                case "automation":
                    automation = value;
                    break;
                case "priority":
                    priority = value;
                    break;
                default:
                    faults.Add($"{name}: '{field.Name}' is not a known field");
                    break;
            }
        }

        var verdict = Verdict(automation);
        Check(AlertCategories.All.Contains(category), $"{name}: category '{category}' is not one of the list", faults);
        Check(verdict is not null, $"{name}: automation '{automation}' must be auto, approve, manual or none", faults);
        Check(priority is null || PriorityRules.Word(priority) is not null, $"{name}: priority '{priority}' must be P0, P1, P2 or P3", faults);
        Check(verdict is not > AutomationVerdict.Manual || !AlertCategories.ManualAtMost.Contains(category), $"{name}: category '{category}' allows manual at most", faults);
        return faults.Count == before ? new CatalogueEntry(category, PriorityRules.Word(priority), verdict!.Value) : null;
    }

    private static AutomationVerdict? Verdict(string word) => word switch
    {
        "auto" => AutomationVerdict.Auto,
        "approve" => AutomationVerdict.Approve,
        "manual" => AutomationVerdict.Manual,
        "none" => AutomationVerdict.None,
        _ => null,
    };

    private static void Check(bool holds, string fault, List<string> faults)
    {
        if (!holds)
        {
            faults.Add(fault);
        }
    }
}
