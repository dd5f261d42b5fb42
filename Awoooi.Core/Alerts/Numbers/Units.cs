namespace Awoooi.Core.Alerts.Numbers;

/// <summary>What a unit measures.</summary>
internal enum Measure
{
    Percent,
    Milliseconds,
    Bytes,
    Times,
}

/// <summary>A unit found behind a number; <paramref name="Factor"/> brings the number to the measure's base.</summary>
internal readonly record struct Unit(Measure Measure, double Factor);

/// <summary>Recognises units and names the metric from the words around the number.</summary>
internal static class Units
{
    private static readonly Dictionary<string, Unit> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        ["percent"] = new(Measure.Percent, 1), ["pct"] = new(Measure.Percent, 1),
        ["ms"] = new(Measure.Milliseconds, 1), ["milliseconds"] = new(Measure.Milliseconds, 1),
        ["s"] = new(Measure.Milliseconds, 1_000), ["sec"] = new(Measure.Milliseconds, 1_000), ["seconds"] = new(Measure.Milliseconds, 1_000), ["second"] = new(Measure.Milliseconds, 1_000),
        ["KiB"] = new(Measure.Bytes, 1_024), ["MiB"] = new(Measure.Bytes, 1_048_576), ["GiB"] = new(Measure.Bytes, 1_073_741_824),
        ["KB"] = new(Measure.Bytes, 1_000), ["MB"] = new(Measure.Bytes, 1_000_000), ["GB"] = new(Measure.Bytes, 1_000_000_000),
        ["Ki"] = new(Measure.Bytes, 1_024), ["Mi"] = new(Measure.Bytes, 1_048_576), ["Gi"] = new(Measure.Bytes, 1_073_741_824),
        ["times"] = new(Measure.Times, 1), ["restarts"] = new(Measure.Times, 1),
    };

    // The first word found in the sentence names the metric, so the most telling come first.
    private static readonly (string Word, string Stem)[] PercentStems =
    [
        ("throttl", "throttle_percent"), ("inode", "inode_percent"), ("error", "error_percent"), ("5xx", "error_percent"), ("fail", "error_percent"),
        ("connection", "connection_percent"), ("swap", "swap_percent"), ("memory", "memory_percent"), ("heap", "memory_percent"), ("cpu", "cpu_percent"),
        ("disk", "disk_percent"), ("filesystem", "disk_percent"), ("volume", "disk_percent"), ("space", "disk_percent"), ("storage", "disk_percent"),
        ("quota", "quota_percent"), ("budget", "budget_percent"), ("traffic", "traffic_percent"),
    ];

    public static Unit? At(ReadOnlySpan<char> text)
    {
        if (text.Length > 0 && text[0] == '%')
        {
            return new Unit(Measure.Percent, 1);
        }

        var length = 0;
        while (length < text.Length && length < 16 && char.IsAsciiLetter(text[length]))
        {
            length++;
        }

        return length > 0 && Words.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text[..length], out var unit) ? unit : null;
    }

    /// <summary>Null when the words do not say what was measured; a percentage is then still kept as <c>value_percent</c>.</summary>
    public static string? NameOf(Unit unit, ReadOnlySpan<char> sentence, string alertName) => unit.Measure switch
    {
        Measure.Percent => Percent(sentence, alertName),
        Measure.Milliseconds => Latency(sentence) ?? Latency(alertName),
        Measure.Bytes => Has(sentence, "memory") || Has(alertName, "memory") ? "memory_bytes" : Has(sentence, "disk") || Has(sentence, "space") ? "disk_bytes" : null,
        _ => Has(sentence, "restart") || Has(alertName, "restart") ? "restart_count" : null,
    };

    private static string Percent(ReadOnlySpan<char> sentence, string alertName)
    {
        foreach (var (word, stem) in PercentStems)
        {
            if (Has(sentence, word))
            {
                return Free(stem, sentence);
            }
        }

        foreach (var (word, stem) in PercentStems)
        {
            if (Has(alertName, word))
            {
                return Free(stem, sentence);
            }
        }

        return "value_percent";
    }

    // "Only 7% available" is the opposite of "93% used"; the name must say which.
    private static string Free(string stem, ReadOnlySpan<char> sentence) =>
        stem is "disk_percent" or "inode_percent" or "memory_percent" or "swap_percent"
        && (Has(sentence, "available") || Has(sentence, "left") || Has(sentence, "free") || Has(sentence, "remaining"))
            ? stem.Replace("_percent", "_free_percent", StringComparison.Ordinal)
            : stem;

    private static string? Latency(ReadOnlySpan<char> text) =>
        Has(text, "p99") || Has(text, "99th") ? "latency_p99_ms"
        : Has(text, "p95") || Has(text, "95th") ? "latency_p95_ms"
        : Has(text, "latency") || Has(text, "response") || Has(text, "slow") ? "latency_ms"
        : null;

    private static bool Has(ReadOnlySpan<char> text, string word) => text.Contains(word, StringComparison.OrdinalIgnoreCase);
}
