namespace Awoooi.E2E;

/// <summary>The cluster's clock: real time, less a set amount, so that an estate can be old when the curtain rises.</summary>
internal sealed class EstateClock : TimeProvider
{
    public TimeSpan Behind { get; set; }

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() - Behind;
}
