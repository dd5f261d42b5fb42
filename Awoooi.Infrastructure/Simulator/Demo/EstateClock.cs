namespace Awoooi.Infrastructure.Simulator.Demo;

/// <summary>Runs behind the given clock, so that an estate can have a past when the demo opens; it only ever catches up.</summary>
internal sealed class EstateClock(TimeProvider clock, TimeSpan behind) : TimeProvider
{
    private long _behind = behind.Ticks;

    public TimeSpan Behind => TimeSpan.FromTicks(Interlocked.Read(ref _behind));

    public override DateTimeOffset GetUtcNow() => clock.GetUtcNow() - Behind;

    /// <summary>Lets time pass until the clock is this far behind.</summary>
    public void CatchUp(TimeSpan behind)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(behind, Behind);
        Interlocked.Exchange(ref _behind, behind.Ticks);
    }
}
