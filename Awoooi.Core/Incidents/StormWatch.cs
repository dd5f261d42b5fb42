namespace Awoooi.Core.Incidents;

/// <summary>Counts the new incidents of the last minute, by group and by source.</summary>
internal sealed class StormWatch
{
    private readonly StormLimits _limits;
    private readonly Dictionary<string, List<RecentIncident>> _bySource = new(StringComparer.Ordinal);

    public StormWatch(StormLimits limits, IEnumerable<RecentIncident> recent)
    {
        _limits = limits;
        foreach (var incident in recent)
        {
            Add(incident);
        }
    }

    public void Add(RecentIncident incident)
    {
        if (!_bySource.TryGetValue(incident.Group.Source, out var list))
        {
            _bySource[incident.Group.Source] = list = [];
        }

        list.Add(incident);
    }

    /// <summary>The group that one more incident would turn into a storm, with those that count; null while there is room.</summary>
    public (StormGroup Group, IReadOnlyList<RecentIncident> Members)? Breaking(StormGroup group, DateTimeOffset now)
    {
        if (!_bySource.TryGetValue(group.Source, out var list))
        {
            return null;
        }

        list.RemoveAll(incident => now - incident.OpenedAt >= _limits.Within);
        var near = list.FindAll(incident => incident.Group == group);
        return near.Count >= _limits.PerGroup ? (group, near)
            : list.Count >= _limits.PerSource ? (group.Whole, [.. list])
            : null;
    }
}
