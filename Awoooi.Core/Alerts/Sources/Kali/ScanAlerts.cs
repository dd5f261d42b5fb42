using System.Globalization;
using Awoooi.Core.Alerts.Targets;

namespace Awoooi.Core.Alerts.Sources.Kali;

/// <summary>Turns a report into alerts: one per high finding, one per target that lists the lower ones, one when the report is not whole.</summary>
internal static class ScanAlerts
{
    private const int MostListed = 100;

    /// <param name="scanned">The target as the sender names it; it stands for the report's own name when that has a single target.</param>
    public static IEnumerable<RawAlert> Of(ScanReport report, string scanned)
    {
        var only = scanned.Length > 0 && report.Targets.Count <= 1;
        foreach (var finding in report.Findings.Where(finding => finding.Risk >= Finding.High))
        {
            yield return One(report.Scanner, only ? finding with { Target = scanned } : finding, finding.Places);
        }

        foreach (var lower in report.Findings.Where(finding => finding.Risk < Finding.High).GroupBy(finding => (finding.Target, finding.TargetType)))
        {
            yield return Card(report.Scanner, only ? scanned : lower.Key.Target, lower.Key.TargetType, [.. lower.OrderByDescending(finding => finding.Risk).ThenBy(finding => finding.Id, StringComparer.Ordinal)]);
        }

        if (report.Incomplete is { } why)
        {
            var target = scanned.Length > 0 ? scanned : report.Targets.FirstOrDefault() ?? report.Scanner;
            yield return new RawAlert
            {
                Source = "",
                Name = SpecialAlerts.MonitoringBlind,
                Status = AlertStatus.Firing,
                SeverityWord = "warning",
                Labels = [new("alertname", SpecialAlerts.MonitoringBlind), new("scanner", report.Scanner), new("target", target)],
                Message = $"The {report.Scanner} report is not whole: {why}",
                StatedVictim = Victim(target, "host"),
            };
        }
    }

    private static RawAlert One(string scanner, Finding finding, IEnumerable<string> places) => new()
    {
        Source = "",
        Name = finding.Id,
        CatalogueName = "SecurityFinding",
        Status = AlertStatus.Firing,
        SeverityWord = finding.Word,
        Labels = [new("alertname", finding.Id), new("scanner", scanner), new("target", finding.Target)],
        Annotations = [.. new KeyValuePair<string, string>[] { new("found_at", string.Join(", ", places)), new("service", finding.Service), new("rating", finding.Word) }.Where(pair => pair.Value.Length > 0)],
        Links = [new("finding", finding.Link)],
        Metrics = finding.Score is { } score ? [new("cvss", MetricValue.Of(score))] : [],
        Message = $"{finding.Id} on {finding.Target}: {(finding.Title.Length > 0 ? finding.Title : finding.Word)}",
        Description = finding.Description,
        StatedVictim = Victim(finding.Target, finding.TargetType),
    };

    private static RawAlert Card(string scanner, string target, string type, List<Finding> lower) => new()
    {
        Source = "",
        Name = "SecurityScanFindings",
        Status = AlertStatus.Firing,
        SeverityWord = "info",
        Labels = [new("alertname", "SecurityScanFindings"), new("scanner", scanner), new("target", target)],
        Metrics = [.. lower.GroupBy(finding => finding.Word).Select(group => new KeyValuePair<string, MetricValue>($"findings_{group.Key}", MetricValue.Of(group.Count())))],
        Message = $"{lower.Count} lower findings on {target}",
        Description = string.Join('\n', lower.Take(MostListed).Select(Line)),
        StatedVictim = Victim(target, type),
    };

    private static string Line(Finding finding) =>
        string.Create(CultureInfo.InvariantCulture, $"{finding.Id} ({finding.Word}{(finding.Score is { } score ? $", {score}" : "")}) {finding.Title} {string.Join(", ", finding.Places)}").TrimEnd();

    private static Victim Victim(string target, string type) => new("", target, type, "", "", null);
}
