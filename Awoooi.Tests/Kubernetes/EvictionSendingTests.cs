using Awoooi.Core.Clusters;
using Awoooi.Core.Clusters.Mutations;
using Microsoft.AspNetCore.Http;

namespace Awoooi.Tests.Kubernetes;

public sealed class EvictionSendingTests
{
    private const string PodPath = "/api/v1/namespaces/shop/pods/cart-a";
    private static readonly Dictionary<string, string> AnyQuery = [];
    private static readonly ClusterMutation Eviction = EvictPod.Build(Cart.Deployment, Cart.Pod(), "exec-1", "policy/v1");

    [Fact]
    public async Task A_pod_with_another_uid_is_never_sent_for_eviction()
    {
        await using var server = await CannedServer.StartAsync();
        server.Answer("GET", PodPath, 200, """{"metadata":{"uid":"uid-2"}}""");
        await using var cluster = ClusterUnderTest.At(server.Url);

        Assert.Equal(ClusterFault.Conflict, Assert.IsType<MutationAnswer.Refused>(await cluster.Api.SendAsync(Eviction, default)).Fault);
        Assert.DoesNotContain(server.Seen, request => request.Method == "POST");
    }

    [Fact]
    public async Task A_pod_that_cannot_be_read_is_never_sent_for_eviction()
    {
        await using var server = await CannedServer.StartAsync();
        server.On("GET", PodPath, AnyQuery, context =>
        {
            context.Abort();
            return Task.CompletedTask;
        });
        await using var cluster = ClusterUnderTest.At(server.Url);

        Assert.Equal(ClusterFault.Unreachable, Assert.IsType<MutationAnswer.Refused>(await cluster.Api.SendAsync(Eviction, default)).Fault);
        Assert.DoesNotContain(server.Seen, request => request.Method == "POST");
    }

    [Theory]
    [InlineData("09-evict-blocked", ClusterFault.DisruptionBudget)]
    [InlineData("09-evict-pdb-processing", ClusterFault.DisruptionBudget)]
    [InlineData("09-evict-two-pdbs", ClusterFault.Refused)]
    public async Task A_budget_that_says_no_is_asked_once(string name, ClusterFault fault)
    {
        await using var server = await CannedServer.StartAsync();
        var recording = Recording.Named(name);
        server.Answer("GET", PodPath, 200, """{"metadata":{"uid":"uid-1"}}""").Answer("POST", PodPath + "/eviction", recording.Status, recording.BodyText);
        await using var cluster = ClusterUnderTest.At(server.Url);

        Assert.Equal(fault, Assert.IsType<MutationAnswer.Refused>(await cluster.Api.SendAsync(Eviction, default)).Fault);
        Assert.Single(server.Seen, request => request.Method == "POST");
    }

    [Fact]
    public async Task An_eviction_is_accepted_with_201()
    {
        await using var server = await CannedServer.StartAsync();
        server.Answer("GET", PodPath, 200, """{"metadata":{"uid":"uid-1"}}""").Answer("POST", PodPath + "/eviction", 201, Recording.Named("09-evict-v1").BodyText);
        await using var cluster = ClusterUnderTest.At(server.Url);

        Assert.IsType<MutationAnswer.Applied>(await cluster.Api.SendAsync(Eviction, default));
    }
}
