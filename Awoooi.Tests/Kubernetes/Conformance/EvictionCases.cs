using Awoooi.Core.Clusters;
using Awoooi.Core.Clusters.Mutations;

namespace Awoooi.Tests.Kubernetes.Conformance;

public sealed class EvictionCasesToday(ConformanceCluster cluster) : EvictionCases(cluster), IClassFixture<ConformanceCluster>;

public sealed class EvictionCasesOnTheOldestServer(OldCluster cluster) : EvictionCases(cluster), IClassFixture<OldCluster>;

public abstract class EvictionCases(ConformanceCluster cluster)
{
    [Fact]
    public async Task An_eviction_takes_the_pod_and_another_takes_its_place()
    {
        var facts = await cluster.RunAsync(Manifests.Deployment("evicted"));
        var pod = await cluster.PodOfAsync(facts);
        var eviction = Evict(facts, pod);

        Assert.IsType<MutationAnswer.Applied>(await cluster.Api.SendAsync(eviction, default));
        Assert.True(EvictPod.HasHappened(eviction, await cluster.Api.ReadPodAsync(cluster.Namespace, pod.Name, default)));
        await cluster.EventuallyAsync(async () => (await cluster.Api.ReadPodAsync(cluster.Namespace, pod.Name, default)).Fault == ClusterFault.NotFound);
        await cluster.CompleteAsync(facts.Ref);
    }

    [Fact]
    public async Task An_allowed_eviction_is_201_with_a_Status()
    {
        var pod = await cluster.PodOfAsync(await cluster.RunAsync(Manifests.Deployment("status")));

        var answer = await cluster.Raw.PostAsync($"{cluster.Pods}/{pod.Name}/eviction", Manifests.Eviction(cluster.Offered.Eviction, cluster.Namespace, pod.Name, pod.Uid));

        Assert.Equal((201, "Status", "Success"), (answer.Status, answer["kind"], answer["status"]));
    }

    [Fact]
    public async Task The_old_version_of_the_body_still_works()
    {
        var pod = await cluster.PodOfAsync(await cluster.RunAsync(Manifests.Deployment("beta")));

        Assert.Equal(201, (await cluster.Raw.PostAsync($"{cluster.Pods}/{pod.Name}/eviction", Manifests.Eviction("policy/v1beta1", cluster.Namespace, pod.Name, pod.Uid))).Status);
    }

    [Fact]
    public async Task A_rehearsed_eviction_leaves_the_pod_and_the_budget_alone()
    {
        var facts = await cluster.RunAsync(Manifests.Deployment("kept", 2));
        await BudgetAsync("kept", 1, allowed: 1);
        var pod = await cluster.PodOfAsync(facts);

        Assert.IsType<DryRunAnswer.Accepted>(await cluster.Api.DryRunAsync(Evict(facts, pod), default));
        Assert.False((await cluster.Api.ReadPodAsync(cluster.Namespace, pod.Name, default)).Value!.Terminating);
        Assert.Equal(1, Assert.Single((await cluster.ReadAsync(facts.Ref)).DisruptionBudgets).DisruptionsAllowed);
    }

    [Fact]
    public async Task A_budget_that_allows_nothing_is_429_with_its_cause_and_no_waiting_time()
    {
        var facts = await cluster.RunAsync(Manifests.Deployment("blocked", 2));
        await BudgetAsync("blocked", 2, allowed: 0);
        var pod = await cluster.PodOfAsync(facts);

        var answer = await cluster.Raw.PostAsync($"{cluster.Pods}/{pod.Name}/eviction", Manifests.Eviction(cluster.Offered.Eviction, cluster.Namespace, pod.Name));

        Assert.Equal((429, "TooManyRequests", "DisruptionBudget"), (answer.Status, answer.Reason, answer["details.causes.0.reason"]));
        Assert.Null(answer.Headers.RetryAfter);
        Assert.Equal(ClusterFault.DisruptionBudget, Assert.IsType<MutationAnswer.Refused>(await cluster.Api.SendAsync(Evict(facts, pod), default)).Fault);
    }

    [Fact]
    public async Task A_rehearsal_tells_the_truth_about_the_budget()
    {
        var facts = await cluster.RunAsync(Manifests.Deployment("truth"));
        await BudgetAsync("truth", 1, allowed: 0);

        Assert.Equal(ClusterFault.DisruptionBudget, Assert.IsType<DryRunAnswer.Refused>(await cluster.Api.DryRunAsync(Evict(facts, await cluster.PodOfAsync(facts)), default)).Fault);
    }

    [Fact]
    public async Task A_refused_uid_still_spends_the_budget()
    {
        var facts = await cluster.RunAsync(Manifests.Deployment("spent", 2));
        await BudgetAsync("spent", 1, allowed: 1);
        var pod = await cluster.PodOfAsync(facts);

        var wrong = await cluster.Raw.PostAsync($"{cluster.Pods}/{pod.Name}/eviction", Manifests.Eviction(cluster.Offered.Eviction, cluster.Namespace, pod.Name, "11111111-2222-3333-4444-555555555555"));
        var right = await cluster.Raw.PostAsync($"{cluster.Pods}/{pod.Name}/eviction", Manifests.Eviction(cluster.Offered.Eviction, cluster.Namespace, pod.Name, pod.Uid));

        Assert.Equal((409, "Conflict"), (wrong.Status, wrong.Reason));
        Assert.Equal(429, right.Status);
    }

    [Fact]
    public async Task So_our_client_compares_the_uid_itself_and_spends_nothing()
    {
        var facts = await cluster.RunAsync(Manifests.Deployment("saved", 2));
        await BudgetAsync("saved", 1, allowed: 1);
        var pod = await cluster.PodOfAsync(facts);

        var refused = Assert.IsType<MutationAnswer.Refused>(await cluster.Api.SendAsync(Evict(facts, pod with { Uid = "11111111-2222-3333-4444-555555555555" }), default));

        Assert.Equal(ClusterFault.Conflict, refused.Fault);
        Assert.Equal(1, Assert.Single((await cluster.ReadAsync(facts.Ref)).DisruptionBudgets).DisruptionsAllowed);
    }

    [Fact]
    public async Task Two_budgets_are_500_without_a_reason_and_asked_once()
    {
        var facts = await cluster.RunAsync(Manifests.Deployment("double", 2));
        await BudgetAsync("double", 1, allowed: 1);
        await cluster.CreateAsync(cluster.Budgets, Manifests.Budget(cluster.Offered, "double-too", "double", 1));
        var pod = await cluster.PodOfAsync(facts);

        var answer = await cluster.Raw.PostAsync($"{cluster.Pods}/{pod.Name}/eviction", Manifests.Eviction(cluster.Offered.Eviction, cluster.Namespace, pod.Name));

        Assert.Equal((500, null), (answer.Status, answer.Reason));
        Assert.Equal(ClusterFault.Refused, Assert.IsType<MutationAnswer.Refused>(await cluster.Api.SendAsync(Evict(facts, pod), default)).Fault);
    }

    [Fact]
    public async Task A_budget_that_matches_nothing_allows_nothing()
    {
        await cluster.CreateAsync(cluster.Budgets, Manifests.Budget(cluster.Offered, "lonely", "nobody-has-this-label", 1));
        RawAnswer? budget = null;
        await cluster.EventuallyAsync(async () => (budget = await cluster.Raw.GetAsync(cluster.Budgets + "/lonely"))["status.observedGeneration"] is not null);

        Assert.Equal(("0", "0"), (budget!["status.disruptionsAllowed"], budget["status.expectedPods"]));
    }

    [Fact]
    public async Task A_pod_that_is_gone_is_404()
    {
        var answer = await cluster.Raw.PostAsync($"{cluster.Pods}/nosuch/eviction", Manifests.Eviction(cluster.Offered.Eviction, cluster.Namespace, "nosuch"));
        var eviction = EvictPod.Build(new(WorkloadKind.Deployment, cluster.Namespace, "x"), Cart.Pod() with { Namespace = cluster.Namespace, Name = "nosuch" }, "e", "policy/v1");

        Assert.Equal((404, "NotFound"), (answer.Status, answer.Reason));
        Assert.Equal(ClusterFault.NotFound, Assert.IsType<MutationAnswer.Refused>(await cluster.Api.SendAsync(eviction, default)).Fault);
    }

    [Fact]
    public async Task Another_name_in_the_body_is_400()
    {
        var pod = await cluster.PodOfAsync(await cluster.RunAsync(Manifests.Deployment("misnamed")));

        Assert.Equal(400, (await cluster.Raw.PostAsync($"{cluster.Pods}/{pod.Name}/eviction", Manifests.Eviction(cluster.Offered.Eviction, cluster.Namespace, "other"))).Status);
    }

    private ClusterMutation Evict(WorkloadFacts facts, PodFacts pod) => EvictPod.Build(facts.Ref, pod, ConformanceCluster.NewMarker(), cluster.Offered.Eviction);

    // A budget just made refuses everything until its controller has counted.
    private async Task BudgetAsync(string app, int minAvailable, int allowed)
    {
        await cluster.CreateAsync(cluster.Budgets, Manifests.Budget(cluster.Offered, app, app, minAvailable));
        await cluster.UntilAsync(
            new WorkloadRef(WorkloadKind.Deployment, cluster.Namespace, app),
            facts => facts.DisruptionBudgets is [{ ExpectedPods: > 0 } budget] && budget.DisruptionsAllowed == allowed && budget.CurrentHealthy == facts.DesiredReplicas);
    }
}
