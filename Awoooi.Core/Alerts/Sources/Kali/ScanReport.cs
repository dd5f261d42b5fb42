namespace Awoooi.Core.Alerts.Sources.Kali;

/// <summary>What was read of one report.</summary>
internal sealed class ScanReport(string scanner)
{
    private const int MostFindings = 10_000;

    private readonly Dictionary<(string Target, string Id), Finding> _findings = [];

    public string Scanner { get; } = scanner;

    /// <summary>Every target looked at, also those without a finding.</summary>
    public HashSet<string> Targets { get; } = new(StringComparer.Ordinal);

    /// <summary>Why the report does not tell everything; null when it does.</summary>
    public string? Incomplete { get; set; }

    public IEnumerable<Finding> Findings => _findings.Values;

    public void Add(Finding finding)
    {
        var key = (finding.Target, finding.Id);
        if (_findings.TryGetValue(key, out var known))
        {
            _findings[key] = known.Merged(finding);
        }
        else if (_findings.Count < MostFindings)
        {
            _findings[key] = finding;
        }
        else
        {
            Incomplete = $"it holds more than {MostFindings} findings";
        }
    }
}
