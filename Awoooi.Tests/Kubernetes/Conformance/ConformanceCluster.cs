using System.Text.Json.Nodes;
using Awoooi.Core.Clusters;
using Awoooi.Infrastructure.Simulator;

namespace Awoooi.Tests.Kubernetes.Conformance;

/// <summary>
/// The cluster that the cases of one class talk to: the simulated one, or the real one that the kubeconfig named by
/// <c>AWOOOI_TEST_KUBECONFIG</c> leads to. Everything happens in a namespace made for the class and deleted after it.
/// </summary>
public class ConformanceCluster : IAsyncLifetime
{
    public const string Variable = "AWOOOI_TEST_KUBECONFIG";

    private readonly Dictionary<string, ClusterUnderTest> _clients = [];
    private IConformanceSubject _subject = null!;

    internal string Namespace { get; private set; } = "";

    /// <summary>Plain HTTP with all rights.</summary>
    internal RawApi Raw => _subject.Raw("admin");

    /// <summary>Our client with all rights.</summary>
    internal IClusterApi Api => As("admin");

    internal string Deployments => $"/apis/apps/v1/namespaces/{Namespace}/deployments";

    internal string StatefulSets => $"/apis/apps/v1/namespaces/{Namespace}/statefulsets";

    internal string DaemonSets => $"/apis/apps/v1/namespaces/{Namespace}/daemonsets";

    internal string Pods => $"/api/v1/namespaces/{Namespace}/pods";

    internal string Budgets => $"/apis/{Offered.Budgets}/namespaces/{Namespace}/poddisruptionbudgets";

    internal string Autoscalers => $"/apis/{Offered.Autoscalers}/namespaces/{Namespace}/horizontalpodautoscalers";

    /// <summary>The API versions of this server.</summary>
    internal ClusterCapabilities Offered { get; private set; } = null!;

    /// <summary>Whether the server knows <c>fieldValidation</c> and warns of unknown fields.</summary>
    internal bool ValidatesFields => Offered.Budgets == "policy/v1" && string.CompareOrdinal(Offered.Server, "v1.25") >= 0;

    public async Task InitializeAsync()
    {
        _subject = await StartAsync();
        Namespace = "awoooi-conformance-" + Guid.CreateVersion7().ToString("N")[^12..];
        Assert.Equal(201, (await Raw.PostAsync("/api/v1/namespaces", new JsonObject { ["apiVersion"] = "v1", ["kind"] = "Namespace", ["metadata"] = new JsonObject { ["name"] = Namespace } })).Status);
        await _subject.PrepareUsersAsync(Namespace);
        Offered = (await Api.ReadCapabilitiesAsync(default)).Value!;
    }

    public async Task DisposeAsync()
    {
        if (Namespace.Length > 0)
        {
            await Raw.DeleteAsync("/api/v1/namespaces/" + Namespace);
        }

        foreach (var client in _clients.Values)
        {
            await client.DisposeAsync();
        }

        await _subject.DisposeAsync();
    }

    /// <summary>Our client as <c>admin</c>, <c>editor</c>, <c>viewer</c>, <c>nobody</c> (no rights), <c>stranger</c> (bad token) or <c>anonymous</c>.</summary>
    internal IClusterApi As(string user)
    {
        lock (_clients)
        {
            return (_clients.TryGetValue(user, out var known) ? known : _clients[user] = _subject.Client(user)).Api;
        }
    }

    internal RawApi RawAs(string user) => _subject.Raw(user);

    /// <summary>Makes the server forget old versions, where that can be asked for.</summary>
    internal Task ForgetHistoryAsync() => _subject.ForgetHistoryAsync();

    internal async Task<RawAnswer> CreateAsync(string collection, JsonObject manifest)
    {
        var answer = await Raw.PostAsync(collection, manifest);
        Assert.True(answer.Status == 201, answer.Text);
        return answer;
    }

    /// <summary>Creates the workload and waits until all of it is available.</summary>
    internal async Task<WorkloadFacts> RunAsync(JsonObject manifest)
    {
        var kind = Enum.Parse<WorkloadKind>(manifest["kind"]!.GetValue<string>());
        await CreateAsync(ApiPath.Collection(kind, Namespace), manifest);
        return await CompleteAsync(new WorkloadRef(kind, Namespace, manifest["metadata"]!["name"]!.GetValue<string>()));
    }

    internal Task<WorkloadFacts> CompleteAsync(WorkloadRef workload) =>
        UntilAsync(workload, facts => Rollout.IsComplete(facts) && facts.Revisions.Count > 0 && facts.Revisions[0].TemplateHash == facts.TemplateHash && facts.Revision == facts.Revisions[0].Revision);

    /// <summary>Reads the workload until it is as wanted, or fails with its last state.</summary>
    internal async Task<WorkloadFacts> UntilAsync(WorkloadRef workload, Func<WorkloadFacts, bool> wanted)
    {
        WorkloadFacts? last = null;
        await EventuallyAsync(async () => (last = await ReadAsync(workload)) is { } facts && wanted(facts), () => $"{last}");
        return last!;
    }

    internal async Task<WorkloadFacts> ReadAsync(WorkloadRef workload)
    {
        var answer = await Api.ReadWorkloadAsync(workload, default);
        Assert.True(answer.Value is not null, answer.Detail);
        return answer.Value!;
    }

    internal async Task<PodFacts> PodOfAsync(WorkloadFacts workload) => (await PodsOfAsync(workload))[0];

    internal async Task<IReadOnlyList<PodFacts>> PodsOfAsync(WorkloadFacts workload)
    {
        var pods = await Api.ListPodsAsync(workload, default);
        Assert.True(pods.Value is { Count: > 0 }, pods.Detail);
        return pods.Value!;
    }

    internal async Task EventuallyAsync(Func<Task<bool>> wanted, Func<string>? state = null)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!await wanted())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < _subject.Patience, $"It did not come about within {_subject.Patience}. {state?.Invoke()}");
            await Task.Delay(_subject.PollEvery);
        }
    }

    /// <summary>A marker no other case uses.</summary>
    internal static string NewMarker() => "exec-" + Guid.CreateVersion7().ToString("N")[^12..];

    private protected virtual async Task<IConformanceSubject> StartAsync() =>
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } kubeconfig
            ? await RealSubject.StartAsync(kubeconfig)
            : await SimulatedSubject.StartAsync(KubernetesVersion.V1_36);
}

/// <summary>The oldest server that is simulated, for the cases in which the version matters.</summary>
public sealed class OldCluster : ConformanceCluster
{
    private protected override async Task<IConformanceSubject> StartAsync() => await SimulatedSubject.StartAsync(KubernetesVersion.V1_20);
}

/// <summary>Where the cases run.</summary>
internal interface IConformanceSubject : IAsyncDisposable
{
    TimeSpan Patience { get; }

    TimeSpan PollEvery { get; }

    RawApi Raw(string user);

    ClusterUnderTest Client(string user);

    Task PrepareUsersAsync(string ns);

    Task ForgetHistoryAsync();
}
