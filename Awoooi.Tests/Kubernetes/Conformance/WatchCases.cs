namespace Awoooi.Tests.Kubernetes.Conformance;

public sealed class WatchCases(ConformanceCluster cluster) : IClassFixture<ConformanceCluster>
{
    [Fact]
    public async Task A_version_too_old_is_200_and_one_error_line_with_code_410()
    {
        await cluster.RunAsync(Manifests.Deployment("busy"));
        await cluster.ForgetHistoryAsync();

        var lines = await cluster.Raw.WatchAsync(cluster.Pods + "?watch=1&resourceVersion=1&timeoutSeconds=2");

        var line = Assert.Single(lines);
        Assert.Equal("ERROR", line.GetProperty("type").GetString());
        Assert.Equal(410, line.GetProperty("object").GetProperty("code").GetInt32());
        Assert.Equal("Expired", line.GetProperty("object").GetProperty("reason").GetString());
    }

    [Fact]
    public async Task Without_a_version_everything_is_added_first_and_names_its_kind()
    {
        await cluster.CreateAsync(cluster.Deployments, Manifests.Deployment("seen", 0));

        var lines = await cluster.Raw.WatchAsync(cluster.Deployments + "?watch=1&timeoutSeconds=1&fieldSelector=metadata.name%3Dseen");

        Assert.Equal("ADDED", lines[0].GetProperty("type").GetString());
        Assert.Equal("Deployment", lines[0].GetProperty("object").GetProperty("kind").GetString());
    }

    [Fact]
    public async Task A_watch_ends_with_its_time_and_without_a_last_line()
    {
        var list = await cluster.Raw.GetAsync(cluster.Deployments + "?fieldSelector=metadata.name%3Dnosuch");

        Assert.Empty(await cluster.Raw.WatchAsync($"{cluster.Deployments}?watch=1&timeoutSeconds=1&fieldSelector=metadata.name%3Dnosuch&resourceVersion={list["metadata.resourceVersion"]}"));
    }

    [Fact]
    public async Task Changes_arrive_in_order_up_to_the_deletion()
    {
        var created = await cluster.CreateAsync(cluster.Deployments, Manifests.Deployment("moving", 0));
        var watching = cluster.Raw.WatchAsync($"{cluster.Deployments}?watch=1&timeoutSeconds=3&fieldSelector=metadata.name%3Dmoving&resourceVersion={created["metadata.resourceVersion"]}");
        Assert.Equal(200, (await cluster.Raw.PatchAsync(cluster.Deployments + "/moving", """{"metadata":{"labels":{"x":"y"}}}""")).Status);
        Assert.Equal(200, (await cluster.Raw.DeleteAsync(cluster.Deployments + "/moving")).Status);

        var types = (await watching).Select(line => line.GetProperty("type").GetString()).ToList();

        Assert.Equal("MODIFIED", types[0]);
        Assert.Equal("DELETED", types[^1]);
        Assert.DoesNotContain("ADDED", types);
    }

    [Fact]
    public async Task With_a_selector_no_longer_matching_looks_like_a_deletion()
    {
        var created = await cluster.CreateAsync(cluster.Deployments, Manifests.Deployment("leaving", 0));
        var watching = cluster.Raw.WatchAsync($"{cluster.Deployments}?watch=1&timeoutSeconds=2&labelSelector=app%3Dleaving&resourceVersion={created["metadata.resourceVersion"]}");
        Assert.Equal(200, (await cluster.Raw.PatchAsync(cluster.Deployments + "/leaving", """{"metadata":{"labels":{"app":"gone"}}}""")).Status);

        Assert.Equal("DELETED", (await watching)[^1].GetProperty("type").GetString());
        Assert.Equal(200, (await cluster.Raw.GetAsync(cluster.Deployments + "/leaving")).Status);
    }

    [Fact]
    public async Task A_forbidden_watch_is_refused_before_the_stream() =>
        Assert.Equal(403, (await cluster.RawAs("nobody").GetAsync(cluster.Pods + "?watch=1&timeoutSeconds=1")).Status);

    [Fact]
    public async Task A_version_that_is_no_number_is_refused_before_the_stream() =>
        Assert.True((await cluster.Raw.GetAsync(cluster.Pods + "?watch=1&timeoutSeconds=1&resourceVersion=abc")).Status is 400 or 500);
}
