namespace Awoooi.Core.Incidents;

/// <summary>The incidents of a batch: which one an alert belongs to, opened, reopened or gathered in a storm where that is due.</summary>
internal sealed class IncidentFold
{
    private readonly IntakeWindows _windows;
    private readonly StormWatch _watch;
    private readonly Dictionary<string, IncidentRow> _byFingerprint = new(StringComparer.Ordinal);
    private readonly Dictionary<Guid, IncidentRow> _all = [];
    private readonly Dictionary<Guid, Guid> _gathered = [];

    public IncidentFold(IntakeWindows windows, IEnumerable<IncidentRow> incidents, IEnumerable<RecentIncident> recent)
    {
        _windows = windows;
        _watch = new StormWatch(windows.Storm, recent);
        foreach (var incident in incidents)
        {
            _all[incident.Id] = incident;

            // The open one of a fingerprint wins over closed ones, then the one closed last.
            if (!_byFingerprint.TryGetValue(incident.Fingerprint, out var known) || Newer(incident, known))
            {
                _byFingerprint[incident.Fingerprint] = incident;
            }
        }
    }

    public IEnumerable<IncidentRow> Changed => _all.Values.Where(row => row.Changed || row.IsNew);

    /// <summary>Storms that began in this batch.</summary>
    public int Broken { get; private set; }

    /// <summary>Incidents that a storm which began in this batch takes in, with the storm.</summary>
    public IReadOnlyDictionary<Guid, Guid> Gathered => _gathered;

    public IncidentRow? Of(AlertRow row) => row.IncidentId is { } id ? _all.GetValueOrDefault(id) : null;

    /// <summary>The incident that a firing alert belongs to from now on; <paramref name="opened"/> when it did not exist before.</summary>
    public IncidentRow Attach(IncomingAlert incoming, DateTimeOffset now, out bool opened)
    {
        opened = false;
        var known = _byFingerprint.GetValueOrDefault(incoming.Fingerprint);
        if (known is not null && Revive(known, now))
        {
            Raise(known, incoming);
            return known;
        }

        // A test and a blind monitoring are neither part of a storm nor counted as one.
        var group = StormGroup.Of(incoming);
        var takesPart = !incoming.Alert.Test && !incoming.Alert.Blind;
        if (takesPart && (Raging(group, now) ?? Raging(group.Whole, now)) is { } storm)
        {
            return Gather(storm, incoming, now);
        }

        if (takesPart && _watch.Breaking(group, now) is { } breaking)
        {
            var begun = Begin(breaking.Group, incoming, now, out opened);
            foreach (var member in breaking.Members)
            {
                _gathered[member.Id] = begun.Id;
            }

            return Gather(begun, incoming, now);
        }

        opened = true;
        var incident = Open(incoming, incoming.Fingerprint, now, known?.Id);
        if (takesPart)
        {
            _watch.Add(new RecentIncident(incident.Id, group, now));
        }

        return incident;
    }

    /// <summary>Takes over a worse severity or a higher priority, which asks for a new analysis; a storm is analysed once.</summary>
    public static void Raise(IncidentRow incident, IncomingAlert incoming)
    {
        if (incoming.Alert.Severity > incident.Severity)
        {
            incident.Severity = incoming.Alert.Severity;
            incident.Changed = true;
            incident.Analyse |= !incident.IsStorm;
        }

        if (incoming.Alert.Priority < incident.Priority)
        {
            incident.Priority = incoming.Alert.Priority;
            incident.Changed = true;
            incident.Analyse |= !incident.IsStorm;
        }
    }

    /// <summary>Whether the incident is open, or ended so lately that it opens again.</summary>
    private bool Revive(IncidentRow incident, DateTimeOffset now)
    {
        if (incident.Status == IncidentStatus.Resolved)
        {
            if (incident.ResolvedAt is not { } resolved || now - resolved > _windows.Reopen)
            {
                return false;
            }

            incident.Status = IncidentStatus.Open;
            incident.ResolvedAt = null;
            incident.ClosedBy = null;
            incident.JustResolved = false;
            incident.Reopened++;
            incident.Analyse = true;
        }

        incident.LastSeenAt = IntakeFold.Later(incident.LastSeenAt, now);
        incident.Changed = true;
        return true;
    }

    private IncidentRow? Raging(StormGroup group, DateTimeOffset now)
        => _byFingerprint.GetValueOrDefault(group.Fingerprint) is { StormUntil: { } until } storm && until > now && Revive(storm, now) ? storm : null;

    private IncidentRow Begin(StormGroup group, IncomingAlert incoming, DateTimeOffset now, out bool opened)
    {
        var known = _byFingerprint.GetValueOrDefault(group.Fingerprint);
        opened = known is null || !Revive(known, now);
        var storm = opened ? Open(group.Stand(incoming, _windows.Storm), group.Fingerprint, now, known?.Id) : known!;
        storm.Analyse = storm.JustBroke = true;
        Broken++;
        return storm;
    }

    private IncidentRow Gather(IncidentRow storm, IncomingAlert incoming, DateTimeOffset now)
    {
        storm.StormUntil = now + _windows.Storm.Quiet;
        storm.Changed = true;
        Raise(storm, incoming);
        return storm;
    }

    private IncidentRow Open(IncomingAlert first, string fingerprint, DateTimeOffset now, Guid? previous)
    {
        var incident = new IncidentRow
        {
            Id = Guid.CreateVersion7(now),
            Fingerprint = fingerprint,
            First = first,
            Severity = first.Alert.Severity,
            Priority = first.Alert.Priority,
            OpenedAt = now,
            LastSeenAt = now,
            PreviousId = previous,
            IsNew = true,
            Analyse = true,
        };
        _all[incident.Id] = incident;
        _byFingerprint[fingerprint] = incident;
        return incident;
    }

    private static bool Newer(IncidentRow candidate, IncidentRow known) => candidate.Status != IncidentStatus.Resolved
        || (known.Status == IncidentStatus.Resolved && candidate.ResolvedAt > known.ResolvedAt);
}
