using Awoooi.Core.Trust;

namespace Awoooi.Tests.Trust;

public sealed class TrustScoreTests
{
    // Reference values of the interval, computed with independent software to four digits.
    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(0, 10, 0)]
    [InlineData(10, 10, 0.7225)]
    [InlineData(20, 20, 0.8389)]
    [InlineData(19, 20, 0.7639)]
    [InlineData(45, 50, 0.7864)]
    public void The_lower_bound_is_wilsons(int successes, int samples, double bound) => Assert.Equal(bound, Wilson.LowerBound(successes, samples), 4);

    [Theory]
    [InlineData(19, 19, false)]
    [InlineData(20, 20, true)]
    [InlineData(19, 20, false)]
    [InlineData(23, 24, false)]
    [InlineData(24, 25, true)]
    [InlineData(46, 50, true)]
    [InlineData(45, 50, false)]
    public void It_takes_20_samples_and_a_bound_of_80_percent(int successes, int samples, bool calibrated)
        => Assert.Equal(calibrated, new TrustScore(successes, samples).IsCalibrated);

    [Theory]
    [InlineData(20, 20, 0)]
    [InlineData(17, 17, 3)]
    [InlineData(0, 0, 20)]
    public void It_knows_how_many_more_successes_it_needs(int successes, int samples, int needed)
        => Assert.Equal(needed, new TrustScore(successes, samples).SuccessesNeeded);

    [Theory]
    [InlineData(-1, 5)]
    [InlineData(6, 5)]
    public void Impossible_counts_are_refused(int successes, int samples)
        => Assert.Throws<ArgumentOutOfRangeException>(() => Wilson.LowerBound(successes, samples));
}
