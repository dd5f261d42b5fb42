using System.Globalization;
using System.Xml;

namespace Awoooi.Core.Alerts.Sources.Kali;

/// <summary>The result of one script: nested tables, or only text where the report is of an older kind.</summary>
internal sealed class NmapScript(string id, string output, int depth)
{
    private const int MostPerTable = 64;
    private const int MostFindings = 10_000;

    private readonly Stack<Table> _open = new();
    private readonly List<Finding> _found = [];
    private string? _key;
    private string _text = "";
    private bool _structured;

    /// <summary>False when the node is behind the script's end.</summary>
    public bool Take(XmlReader reader)
    {
        switch (reader.NodeType, reader.Name)
        {
            case (XmlNodeType.EndElement, "script") when reader.Depth == depth:
                return false;
            case (XmlNodeType.Element, "table"):
                _structured = true;
                var table = new Table(reader.GetAttribute("key") ?? "");
                if (!reader.IsEmptyElement)
                {
                    _open.Push(table);
                }

                break;
            case (XmlNodeType.EndElement, "table") when _open.Count > 0:
                Close(_open.Pop());
                break;
            case (XmlNodeType.Element, "elem"):
                (_key, _text) = (reader.GetAttribute("key") ?? "", "");
                break;
            case (XmlNodeType.Text or XmlNodeType.CDATA, _) when _key is not null && _text.Length < StorableText.MessageCap:
                _text = StorableText.Clean(_text + reader.Value, StorableText.MessageCap).Text;
                break;
            case (XmlNodeType.EndElement, "elem") when _key is not null && _open.Count > 0:
                _open.Peek().Add(_key, _text.Trim());
                _key = null;
                break;
            default:
                break;
        }

        return true;
    }

    public IEnumerable<Finding> Findings() => _structured ? _found : NmapScriptText.Findings(id, output);

    private void Close(Table table)
    {
        if (_open.TryPeek(out var parent))
        {
            parent.Keep(table);
        }

        if (_found.Count < MostFindings && (OfVulners(table) ?? OfVulns(table)) is { } finding)
        {
            _found.Add(finding);
        }
    }

    /// <summary>An item of the vulners list, of its first or its second edition. Exploits without a CVE belong to one that is listed too.</summary>
    private static Finding? OfVulners(Table table)
    {
        var name = table.Text("id");
        if (!IsCve(name) || (table.Text("cvss").Length == 0 && table.Text("severity").Length == 0 && table.Text("type").Length == 0))
        {
            return null;
        }

        var score = Number(table.Text("cvss"));
        var risk = score ?? table.Text("severity").ToUpperInvariant() switch { "CRITICAL" => 9.0, "HIGH" => Finding.High, "MEDIUM" => 4.0, "LOW" => 1.0, _ => 0.0 };
        var exploited = table.Text("kev").Equals("true", StringComparison.OrdinalIgnoreCase);
        return Found(name, exploited ? "known to be exploited" : "by the service's version", score, exploited ? Math.Max(risk, Finding.High) : risk, "", table.Text("href"));
    }

    /// <summary>An entry of the vulns library: found by trying it, so it is high whatever its score.</summary>
    private Finding? OfVulns(Table table)
    {
        if (table.Text("state").Length == 0 || !IsVulnerable(table.Text("state")))
        {
            return null;
        }

        var scores = table.Children("scores").SelectMany(child => child.Texts).Select(Leading).Where(score => score is not null).ToList();
        var score = scores.Count > 0 ? scores.Max() : null;
        var cve = IsCve(table.Key) ? table.Key : table.Children("ids").SelectMany(child => child.Texts).Select(text => text[(text.LastIndexOf(':') + 1)..].Trim()).FirstOrDefault(IsCve);
        var description = string.Join('\n', table.Children("description").SelectMany(child => child.Texts));
        var link = table.Children("refs").SelectMany(child => child.Texts).FirstOrDefault(text => text.StartsWith("http", StringComparison.Ordinal)) ?? "";
        return Found(cve ?? id, table.Text("title") is { Length: > 0 } title ? $"{title} ({table.Text("state")})" : table.Text("state"), score, Math.Max(score ?? 0, Finding.High), description, link);
    }

    internal static Finding Found(string name, string title, double? score, double risk, string description, string link) =>
        new("", "host", name.ToUpperInvariant() is var upper && upper.StartsWith("CVE-", StringComparison.Ordinal) ? upper : name, title, score, risk, description, link);

    internal static bool IsVulnerable(string state) =>
        state.Contains("VULNERABLE", StringComparison.OrdinalIgnoreCase) && !state.Contains("NOT VULNERABLE", StringComparison.OrdinalIgnoreCase);

    internal static bool IsCve(string name) =>
        name.Length is >= 13 and <= 20 && name.StartsWith("CVE-", StringComparison.OrdinalIgnoreCase) && name[8] == '-'
        && !name.AsSpan(4, 4).ContainsAnyExceptInRange('0', '9') && !name.AsSpan(9).ContainsAnyExceptInRange('0', '9');

    internal static double? Number(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number is >= 0 and <= 10 ? number : null;

    // "9.3 (HIGH) (AV:N/AC:M/…)"
    private static double? Leading(string text) => Number(text.Split(' ')[0]);

    private sealed class Table(string key)
    {
        private readonly Dictionary<string, string> _elements = new(StringComparer.Ordinal);
        private readonly List<string> _texts = [];
        private readonly List<Table> _children = [];

        public string Key { get; } = StorableText.Clean(key, StorableText.NameCap).Text;

        /// <summary>All texts, named or not.</summary>
        public IReadOnlyList<string> Texts => _texts;

        public void Add(string name, string text)
        {
            if (_texts.Count < MostPerTable)
            {
                _texts.Add(text);
                _elements.TryAdd(name, text);
            }
        }

        public void Keep(Table child)
        {
            if (_children.Count < MostPerTable && child.Key is "ids" or "scores" or "description" or "refs")
            {
                _children.Add(child);
            }
        }

        public string Text(string name) => _elements.GetValueOrDefault(name, "");

        public IEnumerable<Table> Children(string name) => _children.Where(child => child.Key == name);
    }
}
