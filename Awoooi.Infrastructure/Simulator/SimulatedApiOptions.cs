namespace Awoooi.Infrastructure.Simulator;

/// <summary>How the simulated API server listens and how its controllers move.</summary>
public sealed record SimulatedApiOptions
{
    public KubernetesVersion Version { get; init; } = KubernetesVersion.V1_36;

    /// <summary>Port on 127.0.0.1; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>Real time between two passes of the controllers; null leaves the clock to <see cref="SimulatedCluster.AdvanceAsync"/>.</summary>
    public TimeSpan? TickEvery { get; init; }

    /// <summary>How many requests the log keeps; mutations outlive reads.</summary>
    public int LogCapacity { get; init; } = 2000;
}
