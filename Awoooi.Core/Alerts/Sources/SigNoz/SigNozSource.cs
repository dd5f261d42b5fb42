using System.Text.Json;
using Awoooi.Core.Alerts.Bodies;
using Awoooi.Core.Alerts.Catalogue;

namespace Awoooi.Core.Alerts.Sources.SigNoz;

/// <summary>SigNoz webhook channels: the group body of version 4, or one flat alert.</summary>
public sealed class SigNozSource(AlertCatalogue catalogue) : IAlertSource
{
    private readonly AlertComposer _composer = new(catalogue);

    public string Name => "signoz";

    public string Path => "signoz";

    public IReadOnlyList<string> OtherPaths => ["signoz/alert"];

    public long MaxBodyBytes => 32 * 1024 * 1024;

    public Normalisation Normalise(ReadOnlyMemory<byte> body, NormalisationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var read = JsonBody.Read(body.Span, (ref Utf8JsonReader reader) => V4Group.Read(ref reader, "4", Compose));
        if (read.Fault?.Path == "$.version" && FlatAlert.Read(body.Span, Compose) is { } flat)
        {
            return flat;
        }

        return BodySniffer.Agree(Name, body.Span, read);

        Alert Compose(RawAlert raw) => _composer.Compose(SigNozRule.Read(raw with { Source = Name }), context);
    }
}
