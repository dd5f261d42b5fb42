namespace Awoooi.Core.Alerts;

/// <summary>What a severity word means; <see cref="Priority"/> only when the word was a priority, <see cref="Note"/> when it had to be guessed.</summary>
public readonly record struct SeverityReading(Severity Severity, Priority? Priority, string? Note);

/// <summary>Maps the severity words of the wild to three.</summary>
public static class SeverityWords
{
    private static readonly Dictionary<string, Severity> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        ["critical"] = Severity.Critical, ["crit"] = Severity.Critical, ["page"] = Severity.Critical, ["emergency"] = Severity.Critical,
        ["fatal"] = Severity.Critical, ["disaster"] = Severity.Critical, ["error"] = Severity.Critical, ["high"] = Severity.Critical,
        ["p0"] = Severity.Critical, ["p1"] = Severity.Critical,
        ["warning"] = Severity.Warning, ["warn"] = Severity.Warning, ["average"] = Severity.Warning, ["medium"] = Severity.Warning, ["p2"] = Severity.Warning,
        ["info"] = Severity.Info, ["information"] = Severity.Info, ["informational"] = Severity.Info, ["none"] = Severity.Info, ["low"] = Severity.Info,
        ["notice"] = Severity.Info, ["debug"] = Severity.Info, ["p3"] = Severity.Info,
    };

    public static SeverityReading Read(string? word)
    {
        var trimmed = word?.Trim() ?? "";
        if (trimmed.Length == 0)
        {
            return new SeverityReading(Severity.Warning, null, "No severity given: taken as warning.");
        }

        return Words.TryGetValue(trimmed, out var severity)
            ? new SeverityReading(severity, PriorityRules.Word(trimmed), null)
            : new SeverityReading(Severity.Warning, null, $"Severity '{StorableText.Clean(trimmed, 64).Text}' is not known: taken as warning.");
    }
}
