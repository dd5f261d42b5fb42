using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Awoooi.Core.Alerts.Bodies;
using Awoooi.Core.Alerts.Catalogue;

namespace Awoooi.Core.Alerts.Sources.Kali;

/// <summary>Scan reports: nmap's XML, ZAP's JSON, or either of them inside <c>{"target","scan_result"}</c>. The report itself is never kept.</summary>
public sealed class KaliSource(AlertCatalogue catalogue) : IAlertSource
{
    private static readonly PickShape Shape = PickShape.Of(["target", "scan_result", .. ZapReport.Places, .. ZapReport.Places.Select(place => $"scan_result.{place}")]);
    private static readonly PickShape ZapShape = PickShape.Of(ZapReport.Places);

    private readonly AlertComposer _composer = new(catalogue);

    public string Name => "kali";

    public string Path => "kali/scan-result";

    public bool TakesXml => true;

    public long MaxBodyBytes => 5 * 1024 * 1024;

    public Normalisation Normalise(ReadOnlyMemory<byte> body, NormalisationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (IsXml(body.Span))
        {
            var (report, fault) = NmapReport.Read(body, "$");
            return Made(report, fault, "", body, context);
        }

        var read = PickedBody.Read(body.Span, Shape, picked =>
        {
            var (report, fault) = Read(picked);
            return Made(report, fault, picked.Text("target"), body, context);
        });
        return BodySniffer.Agree(Name, body.Span, read);
    }

    private static (ScanReport? Report, BodyFault? Fault) Read(Picked body)
    {
        var result = body["scan_result"];
        if (!result.IsThere)
        {
            return ZapReport.Read(body, "$");
        }

        if (body["target"].IsThere && !body["target"].IsString)
        {
            return (null, new BodyFault("$.target", "must be a string"));
        }

        if (result.IsObject)
        {
            return ZapReport.Read(result, "$.scan_result");
        }

        if (!result.IsString)
        {
            return (null, new BodyFault("$.scan_result", "must be a string or an object"));
        }

        var text = result.Value.TrimStart().TrimStart('\uFEFF');
        return text.StartsWith('{') ? Nested(text) : NmapReport.Read(text, "$.scan_result");
    }

    private static (ScanReport? Report, BodyFault? Fault) Nested(string json)
    {
        (ScanReport? Report, BodyFault? Fault) nested = default;
        var read = PickedBody.Read(Encoding.UTF8.GetBytes(json), ZapShape, picked =>
        {
            nested = ZapReport.Read(picked, "$.scan_result");
            return new Normalisation([], [], null);
        });
        return read.Fault is { } fault ? (null, new BodyFault("$.scan_result", fault.Reason)) : nested;
    }

    private Normalisation Made(ScanReport? report, BodyFault? fault, string scanned, ReadOnlyMemory<byte> body, NormalisationContext context)
    {
        if (report is null)
        {
            return Normalisation.Refused(fault!.Path, fault.Reason);
        }

        return new Normalisation([.. ScanAlerts.Of(report, scanned).Select((raw, index) => new NormalisedAlert(index, _composer.Compose(raw with { Source = Name }, context)))], [], null)
        {
            Kept = Encoding.UTF8.GetBytes(new JsonObject
            {
                ["scanner"] = report.Scanner,
                ["target"] = StorableText.Clean(scanned, StorableText.NameCap).Text,
                ["bytes"] = body.Length,
                ["sha256"] = Convert.ToHexStringLower(SHA256.HashData(body.Span)),
            }.ToJsonString()),
        };
    }

    private static bool IsXml(ReadOnlySpan<byte> body)
    {
        if (body.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]) || body.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]))
        {
            return true;
        }

        var text = body.StartsWith("\uFEFF"u8) ? body[3..] : body;
        return text.TrimStart(" \t\r\n"u8).StartsWith("<"u8);
    }
}
