using Awoooi.Core.Alerts.Bodies;
using Awoooi.Core.Alerts.Catalogue;

namespace Awoooi.Core.Alerts.Sources.Sentry;

/// <summary>
/// Sentry: webhooks of the integration platform (told apart by what <c>data</c> holds) and of the older project plugin. All that
/// speaks of one issue is one alert, whichever of them brings it.
/// </summary>
public sealed class SentrySource(AlertCatalogue catalogue) : IAlertSource
{
    private static readonly PickShape Shape = PickShape.Of([.. SentryIssue.Places, .. SentryMetricRule.Places, .. SentryPlugin.Places, "action", "data.comment", "data.comment_id", "data.installation", "installation"]);

    private readonly AlertComposer _composer = new(catalogue);

    public string Name => "sentry";

    public string Path => "sentry/error";

    public long MaxBodyBytes => 5 * 1024 * 1024;

    public Normalisation Normalise(ReadOnlyMemory<byte> body, NormalisationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var read = PickedBody.Read(body.Span, Shape, picked =>
        {
            var (raw, fault) = Read(picked);
            return fault is not null ? Normalisation.Refused(fault.Path, fault.Reason)
                : raw is null ? new Normalisation([], [], null)
                : new Normalisation([new NormalisedAlert(0, _composer.Compose(raw with { Source = Name }, context))], [], null);
        });
        return BodySniffer.Agree(Name, body.Span, read);
    }

    private static (RawAlert? Raw, BodyFault? Fault) Read(Picked body)
    {
        if (body["project_slug"].IsString && body["event"].IsObject)
        {
            return SentryPlugin.Read(body);
        }

        if (!body["action"].IsString)
        {
            return (null, new BodyFault("$.action", body["action"].IsThere ? "must be a string" : "is missing"));
        }

        if (body.MustBeObject("data") is { } noData)
        {
            return (null, noData);
        }

        var data = body["data"];
        return data["issue"].IsThere ? SentryIssue.OfIssue(body)
            : data["event"].IsThere ? SentryIssue.OfEvent(body, "event")
            : data["error"].IsThere ? SentryIssue.OfEvent(body, "error")
            : data["metric_alert"].IsThere ? SentryMetricRule.Read(body)
            // Comments, installations and what Sentry adds in time are no trouble of a project.
            : (null, null);
    }
}
