using System.Text.Json;
using Awoooi.Core.Alerts.Bodies;
using Awoooi.Core.Alerts.Catalogue;

namespace Awoooi.Core.Alerts.Sources.Grafana;

/// <summary>Grafana's unified alerting (a group body of version 1), and the body that Grafana sent before version 9.</summary>
public sealed class GrafanaSource(AlertCatalogue catalogue) : IAlertSource
{
    private readonly AlertComposer _composer = new(catalogue);

    public string Name => "grafana";

    public string Path => "grafana";

    public long MaxBodyBytes => 32 * 1024 * 1024;

    public Normalisation Normalise(ReadOnlyMemory<byte> body, NormalisationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var read = JsonBody.Read(body.Span, (ref Utf8JsonReader reader) =>
            V4Group.Read(ref reader, "1", raw => _composer.Compose(raw with { Source = Name }, context)));
        if (read.Fault?.Path == "$.version" && LegacyRule.Read(body.Span, raw => _composer.Compose(raw with { Source = Name }, context)) is { } legacy)
        {
            return legacy;
        }

        return BodySniffer.Agree(Name, body.Span, read);
    }
}
