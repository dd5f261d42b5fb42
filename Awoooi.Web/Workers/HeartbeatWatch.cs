using System.Text.Json.Nodes;
using Awoooi.Core.Alerts;
using Awoooi.Core.Health;
using Awoooi.Core.Incidents;
using Awoooi.Web.Endpoints.Webhooks;

namespace Awoooi.Web.Workers;

/// <summary>
/// A source whose heartbeat stopped cannot be heard, which is an alert of our own; it ends with the next heartbeat. The alert starts where
/// the heartbeat was due, so that several replicas raise the same one.
/// </summary>
internal sealed class HeartbeatWatch(IAlertSources states, IIncidentStore incidents, SourceReader sources, AlertIntake intake, TimeProvider clock, ILogger<HeartbeatWatch> log)
    : PeriodicWorker(TimeSpan.FromSeconds(30), clock, log)
{
    public const string AlertType = "HeartbeatAbsent";

    internal static async Task<IReadOnlyList<Alert>> DueAsync(IAlertSources states, IIncidentStore incidents, DateTimeOffset now, CancellationToken cancel)
    {
        var open = (await incidents.ListAsync(new IncidentFilter(OpenOnly: true, Query: AlertType, Limit: 200), cancel)).Items
            .Where(incident => incident.AlertType == AlertType).Select(incident => incident.Source).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. from state in await states.ListAsync(cancel)
               where state.LastHeartbeatAt is not null
               let due = state.LastHeartbeatAt.GetValueOrDefault() + AlertChain.HeartbeatAbsent
               where now >= due != open.Contains(state.Source)
               select now >= due ? Absent(state.Source, due) : Absent(state.Source, null) with { Status = AlertStatus.Resolved },
        ];
    }

    protected override async Task RoundAsync(CancellationToken cancel)
    {
        foreach (var alert in await DueAsync(states, incidents, Clock.GetUtcNow(), cancel))
        {
            var note = System.Text.Encoding.UTF8.GetBytes(new JsonObject { ["heartbeat"] = alert.Status == AlertStatus.Firing ? "absent" : "back" }.ToJsonString());
            await intake.AcceptAsync(sources.Deliver(alert.Source, [alert], note) with { FromSource = false }, cancel);
        }
    }

    private static Alert Absent(string source, DateTimeOffset? due) => new()
    {
        Source = source,
        AlertType = AlertType,
        Severity = Severity.Critical,
        Status = AlertStatus.Firing,
        Priority = Priority.P1,
        Category = "monitoring-blind",
        Automation = AutomationVerdict.None,
        TargetResource = source,
        ResourceType = "service",
        Message = $"The heartbeat of {source} has been absent for {AlertChain.HeartbeatAbsent.TotalMinutes:0} minutes: its alerts may not arrive",
        StartsAt = due,
        Blind = true,
        Labels = new Dictionary<string, string> { ["alertname"] = AlertType, ["source"] = source },
    };
}
