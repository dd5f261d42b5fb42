using System.Text.Json.Nodes;
using Awoooi.Infrastructure.Simulator.Objects;

namespace Awoooi.Tests.Simulator;

public sealed class WatchTests
{
    private const string Maps = "/api/v1/namespaces/shop/configmaps";

    [Fact]
    public async Task A_watch_tells_the_life_of_an_object_and_then_where_it_stands()
    {
        await using var world = await StartAsync();
        var from = (await world.Call.GetAsync(Maps)).Json.Version();
        await world.Call.PostAsync(Maps, Flags("1"));
        await world.Call.MergeAsync($"{Maps}/flags", """{"data":{"a":"2"}}""", "admin");
        await world.Call.DeleteAsync($"{Maps}/flags", token: "admin");

        var lines = await WatchAsync(world, $"{Maps}?watch=1&resourceVersion={from}&allowWatchBookmarks=true&timeoutSeconds=3");

        Assert.Equal(["ADDED", "MODIFIED", "DELETED", "BOOKMARK"], lines.Take(4).Select(line => line.Text("type")));
        Assert.Equal("2", lines[2].Text("object", "data", "a"));
    }

    [Fact]
    public async Task With_a_selector_an_object_that_stops_matching_is_deleted()
    {
        await using var world = await StartAsync();
        var from = (await world.Call.GetAsync(Maps)).Json.Version();
        var flags = Flags("1");
        flags.Make("metadata", "labels")["on"] = "yes";
        await world.Call.PostAsync(Maps, flags);
        await world.Call.MergeAsync($"{Maps}/flags", """{"metadata":{"labels":{"on":"no"}}}""", "admin");

        var lines = await WatchAsync(world, $"{Maps}?watch=1&resourceVersion={from}&labelSelector=on%3Dyes&timeoutSeconds=1");

        Assert.Equal(["ADDED", "DELETED"], lines.Select(line => line.Text("type")));
    }

    [Theory]
    [InlineData("pods", "too old resource version: 1 (")]
    [InlineData("events", "The resourceVersion for the provided watch is too old.")]
    public async Task A_watch_from_a_forgotten_revision_ends_with_an_error_line(string plural, string message)
    {
        await using var world = await StartAsync();

        var lines = await WatchAsync(world, $"/api/v1/namespaces/shop/{plural}?watch=1&resourceVersion=1&timeoutSeconds=3");

        var error = Assert.Single(lines);
        Assert.Equal("ERROR", error.Text("type"));
        Assert.Equal(410, error.Number("object", "code"));
        Assert.StartsWith(message, error.Text("object", "message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_page_stays_what_it_was_while_the_cluster_moves_on()
    {
        await using var world = await StartAsync();
        foreach (var name in new[] { "a", "b", "c" })
        {
            await world.Call.PostAsync(Maps, new JsonObject { ["metadata"] = new JsonObject { ["name"] = name } });
        }

        var first = (await world.Call.GetAsync($"{Maps}?limit=2")).Json;
        await world.Call.DeleteAsync($"{Maps}/c", token: "admin");
        var token = Uri.EscapeDataString(first.Text("metadata", "continue")!);
        var second = (await world.Call.GetAsync($"{Maps}?limit=2&continue={token}")).Json;

        Assert.Equal(1, first.Number("metadata", "remainingItemCount"));
        Assert.Equal(["c"], second.Maps("items").Select(item => item.Name()));
    }

    [Fact]
    public async Task An_expired_page_is_refused_with_a_token_for_the_rest()
    {
        await using var world = await StartAsync();
        foreach (var name in new[] { "a", "b", "c" })
        {
            await world.Call.PostAsync(Maps, new JsonObject { ["metadata"] = new JsonObject { ["name"] = name } });
        }

        var token = Uri.EscapeDataString((await world.Call.GetAsync($"{Maps}?limit=2")).Json.Text("metadata", "continue")!);
        await world.Call.DeleteAsync($"{Maps}/a", token: "admin");
        world.Cluster.Compact();
        var refused = await world.Call.GetAsync($"{Maps}?limit=2&continue={token}");
        var rest = await world.Call.GetAsync($"{Maps}?limit=2&continue={Uri.EscapeDataString(refused.Json.Text("metadata", "continue")!)}");

        Assert.Equal(410, refused.Status);
        Assert.Equal(["c"], rest.Json.Maps("items").Select(item => item.Name()));
    }

    private static Task<SimulatedWorld> StartAsync() => SimulatedWorld.StartAsync(estate => estate.Namespace("shop"));

    private static JsonObject Flags(string value) =>
        new() { ["metadata"] = new JsonObject { ["name"] = "flags" }, ["data"] = new JsonObject { ["a"] = value } };

    private static async Task<List<JsonObject>> WatchAsync(SimulatedWorld world, string path) =>
        [.. (await world.Call.GetAsync(path)).Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!.AsObject())];
}
