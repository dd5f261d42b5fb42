using Awoooi.Infrastructure.Simulator;
using Awoooi.Infrastructure.Simulator.Estate;

namespace Awoooi.Tests.Simulator;

/// <summary>A furnished cluster behind a running server, on a clock that only the test moves.</summary>
internal sealed class SimulatedWorld : IAsyncDisposable
{
    private SimulatedWorld(SimulatedCluster cluster, SimulatedApiServer server)
    {
        Cluster = cluster;
        Server = server;
        Call = new SimulatedCall(server);
    }

    public SimulatedCluster Cluster { get; }

    public SimulatedApiServer Server { get; }

    public SimulatedCall Call { get; }

    /// <summary>Two roomy nodes, furnished and given time to come up.</summary>
    public static async Task<SimulatedWorld> StartAsync(Action<EstateBuilder>? furnish = null, KubernetesVersion version = KubernetesVersion.V1_36)
    {
        var world = await StartEmptyAsync(version);
        var estate = new EstateBuilder(world.Cluster).Nodes(2, "64", "256Gi");
        furnish?.Invoke(estate);
        await world.PassAsync(20);
        return world;
    }

    public static async Task<SimulatedWorld> StartEmptyAsync(KubernetesVersion version)
    {
        var cluster = new SimulatedCluster(new StoppedClock());
        return new SimulatedWorld(cluster, await SimulatedApiServer.StartAsync(cluster, new SimulatedApiOptions { Version = version }));
    }

    public Task PassAsync(double seconds) => Cluster.AdvanceAsync(TimeSpan.FromSeconds(seconds));

    public async ValueTask DisposeAsync()
    {
        Call.Dispose();
        await Server.DisposeAsync();
    }

    private sealed class StoppedClock : TimeProvider
    {
        private static readonly DateTimeOffset Start = new(2026, 11, 20, 10, 54, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Start;
    }
}
