using Awoooi.Infrastructure.Simulator;
using Awoooi.Infrastructure.Simulator.Estate;
using Awoooi.Infrastructure.Simulator.Faults;

namespace Awoooi.Tests.Kubernetes.Conformance;

/// <summary>The simulated API server, its controllers moving in real time but briskly.</summary>
internal sealed class SimulatedSubject : IConformanceSubject
{
    private readonly SimulatedCluster _cluster;
    private readonly SimulatedApiServer _server;
    private readonly HttpClient _client = new();

    private SimulatedSubject(SimulatedCluster cluster, SimulatedApiServer server) => (_cluster, _server) = (cluster, server);

    public TimeSpan Patience => TimeSpan.FromSeconds(60);

    public TimeSpan PollEvery => TimeSpan.FromMilliseconds(50);

    private string Server => _server.BaseAddress.AbsoluteUri.TrimEnd('/');

    public static async Task<SimulatedSubject> StartAsync(KubernetesVersion version)
    {
        var cluster = new SimulatedCluster(TimeProvider.System, SimulatedTimings.Brisk);
        new EstateBuilder(cluster).Nodes(2);

        // On a real cluster this image does not exist either.
        cluster.Behaviours.ForImage(Manifests.MissingImage, PodFault.ImageMissing());
        return new SimulatedSubject(cluster, await SimulatedApiServer.StartAsync(cluster, new SimulatedApiOptions { TickEvery = TimeSpan.FromMilliseconds(50), Version = version }));
    }

    public RawApi Raw(string user) => new(_client, Server, TokenOf(user));

    public ClusterUnderTest Client(string user) => TokenOf(user) is { } token
        ? ClusterUnderTest.At(Server, ("Token", token))
        : ClusterUnderTest.With(new Dictionary<string, string?> { ["Awoooi:Cluster:Server"] = Server });

    // Its users are there from the start.
    public Task PrepareUsersAsync(string ns) => Task.CompletedTask;

    public Task ForgetHistoryAsync()
    {
        _cluster.Compact();
        return Task.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
    }

    private static string? TokenOf(string user) => user == "anonymous" ? null : user;
}
