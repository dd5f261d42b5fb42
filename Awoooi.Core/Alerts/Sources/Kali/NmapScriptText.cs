namespace Awoooi.Core.Alerts.Sources.Kali;

/// <summary>Reads the printed result of a script, where a report has no tables.</summary>
internal static class NmapScriptText
{
    private const int MostLines = 5_000;

    public static IEnumerable<Finding> Findings(string script, string output)
    {
        var (vulnerable, cve, title) = ("", "", "");
        var lines = output.Split('\n', MostLines + 1);
        foreach (var line in lines.Take(MostLines).Select(line => line.Trim()))
        {
            // vulners: "CVE-2021-44228  10.0  https://…"
            var parts = line.Split([' ', '\t'], 4, StringSplitOptions.RemoveEmptyEntries);
            if (parts.Length >= 2 && NmapScript.IsCve(parts[0]) && NmapScript.Number(parts[1]) is { } score)
            {
                yield return NmapScript.Found(parts[0], "by the service's version", score, score, "", parts.Length > 2 ? parts[2] : "");
            }
            else if (line.StartsWith("State:", StringComparison.Ordinal))
            {
                vulnerable = NmapScript.IsVulnerable(line) ? line["State:".Length..].Trim() : vulnerable;
            }
            else if (line.StartsWith("IDs:", StringComparison.Ordinal))
            {
                cve = line.Split([' ', '\t', ':'], StringSplitOptions.RemoveEmptyEntries).FirstOrDefault(NmapScript.IsCve) ?? cve;
            }
            else if (title.Length == 0 && line.Length is > 0 and <= StorableText.NameCap && !line.EndsWith(':'))
            {
                title = line;
            }
        }

        if (vulnerable.Length > 0)
        {
            yield return NmapScript.Found(cve.Length > 0 ? cve : script, $"{title} ({vulnerable})", null, Finding.High, StorableText.Clean(output, StorableText.DescriptionCap).Text, "");
        }
    }
}
