using System.Text;
using System.Text.Json;
using Awoooi.Core.Alerts;
using Awoooi.Core.Alerts.Catalogue;
using Awoooi.Core.Alerts.Sources.Alertmanager;
using Awoooi.Core.Alerts.Sources.Grafana;
using Awoooi.Core.Alerts.Sources.Kali;
using Awoooi.Core.Alerts.Sources.Pipelines;
using Awoooi.Core.Alerts.Sources.Sentry;
using Awoooi.Core.Alerts.Sources.SigNoz;
using Awoooi.Core.Alerts.Sources.Standard;

namespace Awoooi.Tests.Alerts;

internal static class Given
{
    public static readonly AlertCatalogue Catalogue = AlertCatalogue.Shipped();
    public static readonly AlertmanagerSource Alertmanager = new(Catalogue);
    public static readonly StandardSource Standard = new(Catalogue);
    public static readonly GrafanaSource Grafana = new(Catalogue);
    public static readonly SigNozSource SigNoz = new(Catalogue);
    public static readonly SentrySource Sentry = new(Catalogue);
    public static readonly KaliSource Kali = new(Catalogue);
    public static readonly PipelineSource Pipelines = new(Catalogue);
    public static readonly NormalisationContext Context = new(new DateTimeOffset(2026, 11, 20, 8, 0, 0, TimeSpan.Zero), "prod", TrustedForPaging: false, TrustedForTests: false);

    public static Normalisation Normalised(this IAlertSource source, string body, NormalisationContext? context = null) =>
        source.Normalise(Encoding.UTF8.GetBytes(body), context ?? Context);

    public static string Group(params string[] alerts) => $$"""{"version":"4","status":"firing","receiver":"awoooi\\.prod","alerts":[{{string.Join(',', alerts)}}],"truncatedAlerts":0}""";

    /// <summary>One firing alert with labels written as <c>a=b, c=d</c>.</summary>
    public static string Firing(string labels, string more = "") =>
        $$"""{"status":"firing","labels":{{JsonSerializer.Serialize(Pairs(labels))}},"annotations":{},"startsAt":"2026-11-20T08:00:00.123456789Z","endsAt":"0001-01-01T00:00:00Z"{{more}}}""";

    public static Alert One(string labels, NormalisationContext? context = null)
    {
        var result = Alertmanager.Normalised(Group(Firing(labels)), context);
        Assert.Null(result.Fault);
        return Assert.Single(result.Alerts).Alert;
    }

    /// <summary>The only alert of a body.</summary>
    public static Alert Only(this IAlertSource source, string body, NormalisationContext? context = null)
    {
        var result = source.Normalised(body, context);
        Assert.Null(result.Fault);
        Assert.Empty(result.Rejected);
        return Assert.Single(result.Alerts).Alert;
    }

    public static Dictionary<string, string> Pairs(string labels) =>
        labels.Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
}
