namespace Awoooi.Core.Incidents;

/// <summary>Windows of intake; all by the time of receipt.</summary>
/// <param name="Duplicate">A repeat within this time counts as a duplicate.</param>
/// <param name="Reopen">An incident that ended no longer ago is opened again.</param>
public sealed record IntakeWindows(TimeSpan Duplicate, TimeSpan Reopen)
{
    public static IntakeWindows Default { get; } = new(TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15));

    public StormLimits Storm { get; init; } = StormLimits.Default;
}

/// <summary>When so many new incidents come at once that they are one.</summary>
/// <param name="PerGroup">New incidents of one source and namespace within <paramref name="Within"/> that stay single; the next one opens a storm.</param>
/// <param name="PerSource">The same over all namespaces of a source.</param>
/// <param name="Quiet">A storm to which nothing new came for so long is over.</param>
public sealed record StormLimits(int PerGroup, int PerSource, TimeSpan Within, TimeSpan Quiet)
{
    public static StormLimits Default { get; } = new(10, 100, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5));
}
