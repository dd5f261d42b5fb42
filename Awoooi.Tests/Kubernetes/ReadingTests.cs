using Awoooi.Core.Clusters;
using Awoooi.Core.Clusters.Mutations;

namespace Awoooi.Tests.Kubernetes;

public sealed class ReadingTests
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

    [Fact]
    public async Task Pods_of_a_Deployment_are_those_its_ReplicaSets_control()
    {
        await using var server = await CannedServer.StartAsync();
        server.Play("04-pods-by-selector", "05-replicasets-after-restarts");
        await using var cluster = ClusterUnderTest.At(server.Url);
        var mine = Cart.Facts() with { Selector = "app=cart" };

        var pods = (await cluster.Api.ListPodsAsync(mine, default)).Value!;
        var strangers = (await cluster.Api.ListPodsAsync(mine with { Uid = "another" }, default)).Value!;

        Assert.NotEmpty(pods);
        Assert.All(pods, pod => Assert.Equal(Cart.Deployment, pod.Owner));
        Assert.Empty(strangers);
    }

    [Fact]
    public async Task A_crashing_pod_shows_why_and_whose_it_is()
    {
        await using var server = await CannedServer.StartAsync();
        server.Play("04-pod-crash").Answer("GET", "/apis/apps/v1/namespaces/shop/replicasets/cart-crash-7d7798bf5c", 200, """{"metadata":{"namespace":"shop","ownerReferences":[{"kind":"Deployment","name":"cart-crash","uid":"d","controller":true}]}}""");
        await using var cluster = ClusterUnderTest.At(server.Url);

        var pod = (await cluster.Api.ReadPodAsync("shop", "cart-crash-7d7798bf5c-ncq9q", default)).Value!;

        Assert.Equal(Cart.Deployment with { Name = "cart-crash" }, pod.Owner);
        var container = Assert.Single(pod.Containers);
        Assert.Equal(("CrashLoopBackOff", "Error", 1, 1), (container.WaitingReason, container.TerminationReason, container.ExitCode, container.RestartCount));
        Assert.False(pod.Ready);
    }

    [Fact]
    public async Task An_unschedulable_pod_has_no_containers_but_a_reason()
    {
        await using var server = await CannedServer.StartAsync();
        server.Play("04-pod-pvc");
        await using var cluster = ClusterUnderTest.At(server.Url);

        var pod = (await cluster.Api.ReadPodAsync("shop", "cart-pvc-dc86b7c44-jn2nd", default)).Value!;

        Assert.Empty(pod.Containers);
        Assert.Null(pod.Node);
        Assert.Contains("unbound immediate PersistentVolumeClaims", pod.Unschedulable, StringComparison.Ordinal);
        Assert.Equal(["cart-data"], pod.ClaimNames);
    }

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

    private static string Quotas() => $$"""{"items":[{{Recording.Named("18-resourcequota").BodyText}}]}""";

    private static string Page(string name, string? next) =>
        """{"metadata":{"continue":"NEXT"},"items":[{"metadata":{"name":"NAME","namespace":"shop"},"spec":{"replicas":0}}]}""".Replace("NEXT", next, StringComparison.Ordinal).Replace("NAME", name, StringComparison.Ordinal);
}
