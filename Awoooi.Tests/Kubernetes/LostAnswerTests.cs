using System.Text.Json.Nodes;
using Awoooi.Core.Clusters;
using Awoooi.Core.Clusters.Mutations;
using Awoooi.Infrastructure.Simulator;
using Awoooi.Infrastructure.Simulator.Estate;
using Awoooi.Infrastructure.Simulator.Faults;

namespace Awoooi.Tests.Kubernetes;

/// <summary>What the server's own log shows when answers are lost, late or refused: never a second effect.</summary>
public sealed class LostAnswerTests : IAsyncLifetime
{
    private static readonly WorkloadRef Workload = new(WorkloadKind.Deployment, "shop", "cart");

    private readonly SimulatedCluster _cluster = new(TimeProvider.System);
    private SimulatedApiServer _server = null!;
    private ClusterUnderTest _client = null!;
    private WorkloadFacts _before = null!;

    private IClusterApi Api => _client.Api;

    private IEnumerable<RecordedRequest> Mutations => _server.Log.Where(request => request.Mutated);

    public async Task InitializeAsync()
    {
        new EstateBuilder(_cluster).Nodes(2).Namespace("shop", ns => ns.Deployment("cart", 2));
        await _cluster.SettleAsync();
        _server = await SimulatedApiServer.StartAsync(_cluster);
        _client = ClusterUnderTest.At(_server.BaseAddress.AbsoluteUri, ("Token", "editor"));
        _before = (await Api.ReadWorkloadAsync(Workload, default)).Value!;
    }

    public async Task DisposeAsync()
    {
        await _client.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Theory]
    [InlineData(MutationKind.Restart)]
    [InlineData(MutationKind.Scale)]
    public async Task A_lost_answer_is_found_by_its_marker_and_had_one_effect(MutationKind kind)
    {
        var mutation = Build(kind);
        _cluster.Faults.Next(ApiFault.CutAfterApplying, method: "PATCH");

        Assert.IsType<MutationAnswer.NoAnswer>(await Api.SendAsync(mutation, default));
        Assert.True((await Api.FindMarkerAsync(Workload, mutation.Marker, default)).Value!.Found);
        Assert.Single(Mutations);
    }

    [Theory]
    [InlineData(MutationKind.Restart)]
    [InlineData(MutationKind.Scale)]
    public async Task A_request_that_was_never_applied_leaves_no_marker_and_may_go_again(MutationKind kind)
    {
        var mutation = Build(kind);
        _cluster.Faults.Next(ApiFault.CutBeforeApplying, method: "PATCH");

        Assert.IsType<MutationAnswer.NoAnswer>(await Api.SendAsync(mutation, default));
        Assert.False((await Api.FindMarkerAsync(Workload, mutation.Marker, default)).Value!.Found);
        Assert.IsType<MutationAnswer.Applied>(await Api.SendAsync(mutation, default));
        Assert.Single(Mutations);
    }

    [Fact]
    public async Task Sending_a_restart_again_after_a_lost_answer_rolls_nothing_twice()
    {
        var restart = Build(MutationKind.Restart);
        _cluster.Faults.Next(ApiFault.CutAfterApplying, method: "PATCH");
        await Api.SendAsync(restart, default);

        var again = Assert.IsType<MutationAnswer.Applied>(await Api.SendAsync(restart, default));
        await _cluster.SettleAsync();

        Assert.Equal(_before.Generation + 1, again.Generation);
        Assert.Equal(2, (await Api.ReadWorkloadAsync(Workload, default)).Value!.Revisions.Count);
    }

    [Fact]
    public async Task A_throttled_mutation_arrives_once()
    {
        _cluster.Faults.Next(ApiFault.Throttled(), requests: 2, method: "PATCH");

        Assert.IsType<MutationAnswer.Applied>(await Api.SendAsync(Build(MutationKind.Scale), default));
        Assert.Single(Mutations);
        Assert.Equal(3, _server.Log.Count(request => request.Method == "PATCH"));
    }

    [Fact]
    public async Task An_answer_later_than_our_patience_is_no_answer_and_not_sent_again()
    {
        await using var impatient = ClusterUnderTest.At(_server.BaseAddress.AbsoluteUri, ("Token", "editor"), ("WriteTimeout", "00:00:01"));

        // A second try would not be hit by the fault and would be answered.
        _cluster.Faults.Next(ApiFault.Hang(TimeSpan.FromSeconds(5)), method: "PATCH");

        Assert.IsType<MutationAnswer.NoAnswer>(await impatient.Api.SendAsync(Build(MutationKind.Restart), default));
    }

    [Fact]
    public async Task A_time_out_of_the_servers_store_is_no_answer_and_not_sent_again()
    {
        _cluster.Faults.Next(ApiFault.InternalError, method: "PATCH");

        Assert.IsType<MutationAnswer.NoAnswer>(await Api.SendAsync(Build(MutationKind.Restart), default));
        Assert.Single(_server.Log, request => request.Method == "PATCH");
    }

    [Fact]
    public async Task A_lost_answer_to_an_eviction_is_found_by_the_missing_pod()
    {
        var pod = (await Api.ListPodsAsync(_before, default)).Value![0];
        var eviction = EvictPod.Build(Workload, pod, "exec-1", "policy/v1");
        _cluster.Faults.Next(ApiFault.CutAfterApplying, method: "POST", pathContains: "/eviction");

        Assert.IsType<MutationAnswer.NoAnswer>(await Api.SendAsync(eviction, default));
        Assert.True(EvictPod.HasHappened(eviction, await Api.ReadPodAsync("shop", pod.Name, default)));
    }

    [Fact]
    public async Task An_eviction_sent_again_hits_no_other_pod()
    {
        var pod = (await Api.ListPodsAsync(_before, default)).Value![0];
        var eviction = EvictPod.Build(Workload, pod, "exec-1", "policy/v1");
        Assert.IsType<MutationAnswer.Applied>(await Api.SendAsync(eviction, default));
        await _cluster.SettleAsync();

        Assert.Equal(ClusterFault.NotFound, Assert.IsType<MutationAnswer.Refused>(await Api.SendAsync(eviction, default)).Fault);
        Assert.Single(Mutations);
    }

    [Fact]
    public async Task The_marker_is_in_the_servers_log_of_every_kind()
    {
        var pod = (await Api.ListPodsAsync(_before, default)).Value![0];
        await Api.SendAsync(EvictPod.Build(Workload, pod, "exec-pod", "policy/v1"), default);
        await Api.SendAsync(Build(MutationKind.Scale), default);

        Assert.Equal(["exec-pod", "exec-1"], Mutations.Select(request => JsonNode.Parse(request.Body)!["metadata"]!["annotations"]![ExecutionMarker.Annotation]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_policy_that_denies_shows_its_reason_in_the_rehearsal()
    {
        _cluster.Admission.Deny("shop", "freeze", "changes are frozen this week");

        var refused = Assert.IsType<DryRunAnswer.Refused>(await Api.DryRunAsync(Build(MutationKind.Restart), default));

        Assert.Equal(ClusterFault.Refused, refused.Fault);
        Assert.Contains("changes are frozen this week", refused.Detail, StringComparison.Ordinal);
    }

    private ClusterMutation Build(MutationKind kind) => kind == MutationKind.Restart
        ? RestartWorkload.Build(_before, "exec-1", Cart.Morning)
        : ScaleWorkload.Build(_before, 3, "exec-1");
}
