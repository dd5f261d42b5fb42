using Awoooi.Core.Alerts.Bodies;

namespace Awoooi.Core.Alerts.Sources.SigNoz;

/// <summary>Reads a body that is one alert by itself.</summary>
internal static class FlatAlert
{
    private static readonly PickShape Shape = PickShape.Of("alertname", "status", "severity", "labels.*", "annotations.*", "startsAt", "endsAt", "generatorURL", "version", "alerts");

    /// <summary>Null when the body is not of this kind.</summary>
    public static Normalisation? Read(ReadOnlySpan<byte> body, Func<RawAlert, Alert> compose)
    {
        var known = false;
        var read = PickedBody.Read(body, Shape, picked =>
        {
            known = !picked["version"].IsThere && !picked["alerts"].IsThere && (picked["alertname"].IsThere || picked["labels"].IsObject);
            return known ? Made(picked, compose) : Normalisation.Refused("$", "is of another kind");
        });
        return known || read.Fault?.Path != "$" ? read : null;
    }

    private static Normalisation Made(Picked body, Func<RawAlert, Alert> compose)
    {
        if (Texts(body, "labels", out var labels) is { } wrongLabels)
        {
            return Normalisation.Refused(wrongLabels.Path, wrongLabels.Reason);
        }

        if (Texts(body, "annotations", out var annotations) is { } wrongAnnotations)
        {
            return Normalisation.Refused(wrongAnnotations.Path, wrongAnnotations.Reason);
        }

        if (body["alertname"].IsThere && !body["alertname"].IsString)
        {
            return Normalisation.Refused("$.alertname", "must be a string");
        }

        var word = body.Text("status");
        var status = word.Length == 0 ? AlertStatus.Firing : AlertStatusWords.Read(word);
        if (status is null)
        {
            var fault = AlertStatusWords.Fault("$.status", word);
            return Normalisation.Refused(fault.Path, fault.Reason);
        }

        Join(labels, "alertname", body.Text("alertname"));
        Join(labels, "severity", body.Text("severity"));
        if (labels.Count == 0)
        {
            return Normalisation.Refused("$.alertname", "is missing");
        }

        var raw = new RawAlert
        {
            Source = "",
            Name = Label(labels, "alertname"),
            Status = status.Value,
            SeverityWord = Label(labels, "severity"),
            Labels = labels,
            Annotations = annotations,
            Links = body.Text("generatorURL") is { Length: > 0 } url ? [new("generator", url)] : [],
            StartsAt = body.Time("startsAt"),
            EndsAt = body.Time("endsAt"),
        };
        return new Normalisation([new NormalisedAlert(0, compose(raw))], [], null);
    }

    private static BodyFault? Texts(Picked body, string name, out List<KeyValuePair<string, string>> texts)
    {
        texts = [];
        if (body[name].IsThere && body.MustBeObject(name) is { } fault)
        {
            return fault;
        }

        foreach (var (key, value) in body[name].Members)
        {
            if (!value.IsString)
            {
                return new BodyFault(JsonField.At($"$.{name}", key), "must be a string");
            }

            texts.Add(new(key, value.Value));
        }

        return texts.Count > JsonField.MaxPairs ? new BodyFault($"$.{name}", $"has more than {JsonField.MaxPairs} entries") : null;
    }

    private static void Join(List<KeyValuePair<string, string>> labels, string name, string value)
    {
        if (value.Length > 0)
        {
            labels.RemoveAll(pair => pair.Key == name);
            labels.Add(new(name, value));
        }
    }

    private static string Label(List<KeyValuePair<string, string>> labels, string name) => labels.Find(pair => pair.Key == name).Value ?? "";
}
