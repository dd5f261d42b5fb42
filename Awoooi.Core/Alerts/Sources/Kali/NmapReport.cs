using System.Xml;
using Awoooi.Core.Alerts.Bodies;

namespace Awoooi.Core.Alerts.Sources.Kali;

/// <summary>
/// Reads nmap's XML front to back. Document types are passed over, nothing outside is ever fetched, and the command line (the root's
/// <c>args</c> and the leading comment, both of which may hold keys) is never looked at. A report that breaks off gives what it told until then.
/// </summary>
internal static class NmapReport
{
    private const int MostAttributes = 20_000;

    public static (ScanReport? Report, BodyFault? Fault) Read(ReadOnlyMemory<byte> xml, string path)
    {
        if (IsFlood(xml.Span, (byte)'>', (byte)'='))
        {
            return (null, new BodyFault(path, $"has an element of more than {MostAttributes} attributes"));
        }

        using var bytes = new MemoryStream(xml.ToArray(), writable: false);
        using var reader = XmlReader.Create(bytes, Settings());
        return Read(reader, path);
    }

    public static (ScanReport? Report, BodyFault? Fault) Read(string xml, string path)
    {
        if (IsFlood(xml.AsSpan(), '>', '='))
        {
            return (null, new BodyFault(path, $"has an element of more than {MostAttributes} attributes"));
        }

        using var text = new StringReader(xml);
        using var reader = XmlReader.Create(text, Settings());
        return Read(reader, path);
    }

    private static XmlReaderSettings Settings() => new()
    {
        DtdProcessing = DtdProcessing.Ignore,
        XmlResolver = null,
        MaxCharactersFromEntities = 1_024,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        NameTable = new BoundedNames(),
    };

    private static (ScanReport? Report, BodyFault? Fault) Read(XmlReader reader, string path)
    {
        var report = new ScanReport("nmap");
        NmapHost? host = null;
        var (known, ended) = (false, false);
        try
        {
            while (reader.Read())
            {
                if (reader.Depth > JsonBody.MaxDepth)
                {
                    return (null, new BodyFault(path, $"is nested deeper than {JsonBody.MaxDepth} levels"));
                }

                if (!known && reader.NodeType == XmlNodeType.Element && reader.Name != "nmaprun")
                {
                    return (null, new BodyFault(path, $"must be an nmap report, not '{StorableText.Clean(reader.Name, 64).Text}'"));
                }

                known |= reader.NodeType == XmlNodeType.Element;
                if (reader is { NodeType: XmlNodeType.Element, Name: "host" })
                {
                    host = new NmapHost();
                }
                else if (reader is { NodeType: XmlNodeType.EndElement, Name: "host" })
                {
                    host?.AddTo(report);
                    host = null;
                }
                else if (reader is { NodeType: XmlNodeType.Element, Name: "finished" })
                {
                    ended = reader.GetAttribute("exit") is null or "success";
                }

                host?.Take(reader);
            }

            report.Incomplete ??= ended ? null : "the scan did not come to its end";
        }
        catch (XmlException fault) when (known)
        {
            report.Incomplete = $"it breaks off in line {fault.LineNumber}";
            host?.AddTo(report);
        }
        catch (XmlException fault)
        {
            return (null, new BodyFault(path, $"is not well-formed XML (line {fault.LineNumber}, position {fault.LinePosition})"));
        }

        return (report, null);
    }

    // The reader keeps all attributes of an element at once. Between two closing brackets no report has so many equal signs.
    private static bool IsFlood<T>(ReadOnlySpan<T> xml, T close, T equal)
        where T : struct, IEquatable<T>
    {
        while (xml.Length > 0)
        {
            var end = xml.IndexOf(close);
            var element = end < 0 ? xml : xml[..end];
            if (element.Length > MostAttributes && element.Count(equal) > MostAttributes)
            {
                return true;
            }

            xml = end < 0 ? [] : xml[(end + 1)..];
        }

        return false;
    }
}
