using Awoooi.Core.Clusters;
using Awoooi.Core.Clusters.Mutations;
using Microsoft.AspNetCore.Http;

namespace Awoooi.Tests.Kubernetes;

public sealed class SendingTests
{
    private const string CartPath = "/apis/apps/v1/namespaces/shop/deployments/cart";
    private static readonly Dictionary<string, string> AnyQuery = [];
    private static readonly ClusterMutation Restart = RestartWorkload.Build(Cart.Facts(), "exec-1", Cart.Morning);

    [Fact]
    public async Task The_stored_bytes_arrive_unchanged_and_the_answer_is_trimmed()
    {
        await using var server = await CannedServer.StartAsync();
        server.Answer("PATCH", CartPath, 200, Recording.Named("06-restart-deployment").BodyText);
        await using var cluster = ClusterUnderTest.At(server.Url);

        var applied = Assert.IsType<MutationAnswer.Applied>(await cluster.Api.SendAsync(Restart, default));

        var seen = Assert.Single(server.Seen);
        Assert.Equal((Restart.Method, Restart.Path, Restart.Body, Restart.ContentType, "Bearer good"), (seen.Method, seen.Target, seen.Body, seen.ContentType, seen.Authorization));
        Assert.Equal(2, applied.Generation);
        Assert.NotEmpty(applied.ResourceVersion);
        Assert.Contains("restartedAt", applied.ObjectJson, StringComparison.Ordinal);
        Assert.DoesNotContain("MODE", applied.ObjectJson, StringComparison.Ordinal);
        Assert.DoesNotContain("status", applied.ObjectJson, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_throttled_request_goes_again_with_the_same_bytes()
    {
        await using var server = await CannedServer.StartAsync();
        server.Answer("PATCH", CartPath, 429, "Too many requests, please try again later.\n", "text/plain", "1").Answer("PATCH", CartPath, 200, Recording.Named("06-restart-deployment").BodyText);
        await using var cluster = ClusterUnderTest.At(server.Url);

        Assert.IsType<MutationAnswer.Applied>(await cluster.Api.SendAsync(Restart, default));
        Assert.Equal(2, server.Seen.Count);
        Assert.Equal(server.Seen[0], server.Seen[1]);
    }

    [Fact]
    public async Task A_conflict_after_a_503_may_be_with_ourselves()
    {
        await using var server = await CannedServer.StartAsync();
        server.Answer("PATCH", CartPath, 503, "upstream connect error", "text/plain").Answer("PATCH", CartPath, 409, Recording.Named("06-patch-stale-rv").BodyText);
        await using var cluster = ClusterUnderTest.At(server.Url);

        Assert.IsType<MutationAnswer.NoAnswer>(await cluster.Api.SendAsync(Restart, default));
    }

    [Fact]
    public async Task A_503_to_the_end_is_no_answer()
    {
        await using var server = await CannedServer.StartAsync();
        server.Answer("PATCH", CartPath, 503, "service unavailable\n", "text/plain");
        await using var cluster = ClusterUnderTest.At(server.Url);

        Assert.IsType<MutationAnswer.NoAnswer>(await cluster.Api.SendAsync(Restart, default));
        Assert.Equal(4, server.Seen.Count);
    }

    [Theory]
    [InlineData("06-patch-stale-rv", ClusterFault.Conflict)]
    [InlineData("06-patch-wrong-uid", ClusterFault.Conflict)]
    [InlineData("14-forbidden-patch", ClusterFault.Forbidden)]
    [InlineData("14-unauthorized", ClusterFault.Unauthenticated)]
    [InlineData("14-not-found", ClusterFault.NotFound)]
    [InlineData("14-policy-denied", ClusterFault.Refused)]
    [InlineData("14-webhook-down", ClusterFault.Refused)]
    [InlineData("14-patch-wrong-content-type", ClusterFault.Invalid)]
    public async Task A_refusal_is_final_and_sent_once(string name, ClusterFault fault)
    {
        await using var server = await CannedServer.StartAsync();
        var recording = Recording.Named(name);
        server.Answer("PATCH", CartPath, recording.Status, recording.BodyText);
        await using var cluster = ClusterUnderTest.At(server.Url);

        Assert.Equal(fault, Assert.IsType<MutationAnswer.Refused>(await cluster.Api.SendAsync(Restart, default)).Fault);
        Assert.Single(server.Seen);
    }

    [Theory]
    [InlineData(500, "etcdserver: request timed out")]
    [InlineData(502, "bad gateway")]
    [InlineData(504, "gateway timeout")]
    public async Task A_broken_way_back_is_no_answer_and_nothing_is_sent_again(int status, string text)
    {
        await using var server = await CannedServer.StartAsync();
        server.Answer("PATCH", CartPath, status, text, "text/plain");
        await using var cluster = ClusterUnderTest.At(server.Url);

        Assert.IsType<MutationAnswer.NoAnswer>(await cluster.Api.SendAsync(Restart, default));
        Assert.Single(server.Seen);
    }

    [Fact]
    public async Task A_connection_lost_after_sending_is_no_answer_and_nothing_is_sent_again()
    {
        await using var server = await CannedServer.StartAsync();
        server.On("PATCH", CartPath, AnyQuery, context =>
        {
            context.Abort();
            return Task.CompletedTask;
        });
        await using var cluster = ClusterUnderTest.At(server.Url);

        Assert.IsType<MutationAnswer.NoAnswer>(await cluster.Api.SendAsync(Restart, default));
        Assert.Single(server.Seen);
    }

    [Fact]
    public async Task A_connection_lost_in_the_middle_of_the_answer_is_no_answer()
    {
        await using var server = await CannedServer.StartAsync();
        server.On("PATCH", CartPath, AnyQuery, async context =>
        {
            context.Response.ContentType = "application/json";
            context.Response.ContentLength = 1000;
            await context.Response.WriteAsync("{\"kind\":");
            await context.Response.Body.FlushAsync();
            context.Abort();
        });
        await using var cluster = ClusterUnderTest.At(server.Url);

        Assert.IsType<MutationAnswer.NoAnswer>(await cluster.Api.SendAsync(Restart, default));
    }

    [Fact]
    public async Task Silence_until_the_time_is_up_is_no_answer()
    {
        await using var server = await CannedServer.StartAsync();
        server.On("PATCH", CartPath, AnyQuery, context => Task.Delay(Timeout.Infinite, context.RequestAborted));
        await using var cluster = ClusterUnderTest.At(server.Url, ("WriteTimeout", "00:00:01"));

        var silent = Assert.IsType<MutationAnswer.NoAnswer>(await cluster.Api.SendAsync(Restart, default));
        Assert.Equal("no answer within 1 s", silent.Detail);
    }

    [Fact]
    public async Task Cancelling_a_sent_request_is_no_answer_not_an_exception()
    {
        using var stop = new CancellationTokenSource();
        await using var server = await CannedServer.StartAsync();
        server.On("PATCH", CartPath, AnyQuery, async context =>
        {
            await stop.CancelAsync();
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });
        await using var cluster = ClusterUnderTest.At(server.Url);

        Assert.IsType<MutationAnswer.NoAnswer>(await cluster.Api.SendAsync(Restart, stop.Token));
    }

    [Fact]
    public async Task Cancelled_before_sending_nothing_goes_out()
    {
        await using var server = await CannedServer.StartAsync();
        await using var cluster = ClusterUnderTest.At(server.Url);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cluster.Api.SendAsync(Restart, new CancellationToken(true)));
        Assert.Empty(server.Seen);
    }

    [Fact]
    public async Task Nobody_listening_means_certainly_nothing_was_sent()
    {
        var server = await CannedServer.StartAsync();
        var url = server.Url;
        await server.DisposeAsync();
        await using var cluster = ClusterUnderTest.At(url);

        Assert.Equal(ClusterFault.Unreachable, Assert.IsType<MutationAnswer.Refused>(await cluster.Api.SendAsync(Restart, default)).Fault);
    }

    [Fact]
    public async Task A_login_page_with_200_is_no_answer()
    {
        await using var server = await CannedServer.StartAsync();
        server.Answer("PATCH", CartPath, 200, "<html>", "text/html");
        await using var cluster = ClusterUnderTest.At(server.Url);

        Assert.IsType<MutationAnswer.NoAnswer>(await cluster.Api.SendAsync(Restart, default));
    }

    [Fact]
    public async Task A_redirect_is_not_followed_with_our_token()
    {
        await using var thief = await CannedServer.StartAsync();
        await using var server = await CannedServer.StartAsync();
        server.On("PATCH", CartPath, AnyQuery, context =>
        {
            context.Response.StatusCode = 307;
            context.Response.Headers.Location = thief.Url + CartPath;
            return Task.CompletedTask;
        });
        await using var cluster = ClusterUnderTest.At(server.Url);

        Assert.IsType<MutationAnswer.Refused>(await cluster.Api.SendAsync(Restart, default));
        Assert.Empty(thief.Seen);
    }

    [Fact]
    public async Task A_failed_test_of_a_rollback_is_a_conflict()
    {
        await using var server = await CannedServer.StartAsync();
        server.Answer("PATCH", CartPath, 422, Recording.Named("10-rollback-test-fails-generation").BodyText);
        await using var cluster = ClusterUnderTest.At(server.Url);
        var rollback = RollbackWorkload.Build(Cart.Facts(), new RevisionTemplate(WorkloadKind.Deployment, "r", """{"metadata":{},"spec":{}}"""), "exec-1");

        Assert.Equal(ClusterFault.Conflict, Assert.IsType<MutationAnswer.Refused>(await cluster.Api.SendAsync(rollback, default)).Fault);
    }
}
