using Awoooi.Core.Clusters;
using Awoooi.Core.Clusters.Mutations;
using Microsoft.AspNetCore.Http;

namespace Awoooi.Tests.Kubernetes;

public sealed class RehearsalTests
{
    private const string CartPath = "/apis/apps/v1/namespaces/shop/deployments/cart";
    private static readonly ClusterMutation Restart = RestartWorkload.Build(Cart.Facts(), "exec-1", Cart.Morning);

    [Fact]
    public async Task A_rehearsal_is_marked_and_brings_the_warnings()
    {
        await using var server = await CannedServer.StartAsync();
        server.On("PATCH", CartPath, new Dictionary<string, string> { ["dryRun"] = "All" }, async context =>
        {
            context.Response.ContentType = "application/json";
            context.Response.Headers["Warning"] = Recording.Named("06-unknown-field-warn").Headers["Warning"];
            await context.Response.WriteAsync("{}");
        });
        await using var cluster = ClusterUnderTest.At(server.Url);

        var accepted = Assert.IsType<DryRunAnswer.Accepted>(await cluster.Api.DryRunAsync(Restart, default));

        Assert.Contains("unknown field", Assert.Single(accepted.Warnings), StringComparison.Ordinal);
        Assert.Equal(Restart.Body, server.Seen[0].Body);
    }

    [Fact]
    public async Task A_webhook_with_side_effects_makes_a_rehearsal_unsupported()
    {
        await using var server = await CannedServer.StartAsync();
        server.Answer("PATCH", CartPath, 400, """{"kind":"Status","status":"Failure","message":"admission webhook \"guard.shop.example\" does not support dry run","reason":"BadRequest","code":400}""");
        await using var cluster = ClusterUnderTest.At(server.Url);

        Assert.Equal(new DryRunAnswer.Unsupported("guard.shop.example"), await cluster.Api.DryRunAsync(Restart, default));
    }

    [Theory]
    [InlineData("13-sar-viewer-patch", false)]
    [InlineData("13-sar-editor-evict", true)]
    public async Task A_permission_is_what_the_server_says(string name, bool allowed)
    {
        await using var server = await CannedServer.StartAsync();
        server.Play(name);
        await using var cluster = ClusterUnderTest.At(server.Url);

        Assert.Equal(allowed, (await cluster.Api.MayAsync(new("patch", "apps", "deployments", null, "shop", "cart"), default)).Value!.Allowed);
        Assert.Equal(
            """{"apiVersion":"authorization.k8s.io/v1","kind":"SelfSubjectAccessReview","spec":{"resourceAttributes":{"verb":"patch","group":"apps","resource":"deployments","namespace":"shop","name":"cart"}}}""",
            server.Seen[0].Body);
    }

    [Theory]
    [InlineData("exec-0002", false)]
    [InlineData("exec-0010", true)]
    public async Task Only_the_workloads_own_marker_counts(string marker, bool found)
    {
        await using var server = await CannedServer.StartAsync();
        server.Answer("GET", CartPath, 200, Recording.Named("10-rollback").BodyText);
        await using var cluster = ClusterUnderTest.At(server.Url);

        var sighting = (await cluster.Api.FindMarkerAsync(Cart.Deployment, marker, default)).Value!;

        Assert.Equal((found, "exec-0010", 8L), (sighting.Found, sighting.Current, sighting.Generation));
    }
}
