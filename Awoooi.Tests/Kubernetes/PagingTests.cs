using Awoooi.Core.Clusters;

namespace Awoooi.Tests.Kubernetes;

public sealed class PagingTests
{
    [Fact]
    public async Task A_list_is_read_to_its_last_page()
    {
        await using var server = await CannedServer.StartAsync();
        server.Answer("GET", "/apis/apps/v1/deployments", 200, Page("a", "next"))
            .On("GET", "/apis/apps/v1/deployments", new Dictionary<string, string> { ["continue"] = "next" }, Json(200, Page("b", null)))
            .Answer("GET", "/apis/apps/v1/statefulsets", 200, """{"items":[]}""").Answer("GET", "/apis/apps/v1/daemonsets", 200, """{"items":[]}""");
        await using var cluster = ClusterUnderTest.At(server.Url);

        Assert.Equal(["a", "b"], (await cluster.Api.ListWorkloadsAsync(null, default)).Value!.Select(item => item.Ref.Name));
    }

    [Fact]
    public async Task An_expired_page_starts_the_list_again()
    {
        await using var server = await CannedServer.StartAsync();
        server.Answer("GET", "/apis/apps/v1/deployments", 200, Page("old", "next")).Answer("GET", "/apis/apps/v1/deployments", 200, Page("new", null))
            .On("GET", "/apis/apps/v1/deployments", new Dictionary<string, string> { ["continue"] = "next" }, Json(410, Recording.Named("03-list-continue-expired").BodyText))
            .Answer("GET", "/apis/apps/v1/statefulsets", 200, """{"items":[]}""").Answer("GET", "/apis/apps/v1/daemonsets", 200, """{"items":[]}""");
        await using var cluster = ClusterUnderTest.At(server.Url);

        Assert.Equal(["new"], (await cluster.Api.ListWorkloadsAsync(null, default)).Value!.Select(item => item.Ref.Name));
    }

    [Fact]
    public async Task A_list_that_expires_for_ever_ends_with_a_fault()
    {
        await using var server = await CannedServer.StartAsync();
        server.Answer("GET", "/apis/apps/v1/deployments", 200, Page("old", "next"))
            .On("GET", "/apis/apps/v1/deployments", new Dictionary<string, string> { ["continue"] = "next" }, Json(410, Recording.Named("03-list-continue-expired").BodyText));
        await using var cluster = ClusterUnderTest.At(server.Url);

        Assert.Equal(ClusterFault.Refused, (await cluster.Api.ListWorkloadsAsync(null, default)).Fault);
        Assert.Equal(6, server.Seen.Count);
    }

    [Fact]
    public async Task Throttled_reads_are_tried_again()
    {
        await using var server = await CannedServer.StartAsync();
        server.Answer("GET", "/api/v1/nodes/fake-node-2", 429, "Too many requests, please try again later.\n", "text/plain", "1").Play("18-node-notready");
        await using var cluster = ClusterUnderTest.At(server.Url);

        Assert.NotNull((await cluster.Api.ReadNodeAsync("fake-node-2", default)).Value);
    }

    [Fact]
    public async Task Patience_with_an_overloaded_server_ends()
    {
        await using var server = await CannedServer.StartAsync();
        server.Answer("GET", "/api/v1/nodes/n", 503, "service unavailable\n", "text/plain");
        await using var cluster = ClusterUnderTest.At(server.Url, ("Retries", "2"));

        Assert.Equal(ClusterFault.Overloaded, (await cluster.Api.ReadNodeAsync("n", default)).Fault);
        Assert.Equal(3, server.Seen.Count);
    }

    [Fact]
    public async Task A_page_of_somebody_else_is_not_taken_for_an_answer()
    {
        await using var server = await CannedServer.StartAsync();
        server.Answer("GET", "/api/v1/nodes/n", 200, "<html>log in</html>", "text/html");
        await using var cluster = ClusterUnderTest.At(server.Url);

        Assert.Equal(ClusterFault.Refused, (await cluster.Api.ReadNodeAsync("n", default)).Fault);
    }

    private static Microsoft.AspNetCore.Http.RequestDelegate Json(int status, string body) => async context =>
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        await context.Response.Body.WriteAsync(System.Text.Encoding.UTF8.GetBytes(body));
    };

    private static string Page(string name, string? next) =>
        """{"metadata":{"continue":"NEXT"},"items":[{"metadata":{"name":"NAME","namespace":"shop"},"spec":{"replicas":0}}]}""".Replace("NEXT", next, StringComparison.Ordinal).Replace("NAME", name, StringComparison.Ordinal);
}
