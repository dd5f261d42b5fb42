using Awoooi.Infrastructure.Simulator;
using Awoooi.Infrastructure.Simulator.Faults;
using Awoooi.Infrastructure.Simulator.Objects;

namespace Awoooi.Tests.Simulator;

public sealed class RequestHoldTests
{
    private const string Cart = "/apis/apps/v1/namespaces/shop/deployments/cart";
    private const string ScaleToFive = """{"spec":{"replicas":5}}""";

    [Theory]
    [InlineData(HoldPoint.Arrived, 3, 3)]
    [InlineData(HoldPoint.Accepted, 3, 5)]
    [InlineData(HoldPoint.Applied, 5, 5)]
    public async Task A_held_change_whose_client_dies_ends_as_its_point_says(HoldPoint at, int held, int afterwards)
    {
        await using var world = await SimulatedWorld.StartAsync(estate => estate.Namespace("shop", shop => shop.Deployment("cart", 3)));
        var hold = new RequestHold(at);
        world.Cluster.Faults.Next(ApiFault.Held(hold), method: "PATCH", rehearsals: false);
        var call = new SimulatedCall(world.Server);
        var patch = call.MergeAsync(Cart, ScaleToFive);
        await hold.Reached.WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Equal(held, Replicas(world));
        call.Dispose();
        await Assert.ThrowsAnyAsync<Exception>(() => patch);
        if (at == HoldPoint.Accepted)
        {
            hold.LetGo();
        }

        Assert.Equal(afterwards == 5, (await LoggedAsync(world)).Mutated);
        Assert.Equal(afterwards, Replicas(world));
    }

    [Fact]
    public async Task A_held_change_that_is_let_go_is_answered_and_rehearsals_pass_by()
    {
        await using var world = await SimulatedWorld.StartAsync(estate => estate.Namespace("shop", shop => shop.Deployment("cart", 3)));
        var hold = new RequestHold(HoldPoint.Arrived);
        world.Cluster.Faults.Next(ApiFault.Held(hold), method: "PATCH", rehearsals: false);

        Assert.Equal(200, (await world.Call.MergeAsync($"{Cart}?dryRun=All", ScaleToFive)).Status);
        var patch = world.Call.MergeAsync(Cart, ScaleToFive);
        await hold.Reached.WaitAsync(TimeSpan.FromSeconds(30));
        hold.LetGo();

        Assert.Equal(200, (await patch).Status);
        Assert.Equal(5, Replicas(world));
    }

    private static long? Replicas(SimulatedWorld world) => world.Cluster.Find("deployments", "shop", "cart").Number("spec", "replicas");

    private static async Task<RecordedRequest> LoggedAsync(SimulatedWorld world)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            if (world.Server.Log.FirstOrDefault(request => request.Method == "PATCH") is { } found)
            {
                return found;
            }

            await Task.Delay(10, deadline.Token);
        }
    }
}
