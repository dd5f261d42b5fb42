using Awoooi.Core.Clusters;
using Awoooi.Core.Clusters.Mutations;

namespace Awoooi.Tests.Kubernetes;

public sealed class WorkloadReadingTests
{
    private static readonly string[] Discovery = ["01-version", "01-apis", "01-api-v1-resources"];

    [Fact]
    public async Task A_settled_Deployment_reads_as_it_is()
    {
        await using var server = await CannedServer.StartAsync();
        server.Play(Discovery).Play("03-deployment-get", "10-replicasets-before", "18-hpa-list", "18-pdb-v1")
            .Answer("GET", "/api/v1/namespaces/shop/resourcequotas", 200, Quotas());
        await using var cluster = ClusterUnderTest.At(server.Url);

        var facts = (await cluster.Api.ReadWorkloadAsync(Cart.Deployment, default)).Value!;

        Assert.Equal(("762759c3-d84b-4758-9d9f-8ed8d7aa7be2", "548", 1L, 1L), (facts.Uid, facts.ResourceVersion, facts.Generation, facts.ObservedGeneration));
        Assert.Equal((3, 3, 3, 3, 3), (facts.DesiredReplicas, facts.Replicas, facts.ReadyReplicas, facts.AvailableReplicas, facts.UpdatedReplicas));
        Assert.Equal(RolloutState.Complete, facts.Rollout);
        Assert.Equal("app=cart", facts.Selector);
        Assert.Equal(new ContainerSpec("cart", "registry.example/cart:1.0", 64 << 20, 128 << 20, 100, null), facts.Containers[0]);
        Assert.Equal((314572800m, 209715200m), Assert.Single(facts.Quotas).Resources["limits.memory"]);
        Assert.Null(facts.Autoscaler);
        Assert.Empty(facts.Missing);
    }

    [Fact]
    public async Task Revisions_come_newest_first_and_restarts_are_the_same_program()
    {
        await using var server = await CannedServer.StartAsync();
        server.Play(Discovery).Play("03-deployment-get", "05-replicasets-after-restarts");
        await using var cluster = ClusterUnderTest.At(server.Url);

        var facts = (await cluster.Api.ReadWorkloadAsync(Cart.Deployment, default)).Value!;

        Assert.Equal([3, 2, 1], facts.Revisions.Select(revision => revision.Revision));
        Assert.All(facts.Revisions, revision => Assert.Equal(facts.TemplateHash, revision.TemplateHash));
        Assert.Null(RollbackWorkload.Choose(facts));
    }

    [Fact]
    public async Task The_recorded_bad_image_has_the_good_one_to_return_to()
    {
        await using var server = await CannedServer.StartAsync();
        server.Play(Discovery).Play("03-deployment-get", "10-replicasets-before");
        await using var cluster = ClusterUnderTest.At(server.Url);
        var facts = (await cluster.Api.ReadWorkloadAsync(Cart.Deployment, default)).Value!;

        var choice = RollbackWorkload.Choose(facts with { TemplateHash = facts.Revisions[0].TemplateHash });

        Assert.Equal(4, facts.Revisions[0].Revision);
        Assert.Equal(3, choice!.Target.Revision);
    }

    [Fact]
    public async Task StatefulSet_revisions_come_from_ControllerRevisions()
    {
        await using var server = await CannedServer.StartAsync();
        server.Play(Discovery).Play("10-statefulset-before", "10-controllerrevisions-statefulset");
        await using var cluster = ClusterUnderTest.At(server.Url);

        var facts = (await cluster.Api.ReadWorkloadAsync(new(WorkloadKind.StatefulSet, "shop", "basket"), default)).Value!;

        Assert.Equal([2, 1], facts.Revisions.Select(revision => revision.Revision));
        Assert.Equal(2, facts.Revision);
        Assert.Equal(facts.TemplateHash, facts.Revisions[0].TemplateHash);
    }

    [Fact]
    public async Task An_autoscaler_without_metrics_is_unknown_not_zero()
    {
        await using var server = await CannedServer.StartAsync();
        server.Play(Discovery).Play("03-deployment-get", "18-hpa-list")
            .Answer("GET", "/apis/apps/v1/namespaces/shop/deployments/mail", 200, Recording.Named("03-deployment-get").BodyText.Replace("\"name\":\"cart\",\"namespace\"", "\"name\":\"mail\",\"namespace\"", StringComparison.Ordinal));
        await using var cluster = ClusterUnderTest.At(server.Url);

        var facts = (await cluster.Api.ReadWorkloadAsync(Cart.Deployment with { Name = "mail" }, default)).Value!;

        Assert.Equal(new AutoscalerFacts("mail", 2, 5, 2, 0, ScalingActive: false), facts.Autoscaler);
    }

    [Fact]
    public async Task A_budget_that_selects_the_pods_is_found()
    {
        await using var server = await CannedServer.StartAsync();
        server.Play(Discovery).Play("03-deployment-get")
            .Answer("GET", "/apis/policy/v1/namespaces/shop/poddisruptionbudgets", 200, $$"""{"items":[{{Recording.Named("18-pdb-blocking").BodyText}}]}""");
        await using var cluster = ClusterUnderTest.At(server.Url);

        var facts = (await cluster.Api.ReadWorkloadAsync(Cart.Deployment, default)).Value!;

        Assert.Equal([new DisruptionBudgetFacts("cart", 0, 3, 3, 3)], facts.DisruptionBudgets);
    }

    [Fact]
    public async Task What_may_not_be_read_is_missing_not_absent()
    {
        await using var server = await CannedServer.StartAsync();
        server.Play(Discovery).Play("03-deployment-get", "10-replicasets-before", "18-hpa-list")
            .Answer("GET", "/apis/policy/v1/namespaces/shop/poddisruptionbudgets", 403, Recording.Named("14-forbidden-get").BodyText)
            .Answer("GET", "/api/v1/namespaces/shop/resourcequotas", 200, Quotas());
        await using var cluster = ClusterUnderTest.At(server.Url);

        var facts = (await cluster.Api.ReadWorkloadAsync(Cart.Deployment, default)).Value!;

        Assert.StartsWith("disruption budgets: 403 Forbidden", Assert.Single(facts.Missing), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_old_server_is_asked_in_its_own_versions()
    {
        await using var server = await CannedServer.StartAsync();
        server.Play("01-version", "03-deployment-get")
            .Answer("GET", "/apis", 200, """{"groups":[{"name":"policy","versions":[{"version":"v1beta1"}]},{"name":"autoscaling","versions":[{"version":"v1"},{"version":"v2beta1"}]}]}""")
            .Answer("GET", "/api/v1", 200, """{"resources":[{"name":"pods/eviction","group":"policy","version":"v1beta1"}]}""")
            .Answer("GET", "/apis/autoscaling/v1/namespaces/shop/horizontalpodautoscalers", 200, $$"""{"items":[{{Recording.Named("18-hpa-v1").BodyText.Replace("\"name\":\"mail\"", "\"name\":\"cart\"", StringComparison.Ordinal)}}]}""")
            .Answer("GET", "/apis/policy/v1beta1/namespaces/shop/poddisruptionbudgets", 200, """{"items":[{"metadata":{"name":"none"},"spec":{"selector":{}}}]}""");
        await using var cluster = ClusterUnderTest.At(server.Url);

        var capabilities = (await cluster.Api.ReadCapabilitiesAsync(default)).Value!;
        var facts = (await cluster.Api.ReadWorkloadAsync(Cart.Deployment, default)).Value!;

        Assert.Equal(("policy/v1beta1", "policy/v1beta1", "autoscaling/v1"), (capabilities.Eviction, capabilities.Budgets, capabilities.Autoscalers));
        Assert.False(facts.Autoscaler!.ScalingActive);
        Assert.Empty(facts.DisruptionBudgets);
    }

    [Fact]
    public async Task The_versions_are_asked_for_once()
    {
        await using var server = await CannedServer.StartAsync();
        server.Play(Discovery);
        await using var cluster = ClusterUnderTest.At(server.Url);

        await cluster.Api.ReadCapabilitiesAsync(default);
        await cluster.Api.ReadCapabilitiesAsync(default);

        Assert.Equal(3, server.Seen.Count);
    }

    [Theory]
    [InlineData("argocd.argoproj.io/tracking-id", "Argo CD")]
    [InlineData("kustomize.toolkit.fluxcd.io/name", "Flux")]
    [InlineData("app.kubernetes.io/instance", null)]
    public async Task A_GitOps_owner_is_recognised(string key, string? tool)
    {
        await using var server = await CannedServer.StartAsync();
        server.Answer("GET", "/apis/apps/v1/namespaces/shop/deployments/cart", 200, Recording.Named("03-deployment-get").BodyText.Replace("\"tier\":\"web\"", $"\"{key}\":\"x\",\"awoooi.io/protected\":\"true\"", StringComparison.Ordinal));
        await using var cluster = ClusterUnderTest.At(server.Url);

        var facts = (await cluster.Api.ReadWorkloadAsync(Cart.Deployment, default)).Value!;

        Assert.Equal(tool, facts.GitOpsOwner);
        Assert.True(facts.Protected);
    }

    [Fact]
    public async Task A_quota_that_stops_new_pods_is_a_replica_failure()
    {
        await using var server = await CannedServer.StartAsync();
        server.Play("11-quota-deployment-after");
        await using var cluster = ClusterUnderTest.At(server.Url);
        var path = Recording.Named("11-quota-deployment-after").Path.Split('/');

        var facts = (await cluster.Api.ReadWorkloadAsync(new(WorkloadKind.Deployment, path[5], path[7]), default)).Value!;

        Assert.Contains("exceeded quota", facts.ReplicaFailure, StringComparison.Ordinal);
    }

    private static string Quotas() => $$"""{"items":[{{Recording.Named("18-resourcequota").BodyText}}]}""";
}
