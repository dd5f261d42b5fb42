namespace Awoooi.Core.Trust;

/// <summary>Verified, not reopened successes among the repairs of one (class of alert, operation, workload kind) over <see cref="Window"/>.</summary>
public readonly record struct TrustScore(int Successes, int Samples)
{
    public const int LeastSamples = 20;
    public const double LeastBound = 0.8;

    public static TimeSpan Window { get; } = TimeSpan.FromDays(90);

    public static TrustScore None => default;

    /// <summary>Lower end of the 95 % Wilson score interval; 0 without samples.</summary>
    public double LowerBound => Wilson.LowerBound(Successes, Samples);

    /// <summary>Enough verified repairs to lower risk by one level.</summary>
    public bool IsCalibrated => Samples >= LeastSamples && LowerBound >= LeastBound;

    /// <summary>Further successes in a row that would calibrate it; 0 when it is.</summary>
    public int SuccessesNeeded
    {
        get
        {
            var needed = 0;
            while (!new TrustScore(Successes + needed, Samples + needed).IsCalibrated && needed < 1000)
            {
                needed++;
            }

            return needed;
        }
    }
}

/// <summary>The Wilson score interval for a proportion (E. B. Wilson, 1927).</summary>
public static class Wilson
{
    // The 97.5th percentile of the normal distribution.
    private const double Z = 1.959963984540054;

    public static double LowerBound(int successes, int samples)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(successes);
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, successes);
        if (samples == 0)
        {
            return 0;
        }

        var share = (double)successes / samples;
        var centre = share + (Z * Z / (2 * samples));
        var spread = Z * Math.Sqrt(((share * (1 - share)) + (Z * Z / (4 * samples))) / samples);
        return Math.Max(0, (centre - spread) / (1 + (Z * Z / samples)));
    }
}
