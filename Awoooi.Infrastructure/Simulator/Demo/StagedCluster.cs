using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Awoooi.Infrastructure.Simulator.Estate;
using Awoooi.Infrastructure.Simulator.Objects;

namespace Awoooi.Infrastructure.Simulator.Demo;

/// <summary>
/// The demo's cluster behind its API server. What the invented teams do (releases, scaling) goes through that server like anybody's
/// change; only faults are put into the pods from behind.
/// </summary>
internal sealed class StagedCluster : IAsyncDisposable
{
    /// <summary>The token of the invented teams.</summary>
    private const string TeamToken = "admin";

    private const int LoopRestarts = 2;

    private static readonly TimeSpan TickEvery = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Age = TimeSpan.FromDays(3);
    private static readonly TimeSpan ComingUp = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan PastStep = TimeSpan.FromSeconds(4);
    private readonly EstateClock _clock;
    private readonly SimulatedApiServer _server;
    private readonly HttpClient _team;

    private StagedCluster(EstateClock clock, SimulatedCluster cluster, SimulatedApiServer server)
    {
        _clock = clock;
        Cluster = cluster;
        _server = server;
        _team = new HttpClient { BaseAddress = server.BaseAddress };
        _team.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", TeamToken);
    }

    public SimulatedCluster Cluster { get; }

    public Uri Address => _server.BaseAddress;

    /// <summary>Starts the server with an estate that has been running for three days.</summary>
    public static async Task<StagedCluster> StartAsync(TimeProvider clock, CancellationToken cancel)
    {
        var past = new EstateClock(clock, Age);
        var cluster = new SimulatedCluster(past);
        DemoEstate.Furnish(cluster);
        var server = await SimulatedApiServer.StartAsync(cluster, new SimulatedApiOptions { TickEvery = TickEvery }, cancel);
        var staged = new StagedCluster(past, cluster, server);
        staged.Pass(Age - ComingUp);
        return staged;
    }

    /// <summary>Skips to a moment that long ago; nothing but time passes.</summary>
    public void SkipTo(TimeSpan ago)
    {
        _clock.CatchUp(ago);
        Cluster.Tick();
    }

    /// <summary>Lives through the time until that long ago in small steps.</summary>
    public void Pass(TimeSpan ago)
    {
        while (_clock.Behind > ago)
        {
            var next = _clock.Behind - PastStep;
            SkipTo(next > ago ? next : ago);
        }
    }

    public int Replicas(string ns, string deployment) => (int)(Find(ns, deployment).Number("spec", "replicas") ?? 0);

    public string Image(string ns, string deployment) => Find(ns, deployment).Maps("spec", "template", "spec", "containers").First().Text("image")!;

    /// <summary>Every pod that is wanted runs the current template and is ready.</summary>
    public bool IsWell(string ns, string deployment)
    {
        var found = Find(ns, deployment);
        var wanted = found.Number("spec", "replicas");
        return found.Number("status", "observedGeneration") == found.Number("metadata", "generation")
            && found.Number("status", "replicas") == wanted
            && found.Number("status", "updatedReplicas") == wanted
            && found.Number("status", "readyReplicas") == wanted;
    }

    /// <summary>A pod that has crashed often enough for a monitoring rule to speak of a loop; null while there is none, or all are ready between two crashes.</summary>
    public string? PodCrashing(string ns, string app) => IsWell(ns, app) ? null : Pod(ns, app, pod =>
        pod.Maps("status", "containerStatuses").Any(status => status.Text("state", "waiting", "reason") == "CrashLoopBackOff" && status.Number("restartCount") >= LoopRestarts));

    public string? PodUnready(string ns, string app) => Pod(ns, app, pod =>
        pod.Text("status", "phase") == "Running" && pod.Maps("status", "containerStatuses").Any(status => status.Map("state", "running") is not null && !status.Flag("ready")));

    public string? AnyPod(string ns, string app) => Pod(ns, app, _ => true);

    public Task ReleaseAsync(string ns, string deployment, string image, CancellationToken cancel)
        => ChangeAsync(ns, deployment, new JsonObject
        {
            ["template"] = new JsonObject { ["spec"] = new JsonObject { ["containers"] = new JsonArray(new JsonObject { ["name"] = deployment, ["image"] = image }) } },
        }, cancel);

    public Task ScaleAsync(string ns, string deployment, int replicas, CancellationToken cancel)
        => ChangeAsync(ns, deployment, new JsonObject { ["replicas"] = replicas }, cancel);

    public async ValueTask DisposeAsync()
    {
        _team.Dispose();
        await _server.DisposeAsync();
    }

    private JsonObject Find(string ns, string deployment)
        => Cluster.Find("deployments", ns, deployment) ?? throw new InvalidOperationException($"The estate has no {ns}/{deployment}.");

    private string? Pod(string ns, string app, Func<JsonObject, bool> which)
    {
        lock (Cluster.Gate)
        {
            return Cluster.Store.All(Kinds.Pod, ns).Where(pod => pod.Labels().Text("app") == app && pod.At("metadata", "deletionTimestamp") is null && which(pod)).Select(pod => pod.Name()).Order(StringComparer.Ordinal).FirstOrDefault();
        }
    }

    private async Task ChangeAsync(string ns, string deployment, JsonObject spec, CancellationToken cancel)
    {
        using var content = new StringContent(new JsonObject { ["spec"] = spec }.ToJsonString(), Encoding.UTF8, "application/strategic-merge-patch+json");
        using var answer = await _team.PatchAsync($"/apis/apps/v1/namespaces/{ns}/deployments/{deployment}", content, cancel);
        answer.EnsureSuccessStatusCode();
    }
}
