namespace Awoooi.Infrastructure.Simulator.Demo;

/// <summary>Which monitoring system tells of a trouble, and so in which shape.</summary>
internal enum StoryTeller
{
    Alertmanager,
    Grafana,

    /// <summary>A script that sends the standard payload.</summary>
    Script,
}

/// <summary>An alert of the story before it is written in its sender's shape.</summary>
internal sealed record StoryAlert(StoryTeller Teller, string Name, string Severity, IReadOnlyDictionary<string, string> Labels, string Summary)
{
    public required DateTimeOffset StartsAt { get; init; }
}
