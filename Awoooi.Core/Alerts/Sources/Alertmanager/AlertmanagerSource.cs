using System.Text.Json;
using Awoooi.Core.Alerts.Bodies;
using Awoooi.Core.Alerts.Catalogue;

namespace Awoooi.Core.Alerts.Sources.Alertmanager;

/// <summary>Prometheus Alertmanager webhooks, payload version 4.</summary>
public sealed class AlertmanagerSource(AlertCatalogue catalogue) : IAlertSource
{
    private readonly AlertComposer _composer = new(catalogue);

    public string Name => "alertmanager";

    public string Path => "alertmanager";

    public long MaxBodyBytes => 32 * 1024 * 1024;

    public Normalisation Normalise(ReadOnlyMemory<byte> body, NormalisationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return BodySniffer.Agree(Name, body.Span, JsonBody.Read(body.Span, (ref Utf8JsonReader reader) =>
            V4Group.Read(ref reader, "4", raw => _composer.Compose(raw with { Source = Name }, context))));
    }
}
