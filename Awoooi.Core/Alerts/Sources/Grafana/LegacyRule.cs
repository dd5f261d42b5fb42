using Awoooi.Core.Alerts.Bodies;

namespace Awoooi.Core.Alerts.Sources.Grafana;

/// <summary>
/// Reads the body of a dashboard rule. Its identity is the rule and the rule's own tags: the series that matched are gone from the
/// body that says it is over.
/// </summary>
internal static class LegacyRule
{
    private static readonly PickShape Shape = PickShape.Of(
        "ruleName", "ruleId", "ruleUrl", "state", "title", "message", "orgId", "dashboardId", "panelId", "evalMatches[].metric", "evalMatches[].value", "tags.*");

    /// <summary>Null when the body is not of this kind.</summary>
    public static Normalisation? Read(ReadOnlySpan<byte> body, Func<RawAlert, Alert> compose)
    {
        var known = false;
        var read = PickedBody.Read(body, Shape, picked =>
        {
            known = picked["ruleName"].IsString || (picked.Number("ruleId") is not null && picked["state"].IsString);
            return known ? Made(picked, compose) : Normalisation.Refused("$", "is of another kind");
        });
        return known || read.Fault?.Path != "$" ? read : null;
    }

    private static Normalisation Made(Picked body, Func<RawAlert, Alert> compose)
    {
        var name = body.Text("ruleName");
        if (name.Length == 0)
        {
            return Normalisation.Refused("$.ruleName", body["ruleName"].IsThere ? "is empty" : "is missing");
        }

        return body.Text("state") switch
        {
            "alerting" => One(compose(Raw(body, name, AlertStatus.Firing))),
            "ok" or "paused" => One(compose(Raw(body, name, AlertStatus.Resolved))),
            "no_data" => One(compose(Raw(body, "DatasourceNoData", AlertStatus.Firing))),
            "pending" => new Normalisation([], [], null),
            var other => Normalisation.Refused("$.state", other.Length == 0 ? "is missing" : $"must be alerting, ok, no_data, paused or pending, not '{StorableText.Clean(other, 32).Text}'"),
        };
    }

    private static Normalisation One(Alert alert) => new([new NormalisedAlert(0, alert)], [], null);

    private static RawAlert Raw(Picked body, string name, AlertStatus status)
    {
        var tags = body["tags"].Members.Where(tag => tag.Value.Value.Length > 0).Select(tag => new KeyValuePair<string, string>(tag.Key, tag.Value.Value))
            .Where(tag => tag.Key is not ("alertname" or "rule_id" or "rulename")).ToList();
        List<KeyValuePair<string, string>> labels = [.. tags, new("alertname", name), new("rulename", body.Text("ruleName")), new("rule_id", body.Text("ruleId"))];
        return new RawAlert
        {
            Source = "",
            Name = name,
            Status = status,
            SeverityWord = tags.Find(tag => tag.Key == "severity").Value,
            Labels = labels,
            Links = body.Text("ruleUrl") is { Length: > 0 } url ? [new("generator", url)] : [],
            Metrics = [.. body["evalMatches"].Items
                .Where(match => match.Text("metric").Length > 0 && match.Number("value") is not null)
                .Select(match => new KeyValuePair<string, MetricValue>(match.Text("metric"), MetricValue.Of(match.Number("value")!.Value)))
                .DistinctBy(metric => metric.Key).Take(16)],
            Message = body.Text("title"),
            Description = body.Text("message") is { Length: > 0 } message ? message : null,
        };
    }
}
