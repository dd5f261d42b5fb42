using System.Text.Json.Nodes;
using Awoooi.Infrastructure.Simulator.Faults;
using Awoooi.Infrastructure.Simulator.Objects;

namespace Awoooi.Tests.Simulator;

/// <summary>The habits of the real API server that do harm; the simulator must have every one of them.</summary>
public sealed class DangerousAnswersTests
{
    private const string Cart = "/apis/apps/v1/namespaces/shop/deployments/cart";

    [Fact]
    public async Task A_dry_run_in_the_query_of_a_delete_with_a_body_really_deletes()
    {
        await using var world = await StartAsync();
        var pod = await PodAsync(world);

        await world.Call.DeleteAsync($"/api/v1/namespaces/shop/pods/{pod}?dryRun=All", """{"apiVersion":"v1","kind":"DeleteOptions"}""");

        Assert.True(world.Cluster.Find("pods", "shop", pod)!.IsTerminating());
    }

    [Fact]
    public async Task A_dry_run_in_the_body_of_a_delete_deletes_nothing()
    {
        await using var world = await StartAsync();
        var pod = await PodAsync(world);

        var answer = await world.Call.DeleteAsync($"/api/v1/namespaces/shop/pods/{pod}", """{"apiVersion":"v1","kind":"DeleteOptions","dryRun":["All"]}""");

        Assert.True(answer.Json.IsTerminating());
        Assert.False(world.Cluster.Find("pods", "shop", pod)!.IsTerminating());
    }

    [Fact]
    public async Task An_eviction_with_the_wrong_uid_still_spends_the_budget()
    {
        await using var world = await StartAsync();
        var pod = await PodAsync(world);

        Assert.Equal(409, (await world.Call.EvictAsync("shop", pod, "11111111-2222-3333-4444-555555555555")).Status);

        Assert.Equal(0, world.Cluster.Find("poddisruptionbudgets", "shop", "cart").Number("status", "disruptionsAllowed"));
        Assert.Equal(429, (await world.Call.EvictAsync("shop", pod, world.Cluster.Find("pods", "shop", pod)!.Uid())).Status);
    }

    [Fact]
    public async Task A_dry_run_of_an_eviction_spends_nothing()
    {
        await using var world = await StartAsync();
        var pod = await PodAsync(world);

        Assert.Equal(201, (await world.Call.EvictAsync("shop", pod, query: "?dryRun=All")).Status);

        Assert.Equal(1, world.Cluster.Find("poddisruptionbudgets", "shop", "cart").Number("status", "disruptionsAllowed"));
    }

    [Fact]
    public async Task A_paused_deployment_takes_a_restart_and_nothing_rolls()
    {
        await using var world = await StartAsync();
        var pod = await PodAsync(world);
        await world.Call.MergeAsync(Cart, """{"spec":{"paused":true}}""");

        var answer = await world.Call.StrategicAsync(Cart, """{"spec":{"template":{"metadata":{"annotations":{"restarted":"1"}}}}}""");
        await world.PassAsync(30);

        Assert.Equal(200, answer.Status);
        var cart = world.Cluster.Find("deployments", "shop", "cart")!;
        Assert.Equal(cart.Generation(), cart.Number("status", "observedGeneration"));
        Assert.Null(cart.Number("status", "updatedReplicas"));
        Assert.NotNull(world.Cluster.Find("pods", "shop", pod));
    }

    [Fact]
    public async Task The_same_patch_twice_changes_nothing_the_second_time()
    {
        await using var world = await StartAsync();
        const string patch = """{"spec":{"template":{"metadata":{"annotations":{"restarted":"1"}}}}}""";

        var first = (await world.Call.StrategicAsync(Cart, patch)).Json;
        var second = (await world.Call.StrategicAsync(Cart, patch)).Json;

        Assert.Equal(first.Version(), second.Version());
        Assert.Single(world.Server.Log, request => request.Mutated);
    }

    [Fact]
    public async Task A_lost_answer_has_changed_the_cluster_and_is_logged_as_a_mutation()
    {
        await using var world = await StartAsync();
        world.Cluster.Faults.Next(ApiFault.CutAfterApplying, method: "PATCH");

        await Assert.ThrowsAsync<HttpRequestException>(() => world.Call.MergeAsync(Cart, """{"metadata":{"annotations":{"awoooi.io/execution-id":"exec-9"}}}"""));

        Assert.Equal("exec-9", world.Cluster.Find("deployments", "shop", "cart")!.Annotation("awoooi.io/execution-id"));
        var mutation = Assert.Single(world.Server.Log, request => request.Mutated);
        Assert.Contains("exec-9", mutation.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_cut_before_applying_changes_nothing()
    {
        await using var world = await StartAsync();
        world.Cluster.Faults.Next(ApiFault.CutBeforeApplying, method: "PATCH");

        await Assert.ThrowsAsync<HttpRequestException>(() => world.Call.MergeAsync(Cart, """{"metadata":{"annotations":{"awoooi.io/execution-id":"exec-9"}}}"""));

        Assert.Null(world.Cluster.Find("deployments", "shop", "cart")!.Annotation("awoooi.io/execution-id"));
        Assert.DoesNotContain(world.Server.Log, request => request.Mutated);
    }

    private static Task<SimulatedWorld> StartAsync() =>
        SimulatedWorld.StartAsync(estate => estate.Namespace("shop", shop => shop.Deployment("cart", 3).Budget("cart", "cart", "2")));

    private static async Task<string> PodAsync(SimulatedWorld world) =>
        (await world.Call.GetAsync("/api/v1/namespaces/shop/pods?labelSelector=app%3Dcart")).Json.Maps("items").First().Name();
}
