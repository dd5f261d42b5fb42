using Awoooi.Core.Alerts;
using Awoooi.Core.Incidents.Recurrence;

namespace Awoooi.Core.Incidents;

/// <summary>
/// Folds the deliveries of a batch, in order of arrival, into the current rows of alerts and incidents. Pure: rows come in as read
/// under the intake lock and go out changed; the caller writes them in one commit.
/// </summary>
public sealed class IntakeFold
{
    private readonly IntakeWindows _windows;
    private readonly Dictionary<Guid, List<AlertRow>> _alerts = [];
    private readonly IncidentFold _incidents;
    private readonly Dictionary<(Guid, DateTimeOffset, IntakeOutcome), OccurrenceRow> _occurrences = [];

    public IntakeFold(IntakeWindows windows, IEnumerable<AlertRow> alerts, IEnumerable<IncidentRow> incidents, IEnumerable<RecentIncident> recent)
    {
        _windows = windows;
        _incidents = new IncidentFold(windows, incidents, recent);
        foreach (var alert in alerts)
        {
            RowsOf(alert.Key).Add(alert);
        }
    }

    public IEnumerable<AlertRow> ChangedAlerts => _alerts.Values.SelectMany(rows => rows).Where(row => row.Changed || row.IsNew);

    public IEnumerable<IncidentRow> ChangedIncidents => _incidents.Changed;

    /// <summary>Incidents that a storm of this batch takes in, with the storm.</summary>
    public IReadOnlyDictionary<Guid, Guid> Gathered => _incidents.Gathered;

    /// <summary>The distinct alerts of this batch, as the anomaly counter counts them.</summary>
    public IReadOnlyList<Occurrence> Happened =>
        [.. from rows in _alerts.Values from row in rows let id = row.ClassId where row.IsNew && id is not null select new Occurrence(id.GetValueOrDefault(), row.FirstReceivedAt, row.Key, row.StartsAt)];

    public IReadOnlyCollection<OccurrenceRow> Occurrences => _occurrences.Values;

    /// <summary>Time of the last heartbeat by source in this batch.</summary>
    public Dictionary<string, DateTimeOffset> Heartbeats { get; } = new(StringComparer.Ordinal);

    public IntakeReceipt Apply(Delivery delivery)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        var counts = new int[5];
        var touched = new Dictionary<Guid, TouchedIncident>();
        var broken = _incidents.Broken;
        foreach (var incoming in delivery.Alerts)
        {
            var (outcome, row, incident) = Apply(delivery, incoming);
            counts[(int)outcome]++;
            if (row is not null)
            {
                Record(delivery, row, incident, outcome);
            }

            if (incident is not null && outcome != IntakeOutcome.Ignored)
            {
                var isNew = outcome == IntakeOutcome.Opened || (touched.TryGetValue(incident.Id, out var before) && before.IsNew);
                touched[incident.Id] = new TouchedIncident(incident.Id, incident.Fingerprint, isNew, incident.HitCount);
            }
        }

        return new IntakeReceipt(counts[0], counts[1], counts[2], counts[3], counts[4], [.. touched.Values]) { Storms = _incidents.Broken - broken };
    }

    private (IntakeOutcome Outcome, AlertRow? Row, IncidentRow? Incident) Apply(Delivery delivery, IncomingAlert incoming)
    {
        if (incoming.Alert.Heartbeat)
        {
            if (incoming.Alert.Status == AlertStatus.Firing)
            {
                Heartbeats[delivery.Source] = delivery.ReceivedAt;
            }

            return (IntakeOutcome.Ignored, null, null);
        }

        return incoming.Alert.Status == AlertStatus.Firing ? Fire(delivery, incoming) : Resolve(delivery, incoming);
    }

    private (IntakeOutcome, AlertRow?, IncidentRow?) Fire(Delivery delivery, IncomingAlert incoming)
    {
        var now = delivery.ReceivedAt;
        var rows = RowsOf(incoming.Key);
        var firing = rows.Find(row => row.Status == AlertStatus.Firing);

        // Without a start time a repeat can only be told by the alert still firing.
        var startsAt = incoming.Alert.StartsAt ?? firing?.StartsAt ?? now;
        var same = rows.Find(row => row.StartsAt == startsAt);
        if (rows.Exists(row => row.Status == AlertStatus.Resolved && row.StartsAt >= startsAt))
        {
            var tombstone = rows.Find(row => row.Status == AlertStatus.Resolved && row.StartsAt >= startsAt)!;
            return (IntakeOutcome.Ignored, same ?? tombstone, _incidents.Of(same ?? tombstone));
        }

        if (same is not null)
        {
            return Repeat(delivery, incoming, same);
        }

        if (firing is not null && firing.StartsAt > startsAt)
        {
            // A late copy of an earlier firing of the same alert, which is over: the newer one fires.
            return (IntakeOutcome.Ignored, firing, _incidents.Of(firing));
        }

        var incident = _incidents.Attach(incoming, now, out var opened);
        if (firing is not null)
        {
            End(firing, now);
            if (_incidents.Of(firing) is { } before)
            {
                before.Firing--;
            }
        }

        var added = new AlertRow
        {
            Key = incoming.Key,
            StartsAt = startsAt,
            IncidentId = incident.Id,
            Status = AlertStatus.Firing,
            Severity = incoming.Alert.Severity,
            FirstReceivedAt = now,
            LastReceivedAt = now,
            Hits = 1,
            Payload = incoming.Alert,
            IsNew = true,
            ClassId = incoming.Alert.Test ? null : AnomalyClass.IdOf(incoming.ClassKey),
        };
        rows.Add(added);
        incident.Firing++;
        incident.Occurrences++;
        incident.HitCount++;
        return (opened ? IntakeOutcome.Opened : IntakeOutcome.Aggregated, added, incident);
    }

    private (IntakeOutcome, AlertRow?, IncidentRow?) Repeat(Delivery delivery, IncomingAlert incoming, AlertRow row)
    {
        var now = delivery.ReceivedAt;
        var incident = _incidents.Of(row);
        var outcome = now - row.LastReceivedAt <= _windows.Duplicate ? IntakeOutcome.Duplicate : IntakeOutcome.Aggregated;
        if (incident is null || incident.Status == IncidentStatus.Resolved)
        {
            // The alert still fires although its incident was closed. A person's decision holds for the reopen window; after that,
            // and whenever the close was not a person's, it comes back.
            var justDecided = incident is { ClosedBy: ClosedBy.Human, ResolvedAt: { } closed } && now - closed <= _windows.Reopen;
            if (!justDecided)
            {
                incident = _incidents.Attach(incoming, now, out var opened);
                incident.Firing++;
                incident.Occurrences += opened ? 1 : 0;
                row.IncidentId = incident.Id;
                outcome = opened ? IntakeOutcome.Opened : IntakeOutcome.Aggregated;
            }
        }
        else
        {
            IncidentFold.Raise(incident, incoming);
        }

        row.Hits++;
        row.LastReceivedAt = Later(row.LastReceivedAt, now);
        row.Severity = incoming.Alert.Severity;
        row.Payload = incoming.Alert;
        row.Changed = true;
        incident!.HitCount++;
        incident.LastSeenAt = Later(incident.LastSeenAt, now);
        incident.Changed = true;
        return (outcome, row, incident);
    }

    private (IntakeOutcome, AlertRow?, IncidentRow?) Resolve(Delivery delivery, IncomingAlert incoming)
    {
        var now = delivery.ReceivedAt;
        var rows = RowsOf(incoming.Key);
        var firing = rows.FindAll(row => row.Status == AlertStatus.Firing
            && (incoming.Alert.StartsAt is not { } start || row.StartsAt <= start));
        var startsAt = incoming.Alert.StartsAt ?? firing.Select(row => (DateTimeOffset?)row.StartsAt).Max() ?? now;
        var same = rows.Find(row => row.StartsAt == startsAt);
        if (same is null)
        {
            // The tombstone: a firing of this start that arrives later is already over.
            same = new AlertRow
            {
                Key = incoming.Key,
                StartsAt = startsAt,
                IncidentId = firing.Count > 0 ? firing[^1].IncidentId : null,
                Status = AlertStatus.Resolved,
                Severity = incoming.Alert.Severity,
                FirstReceivedAt = now,
                LastReceivedAt = now,
                ResolvedAt = now,
                Payload = incoming.Alert,
                IsNew = true,
            };
            rows.Add(same);
        }

        if (firing.Count == 0)
        {
            return (IntakeOutcome.Ignored, same, null);
        }

        IncidentRow? touched = null;
        foreach (var row in firing)
        {
            End(row, now);
            row.Payload = incoming.Alert;
            if (_incidents.Of(row) is { Status: not IncidentStatus.Resolved } incident)
            {
                incident.Firing--;
                incident.Changed = true;
                incident.LastSeenAt = Later(incident.LastSeenAt, now);
                touched = incident;
                if (incident.Firing <= 0)
                {
                    incident.Firing = 0;
                    incident.Status = IncidentStatus.Resolved;
                    incident.ClosedBy = ClosedBy.Self;
                    incident.ResolvedAt = now;
                    incident.JustResolved = true;
                }
            }
        }

        return (IntakeOutcome.Resolved, same, touched);
    }

    private static void End(AlertRow row, DateTimeOffset now)
    {
        row.Status = AlertStatus.Resolved;
        row.ResolvedAt = now;
        row.LastReceivedAt = Later(row.LastReceivedAt, now);
        row.Changed = true;
    }

    private void Record(Delivery delivery, AlertRow row, IncidentRow? incident, IntakeOutcome outcome)
    {
        var key = (row.Key, row.StartsAt, outcome);
        if (outcome is IntakeOutcome.Duplicate or IntakeOutcome.Ignored && _occurrences.TryGetValue(key, out var known))
        {
            known.Copies++;
            return;
        }

        _occurrences[key] = new OccurrenceRow
        {
            Alert = row,
            IncidentId = incident?.Id ?? row.IncidentId,
            DeliveryId = delivery.Id,
            ReceivedAt = delivery.ReceivedAt,
            Outcome = outcome,
            Copies = _occurrences.TryGetValue(key, out var earlier) ? earlier.Copies + 1 : 1,
        };
    }

    private List<AlertRow> RowsOf(Guid key)
    {
        if (!_alerts.TryGetValue(key, out var rows))
        {
            _alerts[key] = rows = [];
        }

        return rows;
    }

    internal static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}
