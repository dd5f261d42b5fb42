using System.Text;
using Awoooi.Core.Alerts.Bodies;

namespace Awoooi.Core.Alerts.Sources.Kali;

/// <summary>Reads ZAP's traditional JSON, in which every number is a text.</summary>
internal static class ZapReport
{
    public static readonly string[] Places =
    [
        "@programName", "@version", "site[].@name", "site[].@host", "site[].@port",
        .. new[] { "pluginid", "alertRef", "alert", "name", "riskcode", "confidence", "desc", "count", "cweid", "solution", "instances[].uri", "instances[].method" }.Select(name => $"site[].alerts[].{name}"),
    ];

    public static (ScanReport? Report, BodyFault? Fault) Read(Picked body, string path)
    {
        if (!body["site"].IsArray && !body["site"].IsObject)
        {
            return (null, new BodyFault($"{path}.site", body["site"].IsThere ? "must be an array" : "is missing: this is no ZAP report"));
        }

        var report = new ScanReport("zap");
        foreach (var site in body["site"].Items)
        {
            var target = site.Text("@name") is { Length: > 0 } name ? name : site.Text("@host");
            if (target.Length == 0)
            {
                continue;
            }

            report.Targets.Add(target);
            foreach (var alert in site["alerts"].Items.Where(alert => alert.Number("confidence") is not 0))
            {
                Add(report, target, alert);
            }
        }

        return (report, null);
    }

    private static void Add(ScanReport report, string target, Picked alert)
    {
        var title = alert.Text("name") is { Length: > 0 } name ? name : alert.Text("alert");
        var id = title.Length > 0 ? title : alert.Text("alertRef") is { Length: > 0 } reference ? reference : alert.Text("pluginid");
        if (id.Length == 0)
        {
            return;
        }

        // ZAP knows no score; high stands at the edge where a score would open an incident.
        var risk = alert.Number("riskcode") switch { >= 3 => Finding.High, >= 2 => 4.0, >= 1 => 1.0, _ => 0.0 };
        var finding = new Finding(target, "endpoint", id, "", null, risk, Plain($"{alert.Text("desc")}\n{alert.Text("solution")}"), "")
        {
            Service = alert.Number("cweid") is > 0 and var cwe ? $"CWE-{cwe}" : "",
        };
        foreach (var instance in alert["instances"].Items.Take(32))
        {
            finding.FoundAt(instance.Text("uri"));
        }

        report.Add(finding);
    }

    // The texts are HTML for ZAP's own pages; people here read plain text.
    private static string Plain(string html)
    {
        var plain = new StringBuilder(Math.Min(html.Length, StorableText.DescriptionCap));
        var inTag = false;
        foreach (var c in html)
        {
            inTag = c == '<' || (inTag && c != '>');
            if (!inTag && c != '>' && plain.Length < StorableText.DescriptionCap)
            {
                plain.Append(c);
            }
        }

        return plain.ToString().Trim();
    }
}
