using Awoooi.Core.Clusters;

namespace Awoooi.Tests.Kubernetes;

public sealed class NeighbourhoodReadingTests
{
    [Fact]
    public async Task Scheduler_events_without_counts_and_old_times_are_read()
    {
        await using var server = await CannedServer.StartAsync();
        server.Answer("GET", "/api/v1/namespaces/shop/events", 200, Recording.Named("15-events-new-api-scheduler").BodyText);
        await using var cluster = ClusterUnderTest.At(server.Url);

        var only = Assert.Single((await cluster.Api.ListWarningsAsync("shop", "Pod", "x", 10, default)).Value!);

        Assert.Equal(("FailedScheduling", 1, 35), (only.Reason, only.Count, only.At.Second));
        Assert.Contains(Uri.EscapeDataString("involvedObject.kind=Pod,involvedObject.name=x,type=Warning"), server.Seen[0].Target, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Events_come_newest_first_and_no_more_than_asked()
    {
        await using var server = await CannedServer.StartAsync();
        server.Answer("GET", "/api/v1/namespaces/shop/events", 200, """
            {"items":[{"reason":"old","lastTimestamp":"2026-11-20T08:00:00Z"},{"reason":"new","eventTime":"2026-11-20T10:00:00.5Z","lastTimestamp":null},{"reason":"mid","metadata":{"creationTimestamp":"2026-11-20T09:00:00Z"}}]}
            """);
        await using var cluster = ClusterUnderTest.At(server.Url);

        Assert.Equal(["new", "mid"], (await cluster.Api.ListWarningsAsync("shop", null, null, 2, default)).Value!.Select(item => item.Reason));
    }

    [Fact]
    public async Task Logs_are_lines_and_an_unscheduled_pod_has_none()
    {
        await using var server = await CannedServer.StartAsync();
        server.Play("16-log-tail").Answer("GET", "/api/v1/namespaces/shop/pods/huge/log", 204, "").Answer("GET", "/api/v1/namespaces/shop/pods/waiting/log", 400, Recording.Named("16-log-waiting").BodyText);
        await using var cluster = ClusterUnderTest.At(server.Url);

        var lines = (await cluster.Api.ReadLogAsync("shop", "cart-768978f997-7qsfw", "cart", false, 3, default)).Value!;
        var none = (await cluster.Api.ReadLogAsync("shop", "huge", "cart", true, 3, default)).Value!;
        var waiting = await cluster.Api.ReadLogAsync("shop", "waiting", "cart", false, 3, default);

        Assert.Equal(3, lines.Count);
        Assert.StartsWith("line 200", lines[2], StringComparison.Ordinal);
        Assert.Empty(none);
        Assert.Equal(ClusterFault.Invalid, waiting.Fault);
        Assert.Contains("waiting to start", waiting.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_silent_node_is_unknown_not_unready()
    {
        await using var server = await CannedServer.StartAsync();
        server.Play("18-node-notready", "18-node-cordoned");
        await using var cluster = ClusterUnderTest.At(server.Url);
        var cordoned = Recording.Named("18-node-cordoned").Path.Split('/')[^1];

        var silent = (await cluster.Api.ReadNodeAsync("fake-node-2", default)).Value!;

        Assert.Null(silent.Ready);
        Assert.Empty(silent.Pressures);
        Assert.Contains("node.kubernetes.io/unreachable:NoExecute", silent.Taints);
        Assert.True((await cluster.Api.ReadNodeAsync(cordoned, default)).Value!.Cordoned);
    }

    [Fact]
    public async Task A_pending_claim_says_why()
    {
        await using var server = await CannedServer.StartAsync();
        server.Play("18-pvc-pending").Answer("GET", "/api/v1/namespaces/shop/events", 200, Recording.Named("18-pvc-pending-events").BodyText);
        await using var cluster = ClusterUnderTest.At(server.Url);

        var claim = (await cluster.Api.ReadClaimAsync("shop", "cart-data", default)).Value!;

        Assert.Equal(("Pending", null, "FailedBinding: no persistent volumes available for this claim and no storage class is set"), (claim.Phase, claim.StorageClass, claim.LastEvent));
    }
}
