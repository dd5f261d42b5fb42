using System.Xml;

namespace Awoooi.Core.Alerts.Sources.Kali;

/// <summary>One host of a report while it is read; its name is known before its scripts, yet only its end says that nothing better follows.</summary>
internal sealed class NmapHost
{
    private const int MostFindings = 10_000;

    private readonly List<Finding> _findings = [];
    private string _address = "";
    private string _asked = "";
    private string _port = "";
    private string _service = "";
    private NmapScript? _script;

    public void AddTo(ScanReport report)
    {
        if (_script is not null)
        {
            _findings.AddRange(_script.Findings());
            _script = null;
        }

        var target = _asked.Length > 0 ? _asked : _address;
        if (target.Length == 0)
        {
            return;
        }

        report.Targets.Add(target);
        foreach (var finding in _findings)
        {
            report.Add(finding with { Target = target, TargetType = "host" });
        }
    }

    public void Take(XmlReader reader)
    {
        if (_script is not null)
        {
            if (_script.Take(reader))
            {
                return;
            }

            End(_script);
            _script = null;
        }

        switch (reader.NodeType, reader.Name)
        {
            case (XmlNodeType.Element, "address") when _address.Length == 0 && reader.GetAttribute("addrtype") != "mac":
                _address = Attribute(reader, "addr");
                break;
            case (XmlNodeType.Element, "hostname") when _asked.Length == 0 && reader.GetAttribute("type") == "user":
                _asked = Attribute(reader, "name");
                break;
            case (XmlNodeType.Element, "port"):
                _port = $"{Attribute(reader, "portid")}/{Attribute(reader, "protocol")}";
                _service = "";
                break;
            case (XmlNodeType.EndElement, "port"):
                _port = _service = "";
                break;
            case (XmlNodeType.Element, "service"):
                _service = string.Join(' ', new[] { Attribute(reader, "product"), Attribute(reader, "version") }.Where(part => part.Length > 0));
                break;
            case (XmlNodeType.Element, "script"):
                var script = new NmapScript(Attribute(reader, "id"), reader.GetAttribute("output") ?? "", reader.Depth);
                if (reader.IsEmptyElement)
                {
                    End(script);
                }
                else
                {
                    _script = script;
                }

                break;
            default:
                break;
        }
    }

    private void End(NmapScript script)
    {
        foreach (var finding in script.Findings().Take(Math.Max(0, MostFindings - _findings.Count)))
        {
            var placed = finding with { Service = _service };
            placed.FoundAt(_port);
            _findings.Add(placed);
        }
    }

    private static string Attribute(XmlReader reader, string name) => StorableText.Clean(reader.GetAttribute(name) ?? "", StorableText.NameCap).Text.Trim();
}
