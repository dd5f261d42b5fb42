using System.Text.Json;
using Awoooi.Core.Alerts.Bodies;
using Awoooi.Core.Alerts.Catalogue;

namespace Awoooi.Core.Alerts.Sources.Standard;

/// <summary>The product's own payload: one alert in plain words, for senders that can be taught.</summary>
public sealed class StandardSource(AlertCatalogue catalogue) : IAlertSource
{
    private readonly AlertComposer _composer = new(catalogue);

    public string Name => "standard";

    public string Path => "alerts";

    public long MaxBodyBytes => 5 * 1024 * 1024;

    public Normalisation Normalise(ReadOnlyMemory<byte> body, NormalisationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return BodySniffer.Agree(Name, body.Span, JsonBody.Read(body.Span, (ref Utf8JsonReader reader) =>
        {
            var payload = new StandardPayload();
            var fault = payload.Read(ref reader) ?? payload.Missing();
            return fault is null
                ? new Normalisation([new NormalisedAlert(0, _composer.Compose(payload.ToRaw(Name), context))], [], null)
                : Normalisation.Refused(fault.Path, fault.Reason);
        }));
    }
}
