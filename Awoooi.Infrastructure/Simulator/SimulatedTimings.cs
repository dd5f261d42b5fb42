namespace Awoooi.Infrastructure.Simulator;

/// <summary>How long things take inside the simulated cluster, on the cluster's own clock.</summary>
public sealed record SimulatedTimings
{
    /// <summary>From being scheduled to the first start of the containers (image pull included).</summary>
    public TimeSpan Start { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>From an order to stop to the pod being gone; never longer than its grace period.</summary>
    public TimeSpan Termination { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a crashing container runs before it exits.</summary>
    public TimeSpan CrashAfter { get; init; } = TimeSpan.FromSeconds(1);

    public TimeSpan FirstBackOff { get; init; } = TimeSpan.FromSeconds(10);

    public TimeSpan LongestBackOff { get; init; } = TimeSpan.FromMinutes(5);

    public TimeSpan AutoscalerPeriod { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>From a node going silent to its Ready condition turning Unknown.</summary>
    public TimeSpan NodeGrace { get; init; } = TimeSpan.FromSeconds(40);

    /// <summary>How long pods stay on an unreachable node.</summary>
    public TimeSpan UnreachableToleration { get; init; } = TimeSpan.FromSeconds(300);

    public static SimulatedTimings Brisk { get; } = new()
    {
        Start = TimeSpan.FromMilliseconds(300),
        Termination = TimeSpan.FromMilliseconds(300),
        CrashAfter = TimeSpan.FromMilliseconds(200),
        FirstBackOff = TimeSpan.FromSeconds(1),
        LongestBackOff = TimeSpan.FromSeconds(10),
        AutoscalerPeriod = TimeSpan.FromSeconds(1),
        NodeGrace = TimeSpan.FromSeconds(2),
        UnreachableToleration = TimeSpan.FromSeconds(10),
    };
}
