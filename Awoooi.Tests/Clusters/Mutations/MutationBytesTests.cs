using System.Text.Json;
using Awoooi.Core.Clusters;
using Awoooi.Core.Clusters.Mutations;
using Awoooi.Tests.Kubernetes;

namespace Awoooi.Tests.Clusters.Mutations;

public sealed class MutationBytesTests
{
    private const string WriteQuery = "?fieldManager=awoooi&fieldValidation=Strict";

    [Fact]
    public void A_restart_is_one_patch_with_time_marker_and_uid()
    {
        var mutation = RestartWorkload.Build(Cart.Facts(), "exec-1", Cart.Morning);

        Assert.Equal("PATCH", mutation.Method);
        Assert.Equal("/apis/apps/v1/namespaces/shop/deployments/cart" + WriteQuery, mutation.Path);
        Assert.Equal("application/strategic-merge-patch+json", mutation.ContentType);
        Assert.Equal(
            """{"metadata":{"uid":"762759c3-d84b-4758-9d9f-8ed8d7aa7be2","annotations":{"awoooi.io/execution-id":"exec-1"}},"spec":{"template":{"metadata":{"annotations":{"kubectl.kubernetes.io/restartedAt":"2026-11-20T08:00:00Z","awoooi.io/execution-id":"exec-1"}}}}}""",
            mutation.Body);
    }

    [Fact]
    public void A_restart_time_is_written_in_UTC() =>
        Assert.Equal(
            RestartWorkload.Build(Cart.Facts(), "exec-1", Cart.Morning),
            RestartWorkload.Build(Cart.Facts(), "exec-1", Cart.Morning.ToOffset(TimeSpan.FromHours(8))));

    [Theory]
    [InlineData(WorkloadKind.StatefulSet, "statefulsets")]
    [InlineData(WorkloadKind.DaemonSet, "daemonsets")]
    public void StatefulSets_and_DaemonSets_restart_the_same_way(WorkloadKind kind, string resource) =>
        Assert.Equal($"/apis/apps/v1/namespaces/shop/{resource}/cart{WriteQuery}", RestartWorkload.Build(Cart.Facts(kind), "exec-1", Cart.Morning).Path);

    [Theory]
    [InlineData(WorkloadKind.Job)]
    [InlineData(WorkloadKind.Pod)]
    [InlineData(WorkloadKind.ReplicaSet)]
    public void What_rolls_nothing_out_cannot_be_restarted(WorkloadKind kind) =>
        Assert.Throws<ArgumentException>(() => RestartWorkload.Build(Cart.Facts(kind), "exec-1", Cart.Morning));

    [Fact]
    public void A_scale_is_a_patch_of_the_workload_bound_to_the_version_read()
    {
        var mutation = ScaleWorkload.Build(Cart.Facts(), 4, "exec-1");

        Assert.Equal("/apis/apps/v1/namespaces/shop/deployments/cart" + WriteQuery, mutation.Path);
        Assert.Equal(
            """{"metadata":{"uid":"762759c3-d84b-4758-9d9f-8ed8d7aa7be2","resourceVersion":"1397","annotations":{"awoooi.io/execution-id":"exec-1"}},"spec":{"replicas":4}}""",
            mutation.Body);
    }

    [Fact]
    public void A_DaemonSet_cannot_be_scaled() => Assert.Throws<ArgumentException>(() => ScaleWorkload.Build(Cart.Facts(WorkloadKind.DaemonSet), 4, "exec-1"));

    [Fact]
    public void A_negative_count_cannot_be_built() => Assert.Throws<ArgumentOutOfRangeException>(() => ScaleWorkload.Build(Cart.Facts(), -1, "exec-1"));

    [Fact]
    public void A_rollback_equals_the_recorded_one_that_a_real_server_took()
    {
        var template = Recording.Named("10-replicasets-before").Body.GetProperty("items").EnumerateArray()
            .Single(item => item.GetProperty("metadata").GetProperty("annotations").GetProperty("deployment.kubernetes.io/revision").GetString() == "3")
            .GetProperty("spec").GetProperty("template").GetRawText();
        Assert.Contains("pod-template-hash", template, StringComparison.Ordinal);

        var mutation = RollbackWorkload.Build(Cart.Facts(), new RevisionTemplate(WorkloadKind.Deployment, "cart-3", template), "exec-0010");

        Assert.Equal("application/json-patch+json", mutation.ContentType);
        Assert.True(JsonElement.DeepEquals(Recording.Named("10-rollback").RequestBody, JsonSerializer.Deserialize<JsonElement>(mutation.Body)));
    }

    [Fact]
    public void A_rollback_of_an_object_without_annotations_makes_room_for_the_marker()
    {
        var bare = Cart.Facts() with { Annotations = new Dictionary<string, string>() };

        var mutation = RollbackWorkload.Build(bare, new RevisionTemplate(WorkloadKind.Deployment, "cart-3", """{"metadata":{"labels":{"app":"cart"}},"spec":{}}"""), "exec-1");

        Assert.Equal(
            """[{"op":"test","path":"/metadata/uid","value":"762759c3-d84b-4758-9d9f-8ed8d7aa7be2"},{"op":"test","path":"/metadata/generation","value":7},{"op":"test","path":"/metadata/annotations","value":null},{"op":"add","path":"/metadata/annotations","value":{}},{"op":"replace","path":"/spec/template","value":{"metadata":{"labels":{"app":"cart"}},"spec":{}}},{"op":"add","path":"/metadata/annotations/awoooi.io~1execution-id","value":"exec-1"}]""",
            mutation.Body);
    }

    [Fact]
    public void A_StatefulSet_returns_by_its_stored_patch_with_marker_and_version()
    {
        var data = Recording.Named("10-controllerrevisions-statefulset").Body.GetProperty("items")[0].GetProperty("data").GetRawText();

        var mutation = RollbackWorkload.Build(Cart.Facts(WorkloadKind.StatefulSet), new RevisionTemplate(WorkloadKind.StatefulSet, "basket-1", data), "exec-1");

        var body = JsonSerializer.Deserialize<JsonElement>(mutation.Body);
        Assert.Equal("application/strategic-merge-patch+json", mutation.ContentType);
        Assert.True(JsonElement.DeepEquals(Recording.Named("10-rollback-statefulset").RequestBody.GetProperty("spec"), body.GetProperty("spec")));
        Assert.Equal("""{"uid":"762759c3-d84b-4758-9d9f-8ed8d7aa7be2","resourceVersion":"1397","annotations":{"awoooi.io/execution-id":"exec-1"}}""", body.GetProperty("metadata").GetRawText());
    }

    [Fact]
    public void A_template_of_another_kind_is_refused() =>
        Assert.Throws<ArgumentException>(() => RollbackWorkload.Build(Cart.Facts(), new RevisionTemplate(WorkloadKind.StatefulSet, "x", "{}"), "exec-1"));

    [Theory]
    [InlineData("policy/v1")]
    [InlineData("policy/v1beta1")]
    public void An_eviction_names_the_uid_and_the_version_the_server_knows(string version)
    {
        var mutation = EvictPod.Build(Cart.Deployment, Cart.Pod(), "exec-1", version);

        Assert.Equal("POST", mutation.Method);
        Assert.Equal("/api/v1/namespaces/shop/pods/cart-a/eviction" + WriteQuery, mutation.Path);
        Assert.Equal("application/json", mutation.ContentType);
        Assert.Equal(
            """{"apiVersion":"VERSION","kind":"Eviction","metadata":{"name":"cart-a","namespace":"shop","annotations":{"awoooi.io/execution-id":"exec-1"}},"deleteOptions":{"preconditions":{"uid":"uid-1"}}}""".Replace("VERSION", version, StringComparison.Ordinal),
            mutation.Body);
    }

    [Fact]
    public void A_rehearsal_has_the_same_body_and_says_so_in_the_query()
    {
        var mutation = RestartWorkload.Build(Cart.Facts(), "exec-1", Cart.Morning);

        Assert.Equal(mutation with { Path = mutation.Path + "&dryRun=All" }, mutation.AsDryRun());
    }

    [Fact]
    public void A_rehearsed_delete_says_so_in_its_body_because_the_query_is_ignored_there()
    {
        var delete = RestartWorkload.Build(Cart.Facts(), "exec-1", Cart.Morning) with { Method = "DELETE", Path = "/x", Body = """{"preconditions":{"uid":"u"}}""" };

        Assert.Equal(delete with { Body = """{"preconditions":{"uid":"u"},"dryRun":["All"]}""" }, delete.AsDryRun());
    }

    [Fact]
    public void The_permission_asked_for_is_the_one_needed()
    {
        Assert.Equal(new AccessQuestion("create", "", "pods", "eviction", "shop", "cart-a"), AccessQuestion.For(EvictPod.Build(Cart.Deployment, Cart.Pod(), "e", "policy/v1")));
        Assert.Equal(new AccessQuestion("patch", "apps", "deployments", null, "shop", "cart"), AccessQuestion.For(ScaleWorkload.Build(Cart.Facts(), 4, "e")));
    }
}
