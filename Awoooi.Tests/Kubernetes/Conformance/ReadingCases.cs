using Awoooi.Core.Clusters;

namespace Awoooi.Tests.Kubernetes.Conformance;

public sealed class ReadingCases(ConformanceCluster cluster) : IClassFixture<ConformanceCluster>
{
    [Fact]
    public async Task The_groups_our_client_needs_are_discovered()
    {
        var capabilities = (await cluster.Api.ReadCapabilitiesAsync(default)).Value!;

        Assert.StartsWith("v1.", capabilities.Server, StringComparison.Ordinal);
        Assert.StartsWith("policy/v1", capabilities.Eviction, StringComparison.Ordinal);
        Assert.NotNull(capabilities.Budgets);
        Assert.NotNull(capabilities.Autoscalers);
    }

    [Fact]
    public async Task An_unknown_group_is_404_in_plain_text()
    {
        var answer = await cluster.Raw.GetAsync("/apis/nosuch.example/v1/things");

        Assert.Equal((404, "text/plain"), (answer.Status, answer.ContentType));
    }

    [Fact]
    public async Task An_unknown_resource_is_404_without_details()
    {
        var answer = await cluster.Raw.GetAsync($"/apis/apps/v1/namespaces/{cluster.Namespace}/nosuch");

        Assert.Equal((404, "NotFound"), (answer.Status, answer.Reason));
        Assert.Null(answer["details.name"]);
    }

    [Fact]
    public async Task A_missing_object_is_404_by_name()
    {
        var answer = await cluster.Raw.GetAsync(cluster.Deployments + "/nosuch");

        Assert.Equal((404, "NotFound", "nosuch", "deployments"), (answer.Status, answer.Reason, answer["details.name"], answer["details.kind"]));
        Assert.Equal(ClusterFault.NotFound, (await cluster.Api.ReadWorkloadAsync(new(WorkloadKind.Deployment, cluster.Namespace, "nosuch"), default)).Fault);
    }

    [Fact]
    public async Task A_list_in_a_missing_namespace_is_empty_not_404()
    {
        var answer = await cluster.Raw.GetAsync("/apis/apps/v1/namespaces/there-is-none/deployments");

        Assert.Equal(200, answer.Status);
        Assert.Equal("[]", answer["items"]);
    }

    [Fact]
    public async Task Only_creating_in_a_missing_namespace_names_the_namespace()
    {
        var answer = await cluster.Raw.PostAsync("/apis/apps/v1/namespaces/there-is-none/deployments", Manifests.Deployment("x"));

        Assert.Equal((404, "there-is-none", "namespaces"), (answer.Status, answer["details.name"], answer["details.kind"]));
    }

    [Fact]
    public async Task Items_of_a_list_say_neither_kind_nor_version()
    {
        await cluster.RunAsync(Manifests.Deployment("listed"));

        var answer = await cluster.Raw.GetAsync(cluster.Deployments + "?labelSelector=app%3Dlisted");

        Assert.Equal("DeploymentList", answer["kind"]);
        Assert.Equal("listed", answer["items.0.metadata.name"]);
        Assert.Null(answer["items.0.kind"]);
        Assert.Null(answer["items.0.apiVersion"]);
    }

    [Fact]
    public async Task Pages_are_whole_and_give_every_object_once()
    {
        foreach (var name in new[] { "page-a", "page-b", "page-c" })
        {
            await cluster.CreateAsync(cluster.Deployments, Manifests.Deployment(name, 0));
        }

        var names = new List<string>();
        string? token = null;
        do
        {
            var page = await cluster.Raw.GetAsync($"{cluster.Deployments}?limit=1{(token is null ? "" : "&continue=" + Uri.EscapeDataString(token))}");
            Assert.Equal(1, page.At("items")!.Value.GetArrayLength());
            names.Add(page["items.0.metadata.name"]!);
            token = page["metadata.continue"];
        }
        while (!string.IsNullOrEmpty(token));

        Assert.Equal(names.Distinct(), names);
        Assert.Subset(names.ToHashSet(), new HashSet<string> { "page-a", "page-b", "page-c" });
    }

    [Fact]
    public async Task How_many_remain_is_not_said_when_a_selector_is_given()
    {
        await cluster.CreateAsync(cluster.Deployments, Manifests.Deployment("remain-a", 0));
        await cluster.CreateAsync(cluster.Deployments, Manifests.Deployment("remain-b", 0));

        var plain = await cluster.Raw.GetAsync(cluster.Deployments + "?limit=1");
        var selected = await cluster.Raw.GetAsync(cluster.Deployments + "?limit=1&labelSelector=app");

        Assert.NotNull(plain["metadata.remainingItemCount"]);
        Assert.NotNull(selected["metadata.continue"]);
        Assert.Null(selected["metadata.remainingItemCount"]);
    }

    [Theory]
    [InlineData("labelSelector=app%20in%20cart")]
    [InlineData("fieldSelector=spec.replicas%3D3")]
    [InlineData("limit=2&continue=garbage")]
    [InlineData("resourceVersion=abc")]
    public async Task A_list_that_cannot_be_understood_is_400_or_older_500(string query)
    {
        var answer = await cluster.Raw.GetAsync($"{cluster.Deployments}?{query}");

        Assert.True(answer.Status is 400 or 500, answer.Text);
    }

    [Fact]
    public async Task Counters_that_are_zero_are_absent_and_our_client_reads_zero()
    {
        await cluster.CreateAsync(cluster.Deployments, Manifests.Deployment("zero", 0));
        var facts = await cluster.UntilAsync(new(WorkloadKind.Deployment, cluster.Namespace, "zero"), zero => zero.Rollout == RolloutState.Complete);
        var answer = await cluster.Raw.GetAsync(cluster.Deployments + "/zero");

        Assert.Equal("0", answer["spec.replicas"]);
        Assert.Null(answer["status.replicas"]);
        Assert.Null(answer["status.readyReplicas"]);
        Assert.Equal((0, 0, 0), (facts.DesiredReplicas, facts.Replicas, facts.ReadyReplicas));
    }

    [Fact]
    public async Task Quantities_come_back_rewritten_and_mean_the_same()
    {
        var manifest = Manifests.Deployment("quantity", 0);
        manifest["spec"]!["template"]!["spec"]!["containers"]![0]!["resources"] = System.Text.Json.Nodes.JsonNode.Parse("""{"limits":{"memory":"1024Mi","cpu":"0.5"}}""");
        await cluster.CreateAsync(cluster.Deployments, manifest);

        var answer = await cluster.Raw.GetAsync(cluster.Deployments + "/quantity");
        var container = (await cluster.ReadAsync(new(WorkloadKind.Deployment, cluster.Namespace, "quantity"))).Containers[0];

        Assert.Equal("1Gi", answer["spec.template.spec.containers.0.resources.limits.memory"]);
        Assert.Equal("500m", answer["spec.template.spec.containers.0.resources.limits.cpu"]);
        Assert.Equal((1024L << 20, 500L), (container.MemoryLimit, container.CpuLimit));
    }

    [Fact]
    public async Task A_running_Deployment_has_one_revision_and_pods_that_lead_back_to_it()
    {
        var facts = await cluster.RunAsync(Manifests.Deployment("running", 2));

        var pods = await cluster.PodsOfAsync(facts);
        var alone = (await cluster.Api.ReadPodAsync(cluster.Namespace, pods[0].Name, default)).Value!;

        Assert.Equal(1, Assert.Single(facts.Revisions).Revision);
        Assert.Equal(2, pods.Count);
        Assert.Equal(facts.Ref, alone.Owner);
        Assert.True(alone.Ready);
        Assert.Contains("pod-template-hash", alone.Labels.Keys);
    }

    [Fact]
    public async Task A_workload_is_found_by_name_whatever_its_kind()
    {
        await cluster.RunAsync(Manifests.StatefulSet("findable"));

        Assert.Equal(WorkloadKind.StatefulSet, (await cluster.Api.FindWorkloadAsync(cluster.Namespace, "findable", default)).Value!.Ref.Kind);
        Assert.Equal(ClusterFault.NotFound, (await cluster.Api.FindWorkloadAsync(cluster.Namespace, "nosuch", default)).Fault);
    }

    [Fact]
    public async Task A_pod_too_large_for_every_node_says_why_it_waits()
    {
        var manifest = Manifests.Deployment("huge");
        manifest["spec"]!["template"]!["spec"]!["containers"]![0]!["resources"] = System.Text.Json.Nodes.JsonNode.Parse("""{"requests":{"cpu":"9000"}}""");
        await cluster.CreateAsync(cluster.Deployments, manifest);
        PodFacts? pod = null;
        await cluster.EventuallyAsync(async () =>
        {
            var facts = await cluster.ReadAsync(new(WorkloadKind.Deployment, cluster.Namespace, "huge"));
            pod = (await cluster.Api.ListPodsAsync(facts, default)).Value is { Count: > 0 } pods ? pods[0] : null;
            return pod?.Unschedulable is not null;
        });

        Assert.Contains("Insufficient cpu", pod!.Unschedulable, StringComparison.Ordinal);
        Assert.Null(pod.Node);
        Assert.Empty(pod.Containers);
        await cluster.EventuallyAsync(async () => (await cluster.Api.ListWarningsAsync(cluster.Namespace, "Pod", pod.Name, 10, default)).Value!.Any(item => item.Reason == "FailedScheduling"));
        Assert.Empty((await cluster.Api.ReadLogAsync(cluster.Namespace, pod.Name, "main", false, 5, default)).Value!);
    }

    [Fact]
    public async Task An_image_that_does_not_exist_shows_in_the_pod_and_in_its_events()
    {
        await cluster.CreateAsync(cluster.Deployments, Manifests.Deployment("badpull", 1, Manifests.MissingImage));
        PodFacts? pod = null;
        await cluster.EventuallyAsync(async () =>
        {
            var facts = await cluster.ReadAsync(new(WorkloadKind.Deployment, cluster.Namespace, "badpull"));
            pod = (await cluster.Api.ListPodsAsync(facts, default)).Value is { Count: > 0 } pods ? pods[0] : null;
            return pod is { Containers.Count: 1 } && pod.Containers[0].WaitingReason is "ImagePullBackOff" or "ErrImagePull";
        });

        Assert.False(pod!.Ready);
        Assert.Equal(Manifests.MissingImage, pod.Containers[0].Image);
        await cluster.EventuallyAsync(async () => (await cluster.Api.ListWarningsAsync(cluster.Namespace, "Pod", pod.Name, 10, default)).Value!.Any(item => item.Reason is "Failed" or "BackOff"));
    }

    [Theory]
    [InlineData("message=x")]
    [InlineData("regarding.name=x")]
    public async Task Core_events_refuse_fields_they_do_not_index(string field) =>
        Assert.Equal(400, (await cluster.Raw.GetAsync($"/api/v1/namespaces/{cluster.Namespace}/events?fieldSelector={Uri.EscapeDataString(field)}")).Status);

    [Fact]
    public async Task A_log_needs_the_containers_name_when_there_are_two()
    {
        var facts = await cluster.RunAsync(Manifests.Deployment("logs", more: manifest => manifest["spec"]!["template"]!["spec"]!["containers"]!.AsArray().Add(Manifests.Container("side"))));
        var pod = await cluster.PodOfAsync(facts);

        Assert.Equal(400, (await cluster.Raw.GetAsync($"{cluster.Pods}/{pod.Name}/log?tailLines=2")).Status);
        Assert.Equal(400, (await cluster.Raw.GetAsync($"{cluster.Pods}/{pod.Name}/log?container=nosuch")).Status);
        Assert.True((await cluster.Api.ReadLogAsync(cluster.Namespace, pod.Name, "side", false, 2, default)).Value!.Count <= 2);
    }

    [Fact]
    public async Task A_log_before_the_first_restart_does_not_exist()
    {
        var facts = await cluster.RunAsync(Manifests.Deployment("nolog"));
        var pod = await cluster.PodOfAsync(facts);

        var answer = await cluster.Api.ReadLogAsync(cluster.Namespace, pod.Name, "main", previous: true, 5, default);

        Assert.Equal(ClusterFault.Invalid, answer.Fault);
        Assert.Contains("not found", answer.Detail, StringComparison.Ordinal);
    }
}
