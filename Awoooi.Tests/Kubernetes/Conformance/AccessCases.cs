using System.Text.Json.Nodes;
using Awoooi.Core.Clusters;
using Awoooi.Core.Clusters.Mutations;

namespace Awoooi.Tests.Kubernetes.Conformance;

public sealed class AccessCases(ConformanceCluster cluster) : IClassFixture<ConformanceCluster>
{
    private WorkloadRef Some => new(WorkloadKind.Deployment, cluster.Namespace, "some");

    [Fact]
    public async Task The_version_is_told_to_anybody()
    {
        var answer = await cluster.RawAs("anonymous").GetAsync("/version");

        Assert.Equal(200, answer.Status);
        Assert.StartsWith("v1.", answer["gitVersion"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_token_the_refusal_is_403_and_names_the_anonymous_user()
    {
        var answer = await cluster.RawAs("anonymous").GetAsync(cluster.Deployments + "/some");

        Assert.Equal((403, "Forbidden"), (answer.Status, answer.Reason));
        Assert.Contains("system:anonymous", answer.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_token_our_client_says_unauthenticated_not_forbidden() =>
        Assert.Equal(ClusterFault.Unauthenticated, (await cluster.As("anonymous").ReadWorkloadAsync(Some, default)).Fault);

    [Fact]
    public async Task A_bad_token_is_401()
    {
        var answer = await cluster.RawAs("stranger").GetAsync(cluster.Deployments + "/some");

        Assert.Equal((401, "Unauthorized"), (answer.Status, answer.Reason));
        Assert.Equal(ClusterFault.Unauthenticated, (await cluster.As("stranger").ReadWorkloadAsync(Some, default)).Fault);
    }

    [Fact]
    public async Task Without_rights_reading_is_403_even_of_what_is_not_there()
    {
        var answer = await cluster.RawAs("nobody").GetAsync(cluster.Deployments + "/there-is-none");

        Assert.Equal((403, "Forbidden"), (answer.Status, answer.Reason));
        Assert.Equal(ClusterFault.Forbidden, (await cluster.As("nobody").ReadWorkloadAsync(Some, default)).Fault);
    }

    [Fact]
    public async Task A_viewer_may_not_patch_and_is_told_so_by_the_review()
    {
        var question = new AccessQuestion("patch", "apps", "deployments", null, cluster.Namespace, "some");

        Assert.False((await cluster.As("viewer").MayAsync(question, default)).Value!.Allowed);
        Assert.True((await cluster.As("editor").MayAsync(question, default)).Value!.Allowed);
    }

    [Fact]
    public async Task A_denied_review_has_no_reason_and_no_denied()
    {
        var answer = await cluster.RawAs("viewer").PostAsync("/apis/authorization.k8s.io/v1/selfsubjectaccessreviews", Review(new JsonObject { ["namespace"] = cluster.Namespace, ["verb"] = "patch", ["group"] = "apps", ["resource"] = "deployments" }));

        Assert.Equal(201, answer.Status);
        Assert.Equal("""{"allowed":false}""", answer.At("status")!.Value.GetRawText().Replace(" ", "", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", "apps", "deployments")]
    [InlineData("patch", "app", "deployments")]
    [InlineData("patch", "apps", "deployment")]
    public async Task A_misspelt_question_reads_like_a_denial(string verb, string group, string resource) =>
        Assert.False((await cluster.As("editor").MayAsync(new(verb, group, resource, null, cluster.Namespace, null), default)).Value!.Allowed);

    [Fact]
    public async Task Somebody_without_rights_may_ask_what_he_may() =>
        Assert.False((await cluster.As("nobody").MayAsync(new("get", "", "pods", null, cluster.Namespace, null), default)).Value!.Allowed);

    [Fact]
    public async Task Nobody_in_particular_may_not_even_ask() =>
        Assert.Equal(ClusterFault.Unauthenticated, (await cluster.As("anonymous").MayAsync(new("get", "", "pods", null, cluster.Namespace, null), default)).Fault);

    [Fact]
    public async Task An_empty_review_is_invalid() =>
        Assert.Equal(422, (await cluster.RawAs("viewer").PostAsync("/apis/authorization.k8s.io/v1/selfsubjectaccessreviews", Review(null))).Status);

    [Fact]
    public async Task A_viewer_reads_neither_secrets_nor_nodes()
    {
        Assert.Equal(403, (await cluster.RawAs("viewer").GetAsync($"/api/v1/namespaces/{cluster.Namespace}/secrets/some")).Status);
        Assert.Equal(ClusterFault.Forbidden, (await cluster.As("viewer").ReadNodeAsync("some", default)).Fault);
    }

    [Fact]
    public async Task A_viewers_restart_is_forbidden_and_so_is_its_rehearsal()
    {
        var facts = await cluster.RunAsync(Manifests.Deployment("viewed"));
        var restart = RestartWorkload.Build(facts, ConformanceCluster.NewMarker(), Cart.Morning);

        Assert.Equal(ClusterFault.Forbidden, Assert.IsType<MutationAnswer.Refused>(await cluster.As("viewer").SendAsync(restart, default)).Fault);
        Assert.Equal(ClusterFault.Forbidden, Assert.IsType<DryRunAnswer.Refused>(await cluster.As("viewer").DryRunAsync(restart, default)).Fault);
        Assert.Equal(facts.Generation, (await cluster.ReadAsync(facts.Ref)).Generation);
    }

    [Fact]
    public async Task A_viewers_eviction_is_forbidden()
    {
        var facts = await cluster.RunAsync(Manifests.Deployment("guarded"));
        var eviction = EvictPod.Build(facts.Ref, await cluster.PodOfAsync(facts), ConformanceCluster.NewMarker(), "policy/v1");

        Assert.Equal(ClusterFault.Forbidden, Assert.IsType<MutationAnswer.Refused>(await cluster.As("viewer").SendAsync(eviction, default)).Fault);
    }

    [Fact]
    public async Task An_editor_restarts_scales_and_is_allowed_to_by_the_review()
    {
        var facts = await cluster.RunAsync(Manifests.Deployment("edited"));
        var scale = ScaleWorkload.Build(facts, 2, ConformanceCluster.NewMarker());

        Assert.True((await cluster.As("editor").MayAsync(AccessQuestion.For(scale), default)).Value!.Allowed);
        Assert.IsType<MutationAnswer.Applied>(await cluster.As("editor").SendAsync(scale, default));
    }

    private static JsonObject Review(JsonObject? attributes)
    {
        var spec = new JsonObject();
        if (attributes is not null)
        {
            spec["resourceAttributes"] = attributes;
        }

        return new JsonObject { ["apiVersion"] = "authorization.k8s.io/v1", ["kind"] = "SelfSubjectAccessReview", ["spec"] = spec };
    }
}
