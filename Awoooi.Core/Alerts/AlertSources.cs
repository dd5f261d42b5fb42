using Awoooi.Core.Alerts.Catalogue;
using Awoooi.Core.Alerts.Sources.Alertmanager;
using Awoooi.Core.Alerts.Sources.Grafana;
using Awoooi.Core.Alerts.Sources.Kali;
using Awoooi.Core.Alerts.Sources.Pipelines;
using Awoooi.Core.Alerts.Sources.Sentry;
using Awoooi.Core.Alerts.Sources.SigNoz;
using Awoooi.Core.Alerts.Sources.Standard;

namespace Awoooi.Core.Alerts;

/// <summary>Every source that has a webhook.</summary>
public static class AlertSources
{
    public static IReadOnlyList<IAlertSource> All(AlertCatalogue catalogue) =>
    [
        new StandardSource(catalogue),
        new AlertmanagerSource(catalogue),
        new GrafanaSource(catalogue),
        new SigNozSource(catalogue),
        new SentrySource(catalogue),
        new KaliSource(catalogue),
        new PipelineSource(catalogue),
    ];
}
