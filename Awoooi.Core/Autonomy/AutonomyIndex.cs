namespace Awoooi.Core.Autonomy;

/// <summary>Incidents that ended in one window: by AI alone, or with people. What healed by itself, tests and stale ones are in neither.</summary>
public sealed record AutonomyWindow(int ResolvedByAi, int ResolvedByPeople)
{
    public int Total => ResolvedByAi + ResolvedByPeople;

    /// <summary>Percent, null without events: there is no false 100 %.</summary>
    public double? Rate => Total == 0 ? null : 100.0 * ResolvedByAi / Total;
}

/// <summary>The share of incidents that AI resolved alone over a rolling 24 h, against the 24 h before, with the days that lead to it.</summary>
/// <param name="Days">Fourteen windows of 24 h, oldest first; the last one is <paramref name="Now"/>.</param>
public sealed record AutonomyIndex(AutonomyWindow Now, AutonomyWindow Before, IReadOnlyList<AutonomyWindow> Days)
{
    /// <summary>Under this many events the number is shown without a trend.</summary>
    public const int SmallSample = 20;

    public bool IsSmall => Now.Total < SmallSample;

    /// <summary>Points against the 24 h before; null for a small sample on either side.</summary>
    public double? Trend => IsSmall || Before.Total < SmallSample ? null : Now.Rate - Before.Rate;
}

/// <summary>Reads the autonomy index. Incidents count once their reopen window is over.</summary>
public interface IAutonomyReader
{
    Task<AutonomyIndex> ReadAsync(CancellationToken cancel);
}
