using System.Text.Json;
using Awoooi.Core.Alerts.Bodies;

namespace Awoooi.Core.Alerts.Sources;

/// <summary>
/// Reads the group body that Alertmanager defined and others borrowed. Only <c>version</c> and <c>alerts</c> matter: the
/// group's own status, labels and annotations repeat what each alert says, and its status is "firing" as soon as one is.
/// </summary>
internal static class V4Group
{
    /// <summary>Beyond this many bad elements the body is not a group with a bad alert in it, it is something else.</summary>
    private const int MostRejections = 10_000;

    /// <summary>Bounds memory against elements too small to be real: this many real alerts do not fit the largest body.</summary>
    private const int MostElements = 150_000;

    public static Normalisation Read(ref Utf8JsonReader reader, string version, Func<RawAlert, Alert> compose)
    {
        var alerts = new List<NormalisedAlert>();
        var rejected = new List<AlertRejection>();
        var (sawVersion, sawAlerts, truncated) = (false, false, 0L);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("version"u8))
            {
                _ = reader.Read();
                if (sawVersion || !JsonField.TryText(ref reader, "$.version", out var text, out var fault))
                {
                    return sawVersion ? Normalisation.Refused("$.version", "appears twice") : Refused(JsonField.Wrong("$.version", "a string", ref reader));
                }

                if (text != version)
                {
                    return Normalisation.Refused("$.version", $"must be \"{version}\", not '{StorableText.Clean(text, 32).Text}'");
                }

                sawVersion = true;
            }
            else if (reader.ValueTextEquals("alerts"u8))
            {
                _ = reader.Read();
                if (sawAlerts)
                {
                    return Normalisation.Refused("$.alerts", "appears twice");
                }

                sawAlerts = true;
                if (ReadAlerts(ref reader, compose, alerts, rejected) is { } fault)
                {
                    return Refused(fault);
                }
            }
            else if (reader.ValueTextEquals("truncatedAlerts"u8))
            {
                _ = reader.Read();
                truncated = reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var cut) ? Math.Max(0, cut) : 0;
                reader.Skip();
            }
            else
            {
                _ = reader.Read();
                reader.Skip();
            }
        }

        if (!sawVersion)
        {
            return Normalisation.Refused("$.version", $"is missing: this is not a version {version} body (does the receiver template its payload?)");
        }

        return sawAlerts
            ? new Normalisation(alerts, rejected, null) { Truncated = truncated }
            : Normalisation.Refused("$.alerts", "is missing");
    }

    private static BodyFault? ReadAlerts(ref Utf8JsonReader reader, Func<RawAlert, Alert> compose, List<NormalisedAlert> alerts, List<AlertRejection> rejected)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            return JsonField.Wrong("$.alerts", "an array", ref reader);
        }

        for (var index = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; index++)
        {
            if (index == MostElements)
            {
                return new BodyFault("$.alerts", $"holds more than {MostElements} elements; set max_alerts to split the group");
            }

            var start = reader;
            if (V4Alert.TryRead(ref reader, $"$.alerts[{index}]", out var raw, out var fault))
            {
                alerts.Add(new NormalisedAlert(index, compose(raw!)));
                continue;
            }

            if (rejected.Count == MostRejections)
            {
                return new BodyFault("$.alerts", $"holds more than {MostRejections} elements that are no alerts; the last: {fault!.Path} {fault.Reason}");
            }

            rejected.Add(new AlertRejection(index, $"{fault!.Path} {fault.Reason}"));
            reader = start;
            reader.Skip();
        }

        return null;
    }

    private static Normalisation Refused(BodyFault fault) => Normalisation.Refused(fault.Path, fault.Reason);
}
