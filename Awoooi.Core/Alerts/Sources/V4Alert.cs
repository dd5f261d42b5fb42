using System.Text.Json;
using Awoooi.Core.Alerts.Bodies;

namespace Awoooi.Core.Alerts.Sources;

/// <summary>Reads one element of a group body.</summary>
internal static class V4Alert
{
    public static bool TryRead(ref Utf8JsonReader reader, string path, out RawAlert? alert, out BodyFault? fault)
    {
        alert = null;
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            fault = JsonField.Wrong(path, "an object", ref reader);
            return false;
        }

        AlertStatus? status = null;
        List<KeyValuePair<string, string>>? labels = null;
        List<KeyValuePair<string, string>>? annotations = null;
        DateTimeOffset? startsAt = null;
        DateTimeOffset? endsAt = null;
        List<KeyValuePair<string, string>>? links = null;
        List<KeyValuePair<string, MetricValue>>? values = null;
        var seen = V4Fields.None;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var field = Field(ref reader);
            _ = reader.Read();
            if (field != V4Fields.None && (seen & field) != 0)
            {
                fault = new BodyFault($"{path}.{Name(field)}", "appears twice");
                return false;
            }

            seen |= field;
            fault = null;
            var read = field switch
            {
                V4Fields.Status => TryStatus(ref reader, $"{path}.status", out status, out fault),
                V4Fields.Labels => JsonField.TryTexts(ref reader, $"{path}.labels", out labels, out fault),
                V4Fields.Annotations => JsonField.TryTexts(ref reader, $"{path}.annotations", out annotations, out fault),
                V4Fields.StartsAt => JsonField.TryTime(ref reader, $"{path}.startsAt", out startsAt, out fault),
                V4Fields.EndsAt => JsonField.TryTime(ref reader, $"{path}.endsAt", out endsAt, out fault),
                V4Fields.Values when reader.TokenType == JsonTokenType.StartObject => V4Values.Read(ref reader, values = []),
                >= V4Fields.GeneratorUrl when reader.TokenType == JsonTokenType.String => Add(ref reader, links ??= [], LinkName(field)),
                _ => Skip(ref reader),
            };
            if (!read)
            {
                return false;
            }
        }

        fault = status is null ? new BodyFault($"{path}.status", "is missing")
            : labels is not { Count: > 0 } ? new BodyFault($"{path}.labels", labels is null ? "is missing" : "is empty")
            : null;
        if (fault is not null)
        {
            return false;
        }

        alert = new RawAlert
        {
            Source = "",
            Name = Label(labels!, "alertname"),
            Status = status!.Value,
            SeverityWord = Label(labels!, "severity"),
            Labels = labels!,
            Annotations = annotations ?? [],
            Links = links ?? [],
            Metrics = values ?? [],
            StartsAt = startsAt,
            EndsAt = endsAt,
        };
        return true;
    }

    private static bool TryStatus(ref Utf8JsonReader reader, string path, out AlertStatus? status, out BodyFault? fault)
    {
        status = null;
        if (!JsonField.TryText(ref reader, path, out var word, out fault))
        {
            return false;
        }

        status = AlertStatusWords.Read(word);
        fault = status is null ? AlertStatusWords.Fault(path, word) : null;
        return status is not null;
    }

    private static bool Add(ref Utf8JsonReader reader, List<KeyValuePair<string, string>> links, string name)
    {
        if (reader.ValueSpan.Length > 0)
        {
            links.Add(new(name, JsonText.Decode(ref reader)));
        }

        return true;
    }

    private static bool Skip(ref Utf8JsonReader reader)
    {
        reader.Skip();
        return true;
    }

    private static string Label(List<KeyValuePair<string, string>> labels, string name) => labels.Find(pair => pair.Key == name).Value ?? "";

    private static V4Fields Field(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("status"u8) ? V4Fields.Status
        : reader.ValueTextEquals("labels"u8) ? V4Fields.Labels
        : reader.ValueTextEquals("annotations"u8) ? V4Fields.Annotations
        : reader.ValueTextEquals("startsAt"u8) ? V4Fields.StartsAt
        : reader.ValueTextEquals("endsAt"u8) ? V4Fields.EndsAt
        : reader.ValueTextEquals("generatorURL"u8) ? V4Fields.GeneratorUrl
        : reader.ValueTextEquals("values"u8) ? V4Fields.Values
        : reader.ValueTextEquals("dashboardURL"u8) ? V4Fields.DashboardUrl
        : reader.ValueTextEquals("panelURL"u8) ? V4Fields.PanelUrl
        : reader.ValueTextEquals("silenceURL"u8) ? V4Fields.SilenceUrl
        : V4Fields.None;

    private static string Name(V4Fields field) => field switch
    {
        V4Fields.StartsAt => "startsAt",
        V4Fields.EndsAt => "endsAt",
        >= V4Fields.GeneratorUrl => $"{LinkName(field)}URL",
        _ => field.ToString().ToLowerInvariant(),
    };

    private static string LinkName(V4Fields field) => field switch
    {
        V4Fields.DashboardUrl => "dashboard",
        V4Fields.PanelUrl => "panel",
        V4Fields.SilenceUrl => "silence",
        _ => "generator",
    };

    [Flags]
    private enum V4Fields
    {
        None = 0,
        Status = 1,
        Labels = 2,
        Annotations = 4,
        StartsAt = 8,
        EndsAt = 16,
        Values = 32,
        GeneratorUrl = 64,
        DashboardUrl = 128,
        PanelUrl = 256,
        SilenceUrl = 512,
    }
}
